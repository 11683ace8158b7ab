"""Pieces and sound become a film: playlists, segments, files that play as they are, poster and storyboard."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

from portal.courses.films import recipes
from portal.courses.films.boxes import codecs, without_remarks
from portal.courses.films.cells import Limits, run
from portal.courses.films.made import MOST_POSTER_BYTES, POSTER
from portal.courses.films.plan import Plan
from portal.courses.films.playlist import Segments, Variant, read_segments, write_master
from portal.courses.films.progress import Progress
from portal.courses.published.shape import MASTER, SOUND, STORYBOARD
from portal.courses.rules.ladder import Rung

_POSTER_PLACE = 0.1
_POSTER_SIZES = tuple((width, quality) for width in (320, 256, 192, 128) for quality in (50, 35, 20))
_FRAME = "poster.png"


def join(plan: Plan, work: Path, to: Path, limits: Limits, told: Callable[[], None]) -> None:
    """Fill the empty folder `to`, inside `work`, with the film; `told` is called now and then."""
    for rung in plan.ladder:
        (to / str(rung.height)).mkdir()
        recipes.concat_list(work, rung.height).write_text(recipes.listing(plan, rung.height), encoding="ascii")
    lists = [recipes.concat_list(work, rung.height).name for rung in plan.ladder]
    progress = Progress(lambda seconds: told())
    run("ffmpeg", recipes.joined(plan, lists, to.name), work, limits, progress)
    variants = [_variant(plan, rung, to / str(rung.height)) for rung in plan.ladder]
    (to / MASTER).write_text(write_master(variants), encoding="ascii")
    if plan.sound is not None:
        shutil.copyfile(work / SOUND, to / SOUND)
    _draw(plan, work, to, limits, progress)


def _variant(plan: Plan, rung: Rung, folder: Path) -> Variant:
    """The rung as it turned out: its bits are counted, not promised."""
    init = without_remarks((folder / "init.mp4").read_bytes())
    (folder / "init.mp4").write_bytes(init)
    segments = read_segments((folder / "index.m3u8").read_text(encoding="ascii"))
    sizes = [(folder / name).stat().st_size for name in segments.names]
    return Variant(
        uri=f"{rung.height}/index.m3u8",
        width=rung.width,
        height=rung.height,
        bandwidth=_peak(segments, sizes),
        average=round(sum(sizes) * 8 / sum(segments.seconds)),
        codecs=codecs(init),
        rate=float(plan.rate),
    )


def _peak(segments: Segments, sizes: list[int]) -> int:
    """The highest bits a second of any segment of at least half the usual length (RFC 8216, section 4.3.4.2)."""
    longest = max(segments.seconds)
    rates = [
        size * 8 / seconds for size, seconds in zip(sizes, segments.seconds, strict=True) if seconds >= longest / 2
    ]
    return round(max(rates))


def _draw(plan: Plan, work: Path, to: Path, limits: Limits, progress: Progress) -> None:
    lowest = plan.ladder[0].height
    pieces = recipes.concat_list(work, lowest).name
    segments = len(read_segments((to / str(lowest) / "index.m3u8").read_text(encoding="ascii")).names)
    run("ffmpeg", recipes.storyboard(pieces, segments, f"{to.name}/{STORYBOARD}"), work, limits, progress)
    width = min(_POSTER_SIZES[0][0], plan.ladder[0].width)
    second = int(segments * _POSTER_PLACE) * plan.segment_frames / plan.rate
    run("ffmpeg", recipes.poster(pieces, float(second), width, f"{to.name}/{_FRAME}"), work, limits, progress)
    (to / POSTER).write_bytes(_small((to / _FRAME).read_bytes()))
    (to / _FRAME).unlink()


def _small(frame: bytes) -> bytes:
    """The picture as a JPEG small enough to stand in a page; our own picture by now, not a stranger's."""
    from PIL import Image  # noqa: PLC0415 (slow to load, and most of the portal draws nothing)

    with Image.open(io.BytesIO(frame), formats=("PNG",)) as opened:
        picture = opened.convert("RGB")
    for width, quality in _POSTER_SIZES:
        fitting = picture.copy()
        fitting.thumbnail((width, width))
        saved = io.BytesIO()
        fitting.save(saved, "JPEG", quality=quality, optimize=True)
        if saved.tell() <= MOST_POSTER_BYTES:
            break
    return saved.getvalue()
