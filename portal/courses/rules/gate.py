"""What a course must have before anybody outside may see it (WCAG 2.1: 1.2.2, 1.2.3; the promise AN-13).

`faults` are what must be mended; `remarks` are what visitors will not find and somebody might have wanted them to.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from portal.core.words import Word, word
from portal.courses.rules.catalogue import SLUG_MOST, SLUG_PATTERN, Variant
from portal.courses.rules.neutral import is_neutral
from portal.courses.rules.workflow import FilmState

MAIN = "sv"
"""The language that everything is in."""
RESERVED = frozenset({"om"})
"""Addresses below `/kurser` that are pages of their own."""
SLACK_SECONDS = 1.0
SILENT_SECONDS, SILENT_SHARE = 20.0, 0.2
"""How much of the end of a film may be without captions: the larger of the two."""


@dataclass(frozen=True)
class FilmFacts:
    """A film as the gate sees it: when captions that somebody has read end, by language; `unread` are the others."""

    state: FilmState
    seconds: float = 0.0
    captions_end: Mapping[str, float] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PartFacts:
    """A part as the gate sees it: its titles by language and its films."""

    titles: Mapping[str, str]
    films: Mapping[Variant, FilmFacts] = field(default_factory=dict)


@dataclass(frozen=True)
class CourseFacts:
    """A course as the gate sees it; titles and summaries by language, parts in order."""

    slug: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    parts: Sequence[PartFacts]


class Fault(NamedTuple):
    """What is wrong; `part` counts from 1, 0 means the course itself; `variant` and `language` where they matter."""

    what: Word
    part: int = 0
    variant: Variant | None = None
    language: str = ""


def slug_fault(slug: str) -> Word | None:
    """What is wrong with an address, if anything."""
    if len(slug) > SLUG_MOST or not re.fullmatch(SLUG_PATTERN, slug):
        return word("An address has small letters a–z, digits and single hyphens, at most 60 characters.")
    if slug in RESERVED:
        return word("This address is taken by a page of the portal.")
    return None if is_neutral(slug) else _TELLING_ADDRESS


def faults(course: CourseFacts) -> list[Fault]:
    """All that keeps `course` from being published; empty when the gate is open."""
    return [*_of_course(course), *(fault for number, part in _numbered(course) for fault in _of_part(number, part))]


def remarks(course: CourseFacts) -> list[Fault]:
    """Languages that are begun and not offered, captions that nobody has read: no hindrance, but worth knowing."""
    begun = sorted({*course.titles, *(lang for part in course.parts for lang in part.titles)})
    halves = [Fault(_HALF, language=lang) for lang in begun if lang not in offered(course) and lang != MAIN]
    unread = [
        Fault(_UNREAD, number, variant, language)
        for number, part in _numbered(course)
        for variant, film in part.films.items()
        for language in sorted(film.unread)
        if language != MAIN
    ]
    return [*halves, *unread]


def offered(course: CourseFacts) -> frozenset[str]:
    """The languages that the course and every part of it have a title in."""
    everywhere = [set(part.titles) for part in course.parts]
    return frozenset(set(course.titles).intersection(*everywhere))


def _numbered(course: CourseFacts) -> list[tuple[int, PartFacts]]:
    return list(enumerate(course.parts, start=1))


def _of_course(course: CourseFacts) -> Iterator[Fault]:
    if what := slug_fault(course.slug):
        yield Fault(what)
    if not course.titles.get(MAIN):
        yield Fault(word("The Swedish title is missing."), language=MAIN)
    if not course.summaries.get(MAIN):
        yield Fault(word("The Swedish summary is missing."), language=MAIN)
    if not course.parts:
        yield Fault(word("There is no part yet."))
    yield from (Fault(_TELLING_TITLE, language=lang) for lang in _telling(course.titles))


def _of_part(number: int, part: PartFacts) -> Iterator[Fault]:
    if not part.titles.get(MAIN):
        yield Fault(word("The Swedish title is missing."), number, language=MAIN)
    yield from (Fault(_TELLING_TITLE, number, language=lang) for lang in _telling(part.titles))
    if part.films and Variant.PLAIN not in part.films:
        yield Fault(word("There is a described or signed film, but not the film itself."), number)
    for variant, film in part.films.items():
        yield from (Fault(what, number, variant) for what in _of_film(film))


def _of_film(film: FilmFacts) -> Iterator[Word]:
    if film.state is not FilmState.READY:
        yield word("The film is not ready.")
        return
    if MAIN in film.unread:
        yield word("The Swedish captions were made by a machine: read and approve them.")
    elif MAIN not in film.captions_end:
        yield word("The Swedish captions are missing; the transcript is made of them.")
    yield from _coverage(film)


def _coverage(film: FilmFacts) -> Iterator[Word]:
    if any(end > film.seconds + SLACK_SECONDS for end in film.captions_end.values()):
        yield word("There are captions after the end of the film.")
    silent = film.seconds - film.captions_end.get(MAIN, film.seconds)
    if silent > max(SILENT_SECONDS, SILENT_SHARE * film.seconds):
        yield word("The Swedish captions end long before the film does.")


def _telling(titles: Mapping[str, str]) -> list[str]:
    return [language for language, title in sorted(titles.items()) if not is_neutral(title)]


_TELLING_TITLE = word("The title has a word that tells others what the visitor is looking for. Choose neutral words.")
_TELLING_ADDRESS = word("The address has a word that tells others what the visitor is looking for.")
_HALF = word("This language is not offered: a title is missing in the course or in one of its parts.")
_UNREAD = word("These captions were made by a machine and are left out until somebody has approved them.")
