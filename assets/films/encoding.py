"""From pictures and sound to a film's folder: two rungs of HLS, two files that play as they are, sound, storyboard.

The layout is that of docs/courses-folder.md. Pictures stand still for seconds, so few bits are enough; the sound is
encoded once and copied everywhere, the pictures once for each height.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from fractions import Fraction
from io import BytesIO
from pathlib import Path

from PIL import Image

from assets.films.canvas import HEIGHT, WIDTH
from portal.courses.films.made import MOST_POSTER_BYTES, POSTER
from portal.courses.films.playlist import Variant, read_segments, write_master
from portal.courses.published.shape import MASTER, SOUND, STORYBOARD
from portal.courses.rules.ladder import STORYBOARD_COLUMNS, STORYBOARD_WIDTH, storyboard_every, storyboard_frames

RATE = Fraction(25, 2)
SEGMENT_SECONDS, SEGMENT_FRAMES = 8, 100
SOUND_BITS, LOUDNESS = 18_000, -20.0
QUALITY = {240: 29, 360: 29, 540: 29}
HLS, FILES = (240, 540), (240, 360)
CODECS = "avc1.4d401f,mp4a.40.2"
QUIET = ("-hide_banner", "-loglevel", "error", "-nostdin", "-y")
EXACT = ("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1")


def ffmpeg(*arguments: str | Path, given: Iterator[bytes] | None = None) -> None:
    """Run ffmpeg; the pictures `given` come on its standard input."""
    command = ["ffmpeg", *QUIET, *map(str, arguments)]
    if given is None:
        subprocess.run(command, check=True)  # noqa: S603 - own arguments
        return
    with subprocess.Popen(command, stdin=subprocess.PIPE) as running:  # noqa: S603 - own arguments
        if running.stdin is None:
            raise RuntimeError("ffmpeg takes no pictures")
        for frame in given:
            running.stdin.write(frame)
        running.stdin.close()
        if running.wait():
            raise RuntimeError("ffmpeg could not encode the pictures")


def encode(frames: Iterator[bytes], speech: Path, folder: Path, work: Path) -> None:
    """Make the film's `folder` anew from frames of RGB and a WAV file; `work` is for what lies between."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _sound(speech, folder / SOUND)
    _pictures(frames, work)
    for height in FILES:
        ffmpeg("-i", work / f"{height}.mp4", "-i", folder / SOUND, *_both(), folder / f"{height}.mp4")
    for height in HLS:
        _rung(work / f"{height}.mp4", folder / SOUND, folder / str(height))
    variants = [_variant(folder, height) for height in HLS]
    (folder / MASTER).write_text(write_master(variants), encoding="utf-8")


def _sound(speech: Path, to: Path) -> None:
    gain = LOUDNESS - _loudness(speech)
    smooth = f"highpass=f=80,lowpass=f=7500,volume={gain:.2f}dB,alimiter=limit=0.55:level=false"
    options = ("-af", smooth, "-ar", "22050", "-ac", "1", "-c:a", "aac", "-b:a", str(SOUND_BITS))
    ffmpeg("-i", speech, *options, *EXACT, "-movflags", "+faststart", to)


def _loudness(speech: Path) -> float:
    """How loud the speech is over all, in LUFS (EBU R 128)."""
    command = ["ffmpeg", "-hide_banner", "-nostdin", "-i", str(speech), "-af", "ebur128", "-f", "null", "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stderr  # noqa: S603 - own arguments
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", told)[-1])


def _pictures(frames: Iterator[bytes], work: Path) -> None:
    given = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "-")
    heights = sorted({*HLS, *FILES})
    split = f"[0:v]split={len(heights)}" + "".join(f"[i{height}]" for height in heights)
    scaled = [f"[i{height}]{_scaling(height)}[o{height}]" for height in heights]
    outputs: list[str | Path] = []
    for height in heights:
        outputs += ["-map", f"[o{height}]", *_x264(height), *EXACT, work / f"{height}.mp4"]
    ffmpeg(*given, "-filter_complex", ";".join([split, *scaled]), *outputs, given=frames)


def _scaling(height: int) -> str:
    return f"scale={_wide(height)}:{height}:flags=lanczos:out_color_matrix=bt709:out_range=tv,format=yuv420p"


def _x264(height: int) -> tuple[str, ...]:
    keys = f"keyint={SEGMENT_FRAMES}:min-keyint={SEGMENT_FRAMES}:scenecut=0:bframes=1:threads=1"
    colours = ("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709")
    quality = ("-preset", "fast", "-tune", "animation", "-crf", str(QUALITY[height]))
    return ("-c:v", "libx264", "-profile:v", "main", "-level", "3.1", *quality, "-x264-params", keys, *colours)


def _wide(height: int) -> int:
    return 2 * round(height * WIDTH / HEIGHT / 2)


def _both() -> tuple[str, ...]:
    return ("-map", "0:v", "-map", "1:a", "-c", "copy", *EXACT, "-movflags", "+faststart")


def _rung(pictures: Path, sound: Path, folder: Path) -> None:
    folder.mkdir()
    list_of = ("-hls_playlist_type", "vod", "-hls_flags", "independent_segments", "-hls_time", str(SEGMENT_SECONDS))
    start = ("-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4")
    pieces = (*list_of, *start, "-hls_segment_filename", folder / "%03d.m4s")
    streams = ("-map", "0:v", "-map", "1:a", "-c", "copy", *EXACT)
    ffmpeg("-i", pictures, "-i", sound, *streams, "-f", "hls", *pieces, folder / "index.m3u8")


def _variant(folder: Path, height: int) -> Variant:
    segments = read_segments((folder / str(height) / "index.m3u8").read_text(encoding="utf-8"))
    sizes = [(folder / str(height) / name).stat().st_size for name in segments.names]
    peak = max(size * 8 / long for size, long in zip(sizes, segments.seconds, strict=True) if long >= 1)
    mean = sum(sizes) * 8 / sum(segments.seconds)
    return Variant(f"{height}/index.m3u8", _wide(height), height, round(peak), round(mean), CODECS, float(RATE))


def length(folder: Path) -> float:
    """How many seconds the film in `folder` plays, as the portal will say."""
    return round(sum(_segments(folder)), 3)


def write_poster(picture: Image.Image, folder: Path) -> None:
    """The first picture, small enough to stand in the page itself."""
    for width in (320, 256, 192, 160):
        small = picture.resize((width, width * HEIGHT // WIDTH), Image.Resampling.LANCZOS)
        for quality in range(70, 25, -5):
            file = BytesIO()
            small.save(file, "JPEG", quality=quality, optimize=True)
            if file.tell() <= MOST_POSTER_BYTES:
                (folder / POSTER).write_bytes(file.getvalue())
                return
    raise RuntimeError("the first picture has too much in it for a poster")


def write_storyboard(pictures: Sequence[Image.Image], folder: Path) -> None:
    """One small picture for every step of time, ten in a row."""
    wide, high = STORYBOARD_WIDTH, STORYBOARD_WIDTH * HEIGHT // WIDTH
    rows = -(-len(pictures) // STORYBOARD_COLUMNS)
    board = Image.new("RGB", (wide * STORYBOARD_COLUMNS, high * rows))
    for number, picture in enumerate(pictures):
        at = (number % STORYBOARD_COLUMNS * wide, number // STORYBOARD_COLUMNS * high)
        board.paste(picture.resize((wide, high), Image.Resampling.LANCZOS), at)
    board.save(folder / STORYBOARD, "JPEG", quality=60, optimize=True)


def storyboard_times(folder: Path) -> list[float]:
    """The instants that the storyboard of the film in `folder` shows."""
    lengths = _segments(folder)
    step = storyboard_every(len(lengths)) * lengths[0]
    return [number * step for number in range(storyboard_frames(len(lengths)))]


def _segments(folder: Path) -> tuple[float, ...]:
    return read_segments((folder / str(HLS[0]) / "index.m3u8").read_text(encoding="utf-8")).seconds
