"""What a damage report may hold, and what is asked once before it is sent; plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median_high
from uuid import UUID

from portal.core.personal_data import Finding, personal_data_in
from portal.core.settings import Topic
from portal.core.words import Word, word

MOST_LETTERS = 4000
EXCERPT_LETTERS = 140
PURPOSE = "damage"
"""What the form tokens of damage reports are issued for."""
LONGEST_WHERE = 200


class Asked(StrEnum):
    """What we point out once before a report is sent; pressing Send again is the answer."""

    PERSONAL = "personal"
    OUTSIDE = "outside"


class Source(StrEnum):
    """How we know where it is: scanned at the sign, chosen in the list, or a point given by the reporter."""

    SIGN = "sign"
    PLACE = "place"
    POINT = "point"
    WORDS = "words"


SOURCE_NAMES: dict[Source, Word] = {
    Source.SIGN: word("at the sign"),
    Source.PLACE: word("chosen in the list"),
    Source.POINT: word("a point on the map"),
    Source.WORDS: word("described in words"),
}


@dataclass(frozen=True)
class Report:
    """What the reporter answered; `asked` is what had already been pointed out when they pressed Send."""

    topic: str
    words: str
    email: str | None
    phone: str | None
    where: str
    asked: frozenset[Asked]


@dataclass(frozen=True)
class Site:
    """What a report is about: a place of the register, or a point, or only words.

    `key` binds the form token to the site; `lat` and `lon` are WGS 84 degrees. `own_topics` are what can be wrong
    there, when it is not what can be wrong at every place of its type.
    """

    key: str
    source: Source
    name: str
    type: str
    area: str | None = None
    lat: float | None = None
    lon: float | None = None
    ref: str | None = None
    is_inside: bool = True
    own_topics: tuple[str, ...] = ()
    photo: UUID | None = None


def usual_reply_days(topics: Sequence[Topic]) -> int:
    """Within how many working days we usually look at a report there: the median of what is promised per topic."""
    return median_high(topic.first_reply_days for topic in topics)


def to_ask(report: Report, site: Site) -> tuple[Asked, ...]:
    """What must be pointed out before this report is taken; empty once the reporter has seen it."""
    questions = []
    if personal_data_in(report.words):
        questions.append(Asked.PERSONAL)
    if not site.is_inside:
        questions.append(Asked.OUTSIDE)
    return tuple(question for question in questions if question not in report.asked)


def findings(words: str) -> Sequence[Finding]:
    """The personal data in the words, for the sentence that points them out."""
    return personal_data_in(words)


def excerpt(words: str) -> str:
    """The first words on one line, as a row of the queue shows them."""
    line = " ".join(words.split())
    return line if len(line) <= EXCERPT_LETTERS else line[: EXCERPT_LETTERS - 1].rstrip() + "…"
