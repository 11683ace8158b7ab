"""What making a film ready costs beside one plain ffmpeg run: `python -m benchmarks.courses_films [FILE]`.

Both make the same four rungs of the same film (45 seconds of 1080p with sound, made here unless one is named), one
after the other, in turns, in one run: ffmpeg as its manual has it, one process, the picture split and scaled for each
rung, HLS in fMP4; and everything the worker does: look, count, sound apart, pieces, join, two films in one file each,
poster, storyboard, durable. The pieces are taken as they are in production and, beside that, four times shorter.

The aim: at most 1.3 times ffmpeg's time. The last line is JSON.
"""

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from portal.courses.films.cell import LESS_URGENT
from portal.courses.films.made import measured
from portal.courses.films.making import SOURCE, Making
from portal.courses.films.plan import PIECE_SEGMENTS
from portal.courses.films.recipes import PRESET
from portal.courses.rules.ladder import HEIGHTS, SEGMENT_SECONDS, SOUND_BITS, SOUND_RATE, rungs

SECONDS, RATE, ROUNDS = 45, 25, 3
AIM = 1.3


def source(path: Path) -> Path:
    """A film in 1080p that is neither empty nor noise: a picture that moves all the time, and a voice's worth."""
    picture = f"mandelbrot=size=960x540:rate={RATE}:maxiter=200,scale=1920:1080,noise=alls=4:allf=t"
    command = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", picture]
    command += ["-f", "lavfi", "-i", f"anoisesrc=color=pink:amplitude=0.2:duration={SECONDS}", "-t", str(SECONDS)]
    command += ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-pix_fmt", "yuv420p", "-g", "50"]
    subprocess.run([*command, "-c:a", "aac", "-f", "mp4", str(path)], check=True, stdin=subprocess.DEVNULL)
    return path


def plain(film: Path, folder: Path) -> None:
    """The baseline: one run of ffmpeg with the same ladder, as little urgent as ours."""
    ladder = rungs(1920, 1080, HEIGHTS)
    every = str(RATE * SEGMENT_SECONDS)
    split = f"[0:v]split={len(ladder)}" + "".join(f"[s{n}]" for n in range(len(ladder)))
    scaled = [f"[s{n}]scale={rung.width}:{rung.height}[v{n}]" for n, rung in enumerate(ladder)]
    command = ["nice", "-n", str(LESS_URGENT), "ffmpeg", "-v", "error", "-y", "-i", str(film)]
    command += ["-filter_complex", ";".join([split, *scaled])]
    for n, rung in enumerate(ladder):
        bits = str(rung.bits)
        command += ["-map", f"[v{n}]", "-map", "0:a", f"-crf:v:{n}", str(rung.quality)]
        command += [f"-maxrate:v:{n}", bits, f"-bufsize:v:{n}", bits]
    command += ["-c:v", "libx264", "-preset", PRESET, "-pix_fmt", "yuv420p", "-g", every, "-keyint_min", every]
    command += ["-sc_threshold", "0", "-c:a", "aac", "-b:a", str(SOUND_BITS), "-ac", "1", "-ar", str(SOUND_RATE)]
    command += ["-f", "hls", "-hls_segment_type", "fmp4", "-hls_time", str(SEGMENT_SECONDS)]
    command += ["-hls_playlist_type", "vod", "-master_pl_name", "master.m3u8"]
    command += ["-var_stream_map", " ".join(f"v:{n},a:{n}" for n in range(len(ladder)))]
    command += ["-hls_segment_filename", str(folder / "%v/%03d.m4s"), str(folder / "%v/index.m3u8")]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def ours(film: Path, folder: Path, piece_segments: int = PIECE_SEGMENTS) -> None:
    """All that the worker does."""
    shutil.copyfile(film, folder / SOURCE)
    making = Making(folder, piece_segments=piece_segments)
    for step in making.steps():
        step.do()
    measured(making.made, "0" * 32)


def in_turns(works: dict[str, Callable[[Path], None]], rounds: int) -> dict[str, float]:
    """The median seconds of each of `works` on the clock and, as `<name>_cpu`, of the processors.

    Each is done in an empty folder, one after the other, `rounds` times.
    """
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, work in works.items():
            with tempfile.TemporaryDirectory() as folder:
                begun, cpu = time.perf_counter(), processor_seconds()
                work(Path(folder))
                taken[name].append(time.perf_counter() - begun)
                taken[f"{name}_cpu"].append(processor_seconds() - cpu)
    return {name: round(statistics.median(times), 2) for name, times in taken.items()}


def processor_seconds() -> float:
    """What this process and those that it waited for have used of the processors."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> int:
    """Measure and print; 1 when the aim is missed."""
    with tempfile.TemporaryDirectory() as folder:
        film = Path(sys.argv[1]) if len(sys.argv) > 1 else source(Path(folder) / "film.mp4")
        found = in_turns(
            {
                "plain": lambda to: plain(film, to),
                "ours": lambda to: ours(film, to),
                "short_pieces": lambda to: ours(film, to, PIECE_SEGMENTS // 4),
            },
            ROUNDS,
        )
    ratio, short = (round(found[name] / found["plain"], 3) for name in ("ours", "short_pieces"))
    print(f"{SECONDS} s of 1080p: ffmpeg alone {found['plain']} s, all of ours {found['ours']} s")
    print(f"ratio {ratio} (at most {AIM}); in pieces a quarter as long {short}")
    print(f"of the processors: ffmpeg alone {found['plain_cpu']} s, all of ours {found['ours_cpu']} s")
    print(json.dumps({"benchmark": "courses_films", "aim_ratio": AIM, "ratio": ratio, "ratio_short": short, **found}))
    return 0 if ratio <= AIM else 1


if __name__ == "__main__":
    raise SystemExit(main())
