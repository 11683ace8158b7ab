"""The words of a film as text to read: captions joined into paragraphs, each caption still knowing its moment."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from portal.courses.published import Cue, PublishedFilm

_PAUSE_SECONDS = 2.0
_LONG_ENOUGH = 280
_SENTENCE_ENDS = (".", "!", "?", "…", "؟", "۔", "።")


class Transcript(NamedTuple):
    """What is said in a film, in one language."""

    language: str
    paragraphs: tuple[tuple[Cue, ...], ...]


def transcripts(film: PublishedFilm, language: str) -> list[Transcript]:
    """The transcripts of `film`: first the one in `language`, or in Swedish, or as spoken; then the others."""
    order = sorted(film.captions, key=lambda code: _rank(code, language, film.spoken))
    return [Transcript(code, paragraphs(film.captions[code])) for code in order]


def paragraphs(cues: Sequence[Cue]) -> tuple[tuple[Cue, ...], ...]:
    """The cues in paragraphs: a new one after a pause, or after a sentence when it has become long."""
    found: list[list[Cue]] = []
    for cue in cues:
        if found and not _is_new(found[-1], cue):
            found[-1].append(cue)
        else:
            found.append([cue])
    return tuple(tuple(paragraph) for paragraph in found)


def seconds_in_address(start: float) -> str:
    """A moment as media fragments write it (W3C Media Fragments URI 1.0, 4.2.1): `12.5`, `60`."""
    return f"{start:.2f}".rstrip("0").rstrip(".")


def _rank(code: str, language: str, spoken: str) -> tuple[bool, bool, bool, str]:
    return code != language, code != "sv", code != spoken, code


def _is_new(paragraph: Sequence[Cue], cue: Cue) -> bool:
    last = paragraph[-1]
    is_long = sum(len(one.words) for one in paragraph) >= _LONG_ENOUGH
    return cue.start - last.end >= _PAUSE_SECONDS or (is_long and last.words.rstrip().endswith(_SENTENCE_ENDS))


def of_language(by_language: Mapping[str, Sequence[object]], language: str) -> str | None:
    """The language among those there are in which to show something: the page's, Swedish, else the first."""
    return next((code for code in (language, "sv", *by_language) if code in by_language), None)
