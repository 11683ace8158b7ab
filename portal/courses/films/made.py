"""What lies in a film's folder: every file that a playlist names, nothing else, and how large it all is.

No program is asked, so that media made elsewhere can be taken in where there is no ffmpeg.
"""

import base64
from collections.abc import Iterator
from pathlib import Path

from portal.courses.films.boxes import is_whole
from portal.courses.films.folders import tree
from portal.courses.films.playlist import Segments, Unsound, aligned, read_master, read_segments
from portal.courses.published.shape import DOWNLOADS, MASTER, SOUND, STORYBOARD, MadeFilm, Rendition
from portal.courses.rules.ladder import SOUND_MOST_BITS, progressive_name, storyboard_every, storyboard_frames

POSTER = "poster.jpg"
MOST_POSTER_BYTES = 3_000
"""As a `data:` address it is a third longer, and has to stay below 4 kB."""

_WRAPPING = 20_000
"""Bytes around the sound of a film however short."""

_BOXED = frozenset({".mp4", ".m4a", ".m4s"})
_BEGINNINGS = {".mp4": (4, b"ftyp"), ".m4a": (4, b"ftyp"), ".jpg": (0, b"\xff\xd8\xff")}


def measured(folder: Path, key: str) -> MadeFilm:
    """The film in `folder`, known as `key` from now on; raises `Unsound` when it is not whole or holds more."""
    renditions, lists = [], []
    named = {MASTER}
    for variant in read_master(_text(folder, MASTER)):
        segments = _rung(folder, variant.height, variant.uri)
        files = [f"{variant.height}/{name}" for name in (segments.start, *segments.names)]
        size = sum(_size(folder, name) for name in files)
        bits = round(size * 8 / sum(segments.seconds))
        renditions.append(Rendition(variant.height, variant.width, bits, size))
        lists.append(segments)
        named |= {variant.uri, *files}
    if not aligned(lists):
        raise Unsound("the rungs do not begin their segments at the same instants")
    seconds = round(sum(lists[0].seconds), 3)
    downloads = {name: _size(folder, name) for name in DOWNLOADS if (folder / name).exists()}
    _check_names(folder, named | set(downloads))
    _check_downloads(renditions, downloads, seconds)
    has_board = (folder / STORYBOARD).exists()
    return MadeFilm(
        key=key,
        seconds=seconds,
        renditions=tuple(sorted(renditions)),
        downloads=downloads,
        poster=poster_of(folder),
        storyboard=storyboard_frames(len(lists[0].names)) if has_board else 0,
        storyboard_step=storyboard_every(len(lists[0].names)) * lists[0].seconds[0] if has_board else 0.0,
    )


def poster_of(folder: Path) -> str:
    """The poster of a film's folder as a `data:` address of at most 4 kB, or nothing when it has none."""
    path = folder / POSTER
    if not path.exists():
        return ""
    if _size(folder, POSTER) > MOST_POSTER_BYTES:
        raise Unsound(f"{POSTER} is larger than {MOST_POSTER_BYTES} bytes")
    return "data:image/jpeg;base64," + base64.b64encode(path.read_bytes()).decode("ascii")


def _rung(folder: Path, height: int, uri: str) -> Segments:
    if uri != f"{height}/index.m3u8":
        raise Unsound(f"the master playlist names {uri!r} for the rung {height}")
    return read_segments(_text(folder, uri))


def _check_names(folder: Path, named: set[str]) -> None:
    """Every file is one that a player asks for, and none is a link to somewhere else."""
    there = set(_names(folder))
    for name in sorted(there - named - {POSTER, STORYBOARD}):
        raise Unsound(f"{name} does not belong to the film")
    for name in there & {POSTER, STORYBOARD}:
        _size(folder, name)


def _check_downloads(renditions: list[Rendition], downloads: dict[str, int], seconds: float) -> None:
    lowest = progressive_name(min(rung.height for rung in renditions))
    if lowest and lowest not in downloads:
        raise Unsound(f"{lowest} is missing: what plays where there is no HLS")
    if SOUND in downloads and downloads[SOUND] > SOUND_MOST_BITS / 8 * seconds + _WRAPPING:
        raise Unsound(f"{SOUND} takes more than {SOUND_MOST_BITS // 1000} kbit/s")


def _names(folder: Path) -> Iterator[str]:
    for path in tree(folder):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


def _text(folder: Path, name: str) -> str:
    _size(folder, name)
    try:
        return (folder / name).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Unsound(f"{name} is not text") from error


def _size(folder: Path, name: str) -> int:
    """How many bytes the file has; raises `Unsound` for one that is missing, a link, empty or of another kind."""
    path = folder / name
    if ".." in Path(name).parts or path.is_symlink() or not path.is_file():
        raise Unsound(f"{name} is missing")
    offset, magic = _BEGINNINGS.get(path.suffix, (0, b""))
    with path.open("rb") as file:
        head = file.read(max(1, offset + len(magic)))
    if not head or head[offset : offset + len(magic)] != magic:
        raise Unsound(f"{name} is not what its name says")
    if path.suffix in _BOXED and not is_whole(path):
        raise Unsound(f"{name} was cut off")
    return path.stat().st_size
