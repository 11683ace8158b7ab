"""The courses as the catalogue shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from portal.core.words import Word
from portal.courses.published import PublishedCourse
from portal.courses.rules.catalogue import NAMES, Access, Age, Audience, Form, Topic
from portal.courses.watching.pages import filters

_ICONS: Mapping[Access, str] = {
    Access.CAPTIONS: "message",
    Access.DESCRIBED: "eye-off",
    Access.SIGNED: "hand",
    Access.EASY: "check-circle",
}


class Tag(NamedTuple):
    """Something that a course has for those who see, hear or read differently."""

    icon: str
    label: Word


@dataclass(frozen=True)
class Card:
    """A course on the catalogue's page; `found_by` maps each filter to the choices under which it is found."""

    course: PublishedCourse
    found_by: Mapping[str, str]

    @property
    def art(self) -> str:
        """The topic whose picture it gets."""
        return self.course.topics[0] if self.course.topics else ""

    @property
    def minutes(self) -> int:
        """How long its films are together."""
        return minutes(self.course.seconds)

    @property
    def topics(self) -> list[Word]:
        """What it is about."""
        return [NAMES[Topic(topic)] for topic in self.course.topics]

    @property
    def ages(self) -> list[Word]:
        """How old the child is."""
        return [NAMES[Age(age)] for age in self.course.ages]

    @property
    def tags(self) -> list[Tag]:
        """What it has for those who see, hear or read differently."""
        return [Tag(_ICONS[one], NAMES[one]) for one in Access if one in self.course.access]

    @property
    def forms(self) -> list[Word]:
        """In which forms it can be taken."""
        return [NAMES[form] for form in Form if form in self.course.forms]

    @property
    def languages(self) -> list[str]:
        """The languages of its sound, captions and texts, Swedish first."""
        return sorted(self.course.spoken, key=lambda language: (language != "sv", language))


@dataclass(frozen=True)
class Section:
    """The courses for one kind of reader."""

    audience: Audience
    cards: tuple[Card, ...]

    @property
    def title(self) -> Word:
        """Whom they are for."""
        return NAMES[self.audience]


def sections(courses: Sequence[PublishedCourse]) -> list[Section]:
    """The courses by whom they are for, parents first; without those for whom there is nothing."""
    found = [Section(audience, _cards(courses, audience)) for audience in Audience]
    return [section for section in found if section.cards]


def _cards(courses: Sequence[PublishedCourse], audience: Audience) -> tuple[Card, ...]:
    return tuple(Card(course, filters.found_by(course)) for course in courses if course.audience is audience)


def minutes(seconds: float) -> int:
    """A length in whole minutes as people say it, at least one."""
    return max(1, round(seconds / 60))
