"""What may be counted, in which month, for how long, and what of it is ever shown to anybody.

A number below the threshold is hidden for the public and for staff alike. Every number published is made of cells
that passed the threshold one by one; a total of which a cell is hidden is withheld, and only "at least" the sum of
what is shown is said. So for whoever only reads, what is published would be the same whatever the hidden cells hold,
in this publication and in all of them together (AN-20): nothing can be had by subtracting, neither a cell from a
total nor one month's page from the next.

For whoever takes part it is not so. Somebody who presses often enough lifts a cell over the threshold, subtracts the
own presses when the month is over, and has how often others pressed, in that one cell and no other. That is a limit
we state: nobody is asked who they are, so nobody's presses can be told apart and left out. We add no noise: it would
blur that number without hiding it, and make every figure a little false. What is had is a number of presses in a
month, by whoever chose to be counted; never who.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from portal.core.settings import Settings
from portal.core.words import Word, word

VISIT, DONE = "visit", "done"
WORDS_MOST = 2000
WHAT_MOST = 60
BEACON_BYTES = 64
STOCKHOLM = ZoneInfo("Europe/Stockholm")
GRACE = timedelta(days=1)
"""A month is closed a day after its end, so that a late writer never changes what has been shown."""
DEFAULT_DAYS = {"course_counts": 1095, "course_voices": 365}


class Helped(StrEnum):
    """Whether a course was of help: the three fixed choices."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


HELPED: Mapping[Helped, Word] = {
    Helped.YES: word("Yes, it helped"),
    Helped.PARTLY: word("Partly"),
    Helped.NO: word("No, it did not help"),
}


@dataclass(frozen=True)
class Countable:
    """All that can ever be counted of a course: how many parts it has, and the choices of its survey's questions."""

    course: str
    parts: int
    questions: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def milestones(self) -> tuple[str, ...]:
        """What somebody who pressed "Count my visit" adds to, in the order of the course."""
        return (VISIT, *(part(number) for number in range(1, self.parts + 1)), DONE)

    @property
    def answers(self) -> tuple[str, ...]:
        """What an answered form adds to."""
        asked = (answer(question, choice) for question, choices in self.questions.items() for choice in choices)
        return (*(helped(choice) for choice in Helped), *(code for code in asked if len(code) <= WHAT_MOST))


@dataclass(frozen=True)
class Feedback:
    """What somebody thinks of a course: codes to count, and words if there are any."""

    codes: tuple[str, ...]
    words: str = ""


def part(number: int) -> str:
    """The milestone of having come to the end of a part."""
    return f"part-{number}"


def helped(choice: Helped) -> str:
    """The code of an answer to whether the course helped."""
    return f"help-{choice}"


def answer(question: str, choice: str) -> str:
    """The code of a choice of the needs survey."""
    return f"survey-{question}-{choice}"


def countable_of(course: str, codes: Iterable[str]) -> Countable:
    """The course that can have been counted by `codes`, when nothing but its counters is left."""
    parts, questions = 0, dict[str, list[str]]()
    for code in sorted(codes):
        kind, _dash, rest = code.partition("-")
        if kind == "part" and rest.isdecimal():
            parts = max(parts, int(rest))
        elif kind == "survey":
            question, _dash, choice = rest.partition("-")
            questions.setdefault(question, []).append(choice)
    return Countable(course, parts, questions)


def month_of(now: datetime) -> str:
    """The month in Sweden, as `YYYY-MM`: all that is kept of when."""
    return f"{now.astimezone(STOCKHOLM):%Y-%m}"


def closed_months(now: datetime, number: int) -> tuple[str, ...]:
    """The last `number` months that are over and can change no more, oldest first (AN-22)."""
    year, month = map(int, month_of(now - GRACE).split("-"))
    last = year * 12 + month - 2
    return tuple(f"{one // 12:04}-{one % 12 + 1:02}" for one in range(last - number + 1, last + 1))


def quarter_of(month: str) -> str:
    """The quarter of a month, as `YYYY-Qn`."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def closed_quarters(now: datetime, number: int) -> tuple[str, ...]:
    """The last `number` quarters all of whose months are closed, oldest first."""
    months = closed_months(now, 3 * number + 2)
    whole = [quarter_of(month) for month in months if int(month[5:]) % 3 == 0]
    return tuple(whole[-number:])


def shown(number: int, threshold: int) -> int | None:
    """The number as anybody may see it; None for "fewer than the threshold", nothing at all included."""
    return number if number >= threshold else None


def released(per_month: Mapping[str, int], closed: str, threshold: int) -> frozenset[str]:
    """The months whose words staff may read, given how many there are of each, up to the month `closed`.

    Words identify their writer, most of all when they are new and alone. So they come in batches of at least
    `threshold`, never from a month that is still open; each year stands for itself, because it is forgotten whole.
    """
    found: set[str] = set()
    waiting: dict[str, int] = {}
    for month in sorted(month for month in per_month if month <= closed):
        if any(month[:4] != other[:4] for other in waiting):
            waiting = {}
        waiting[month] = per_month[month]
        if sum(waiting.values()) >= threshold:
            found |= set(waiting)
            waiting = {}
    return frozenset(found)


def kept_days(settings: Settings) -> Mapping[str, int]:
    """For how many days after the end of their year counts (`course_counts`) and words (`course_voices`) are kept."""
    return DEFAULT_DAYS | {k: v for k, v in settings.municipality.retention_days.items() if k in DEFAULT_DAYS}


def last_year_to_forget(now: datetime, days: int) -> int:
    """The last calendar year that ended at least `days` days ago.

    Whole years go at once, so that no quarter is ever published a second time with less in it.
    """
    return (now.astimezone(STOCKHOLM) - timedelta(days=days)).year - 1
