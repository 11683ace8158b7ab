"""The folder of a part: words, films, captions and chapters."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from portal.courses.bundle.shapes import FilmFiles, PartFiles
from portal.courses.bundle.tables import LANGUAGE, Faults, Table, read_table
from portal.courses.films.made import measured
from portal.courses.films.playlist import Unsound
from portal.courses.published import PartWords
from portal.courses.rules.captions import (
    BYTES_MOST,
    PROBLEM_NAMES,
    Fault,
    chapter_cues,
    decoded,
    read_captions,
    read_chapters,
)
from portal.courses.rules.catalogue import QUESTION_MOST, QUESTIONS_MOST, TEXT_MOST, TITLE_MOST, Variant
from portal.courses.rules.cues import Cue, TrackKind

MEDIA = "media"
SOURCES = frozenset({".mp4", ".mkv", ".mov", ".webm"})
_TRACK = re.compile(r"(captions|chapters)\.([a-z]{2,8})\.(vtt|srt)")
_NO_KEY = "0" * 32
Tracks = Mapping[tuple[TrackKind, str], tuple[Cue, ...]]


def read_part(folder: Path, faults: Faults) -> PartFiles:
    """The part in `folder`; what is wrong goes to `faults`."""
    words: dict[str, PartWords] = {}
    files: list[Path] = []
    films: dict[Variant, FilmFiles] = {}
    for path in _own(folder):
        if path.suffix == ".toml" and LANGUAGE.fullmatch(path.stem):
            if table := read_table(path, faults):
                words[path.stem] = _words(table)
        elif path.is_dir() and path.name in {Variant.DESCRIBED, Variant.SIGNED}:
            films |= _film(Variant(path.name), path, list(_own(path)), faults)
        else:
            files.append(path)
    films |= _film(Variant.PLAIN, folder, files, faults)
    if "sv" not in words:
        faults.add(folder / "sv.toml", "is missing: Swedish is always there")
    return PartFiles(words, films)


def _own(folder: Path) -> list[Path]:
    hidden = (".", "_")
    return [
        path for path in sorted(folder.iterdir()) if not path.name.startswith(hidden) and path.name != "README.md"
    ]


def _words(table: Table) -> PartWords:
    title = table.words("title", TITLE_MOST, is_neutral=True)
    if not title:
        table.complain("title", "title is missing")
    asked = table.take("exercise", list, [])
    questions = tuple(one.strip() for one in asked if isinstance(one, str) and one.strip())
    if len(questions) != len(asked) or any(len(one) > QUESTION_MOST for one in questions):
        table.complain("exercise", f"exercise is a list of questions, each of at most {QUESTION_MOST} characters")
    if len(questions) > QUESTIONS_MOST:
        table.complain("exercise", f"exercise has {len(questions)} questions, at most {QUESTIONS_MOST} fit")
    words = PartWords(title, table.words("intro", TEXT_MOST), questions, table.words("hand_out", TEXT_MOST))
    table.finish()
    return words


def _film(variant: Variant, folder: Path, files: Sequence[Path], faults: Faults) -> dict[Variant, FilmFiles]:
    media = next((path for path in files if path.name == MEDIA and path.is_dir()), None)
    sources = [path for path in files if path.stem == "film" and path.suffix in SOURCES and path.is_file()]
    tracks = {path: found for path in files if (found := _TRACK.fullmatch(path.name))}
    for path in files:
        if path != media and path not in sources and path not in tracks:
            faults.add(path, "does not belong to a part")
    if len(sources) + (media is not None) > 1:
        faults.add(folder, "has more than one film: media/ or one film.* alone")
    if media is None and not sources:
        for path in tracks:
            faults.add(path, "there is no film that it belongs to")
        return {}
    seconds = _seconds(media, faults) if media else None
    read = {
        (TrackKind(named[1]), named[2]): _cues(path, TrackKind(named[1]), seconds, faults)
        for path, named in tracks.items()
    }
    return {variant: FilmFiles(media, sources[0] if sources else None, read)}


def _seconds(media: Path, faults: Faults) -> float | None:
    try:
        return measured(media, _NO_KEY).seconds
    except (Unsound, OSError) as error:
        faults.add(media, str(error))
        return None


def _cues(path: Path, kind: TrackKind, seconds: float | None, faults: Faults) -> tuple[Cue, ...]:
    raw = path.read_bytes()
    text = decoded(raw) if len(raw) <= BYTES_MOST else None
    if text is None:
        faults.add(path, "is not text, or far too large")
        return ()
    cues, found = _read(text, kind, seconds)
    for fault in found:
        if not fault.is_warning:
            faults.add(path, PROBLEM_NAMES[fault.problem], fault.line)
    return cues


def _read(text: str, kind: TrackKind, seconds: float | None) -> tuple[tuple[Cue, ...], Sequence[Fault]]:
    if kind is TrackKind.CAPTIONS:
        read = read_captions(text, seconds)
        return read.cues, read.faults
    chapters, faults = read_chapters(text, seconds)
    return chapter_cues(chapters, seconds), faults
