"""What the catalogue can be narrowed by; the narrowing itself is the browser's, and nobody is told (AN-25)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from portal.core.words import Word, word
from portal.courses.published import PublishedCourse
from portal.courses.rules.catalogue import NAMES, Access, Age, Form, Length, Topic


class Choice(NamedTuple):
    """A value of a filter; a language has no label but its own name."""

    value: str
    label: Word | None


@dataclass(frozen=True)
class Facet:
    """A question that the catalogue can be narrowed by; choices of the same question widen each other."""

    name: str
    title: Word
    choices: tuple[Choice, ...]


_TITLES: Mapping[str, Word] = {
    "age": word("The child's age"),
    "topic": word("What it is about"),
    "language": word("Language"),
    "length": word("Length of the films"),
    "form": word("How you want to take it"),
    "access": word("What you need"),
}
_CODES: Mapping[str, type[StrEnum]] = {
    "age": Age,
    "topic": Topic,
    "length": Length,
    "form": Form,
    "access": Access,
}
_LEAST_CHOICES = 2


def facets(courses: Sequence[PublishedCourse]) -> list[Facet]:
    """The filters that can tell these courses apart; what somebody may need is asked even if nothing has it yet."""
    found = [Facet(name, title, tuple(_choices(name, courses))) for name, title in _TITLES.items()]
    return [facet for facet in found if len(facet.choices) >= _LEAST_CHOICES]


def found_by(course: PublishedCourse) -> dict[str, str]:
    """For every filter the choices that `course` is found under, separated by spaces."""
    return {name: " ".join(sorted(_values(name, course))) for name in _TITLES}


def _values(name: str, course: PublishedCourse) -> Collection[str]:
    held: Mapping[str, Iterable[str]] = {
        "age": course.ages,
        "topic": course.topics,
        "language": course.spoken,
        "length": [course.length],
        "form": course.forms,
        "access": course.access,
    }
    return set(held[name])


def _choices(name: str, courses: Sequence[PublishedCourse]) -> Iterable[Choice]:
    there = {value for course in courses for value in _values(name, course)}
    if name == "language":
        return [Choice(code, None) for code in sorted(there, key=lambda code: (code != "sv", code))]
    return [Choice(one, NAMES[one]) for one in _CODES[name] if one in there or (name == "access" and courses)]
