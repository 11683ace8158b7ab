"""What ffmpeg is told, step by step; nothing is run here.

No recipe names a protocol but `file`, and none copies a title, a place, a chapter or the name of a program from the
source into what is made.
"""

from collections.abc import Sequence
from pathlib import Path

from portal.courses.films.look import source_arguments
from portal.courses.films.plan import Piece, Plan
from portal.courses.rules.ladder import (
    SEGMENT_SECONDS,
    SOUND_BITS,
    SOUND_RATE,
    STORYBOARD_COLUMNS,
    STORYBOARD_WIDTH,
    Rung,
    progressive_name,
    storyboard_every,
    storyboard_frames,
)

QUIET = ("-v", "error", "-nostdin", "-y", "-progress", "pipe:1", "-stats_period", "1")
PRESET = "veryfast"
_BARE = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact")
_SOUND = "audio.m4a"
_BEFORE = 0.01
"""Seconds; less than a picture, more than what rounding takes."""


def sound(plan: Plan, to: str) -> list[str]:
    """All sound at once, exactly as long as the picture."""
    return [
        *QUIET,
        *source_arguments(plan.container),
        *("-map", f"0:{plan.sound}", "-af", "aresample=async=1:first_pts=0,apad", "-t", f"{plan.seconds:.6f}"),
        *("-c:a", "aac", "-b:a", str(SOUND_BITS), "-ac", "1", "-ar", str(SOUND_RATE), "-flags:a", "+bitexact"),
        *_BARE,
        *("-movflags", "+faststart", "-f", "mp4", to),
    ]


def piece(plan: Plan, part: Piece, folder: str) -> list[str]:
    """One piece on all rungs: decoded once, scaled step by step from the highest rung down."""
    begin = (part.first - part.run_up) / plan.rate
    length = (part.run_up + part.frames) / plan.rate + 1
    source = source_arguments(plan.container, "-ss", f"{float(begin):.6f}", "-t", f"{float(length):.6f}")
    outputs = [argument for rung in plan.ladder for argument in _encoded(plan, rung, f"{folder}/{rung.height}.mp4")]
    return [*QUIET, *source, "-filter_complex", _filters(plan, part), *outputs]


def _filters(plan: Plan, part: Piece) -> str:
    first, last = part.run_up, part.run_up + part.frames
    steps = [
        *(["yadif=deint=interlaced"] if plan.is_interlaced else []),
        f"fps={plan.rate}:start_time=0",
        "tpad=stop_mode=clone:stop=-1",
        f"trim=start_frame={first}:end_frame={last}",
        "setpts=PTS-STARTPTS",
    ]
    chains = [f"[0:{plan.picture}]{','.join(steps)}[rest]"]
    for rung in sorted(plan.ladder, reverse=True, key=lambda one: one.height):
        scaled = f"[rest]scale={rung.width}:{rung.height}:flags=bicubic,setsar=1,format=yuv420p"
        is_last = rung == plan.ladder[0]
        chains.append(f"{scaled}[v{rung.height}]" if is_last else f"{scaled},split=2[v{rung.height}][rest]")
    return ";".join(chains)


def _encoded(plan: Plan, rung: Rung, to: str) -> list[str]:
    every = str(plan.segment_frames)
    return [
        *("-map", f"[v{rung.height}]", "-c:v", "libx264", "-preset", PRESET, "-crf", str(rung.quality)),
        *("-maxrate", str(rung.bits), "-bufsize", str(rung.bits), "-flags:v", "+bitexact"),
        *("-g", every, "-keyint_min", every, "-sc_threshold", "0"),
        *_BARE,
        *("-f", "mp4", to),
    ]


def listing(plan: Plan, height: int) -> str:
    """The list by which ffmpeg reads the pieces of a rung one after the other."""
    lines = ["ffconcat version 1.0"]
    for part in plan.pieces:
        lines += [f"file {part.name}/{height}.mp4", f"duration {float(part.frames / plan.rate):.6f}"]
    return "\n".join(lines) + "\n"


def joined(plan: Plan, lists: Sequence[str], to: str) -> list[str]:
    """Pieces and sound of every rung put together by copying: segments, and one file where a rung has one."""
    pictures = [
        argument for name in lists for argument in ("-protocol_whitelist", "file", "-f", "concat", "-i", name)
    ]
    has_sound = plan.sound is not None
    heard = ["-protocol_whitelist", "file", "-f", "mov", "-i", f"file:{_SOUND}"] if has_sound else []
    outputs: list[str] = []
    for number, rung in enumerate(plan.ladder):
        copied = _copied(number, len(plan.ladder) if has_sound else None)
        outputs += [*copied, *_segmented(f"{to}/{rung.height}")]
        if name := progressive_name(rung.height):
            outputs += [*copied, "-movflags", "+faststart", "-f", "mp4", f"{to}/{name}"]
    return [*QUIET, *pictures, *heard, *outputs]


def _copied(picture: int, heard: int | None) -> list[str]:
    streams = ["-map", f"{picture}:v", *(["-map", f"{heard}:a"] if heard is not None else [])]
    return [*streams, "-c", "copy", "-bsf:v", "filter_units=remove_types=6", *_BARE, "-metadata:s:v", "encoder="]


def _segmented(folder: str) -> list[str]:
    return [
        *("-f", "hls", "-hls_segment_type", "fmp4", "-hls_time", str(SEGMENT_SECONDS - 0.1)),
        *("-hls_playlist_type", "vod", "-hls_flags", "independent_segments"),
        *("-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename", f"{folder}/%04d.m4s"),
        f"{folder}/index.m3u8",
    ]


def storyboard(rung: str, segments: int, to: str) -> list[str]:
    """Small pictures side by side, from those that begin a segment and are cheap to find."""
    every, frames = storyboard_every(segments), storyboard_frames(segments)
    rows = -(-frames // STORYBOARD_COLUMNS)
    chain = f"select='not(mod(n,{every}))',scale={STORYBOARD_WIDTH}:-2,tile={STORYBOARD_COLUMNS}x{rows}"
    return [*_drawn(rung, 0), *("-vf", chain, "-frames:v", "1", "-q:v", "7", "-flags", "+bitexact"), *_BARE, to]


def poster(rung: str, second: float, width: int, to: str) -> list[str]:
    """The picture that begins a segment at `second`, `width` pixels wide, as a PNG."""
    return [*_drawn(rung, second), *("-vf", f"scale={width}:-2", "-frames:v", "1"), *_BARE, to]


def _drawn(rung: str, second: float) -> list[str]:
    seek = ["-ss", f"{second - _BEFORE:.3f}"] if second else []
    return [*QUIET, "-skip_frame", "nokey", "-protocol_whitelist", "file", "-f", "concat", *seek, "-i", rung]


def concat_list(folder: Path, height: int) -> Path:
    """Where the list of a rung's pieces lies."""
    return folder / f"{height}.ffconcat"
