"""What a list of cases is narrowed down to: read from any query string, written back as a link."""

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote_plus

from portal.cases.models import Priority
from portal.core.words import Word, word

TEXT_MOST = 120
VALUE_MOST = 80
QUERY_MOST = 1_000
NOBODY = "none"
ME = "me"
_UNSAFE = re.compile("[\x00-\x1f\x7f\u200e\u200f\ud800-\udfff\ufffe\uffff]")
_CURSOR = re.compile(r"(n|-?\d{1,16})(_(n|-?\d{1,16})){1,2}")


class View(StrEnum):
    """The fixed views in the left column; each but the last is a condition on open cases."""

    TODO = "todo"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    BROKEN = "broken"
    WAITING = "waiting"
    NEWS = "news"
    ALL = "all"


class Status(StrEnum):
    """Open cases, closed ones, or both."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


class Sort(StrEnum):
    """In which order."""

    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"
    PRIORITY = "priority"
    VOICES = "voices"


class Age(StrEnum):
    """How many days ago a case was opened, in Swedish days: 0, 1–6, 7–29, 30 or more."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    OLDER = "older"


class Promised(StrEnum):
    """How the promise of an open case stands."""

    OK = "ok"
    TODAY = "today"
    BROKEN = "broken"
    PAUSED = "paused"


class Photo(StrEnum):
    """Whether the reporter sent a photo."""

    YES = "yes"
    NO = "no"


VIEW_NAMES: Mapping[View, Word] = {
    View.TODO: word("To take care of"),
    View.MINE: word("My cases"),
    View.UNASSIGNED: word("Nobody's yet"),
    View.BROKEN: word("Promise broken"),
    View.WAITING: word("Waiting for an answer"),
    View.NEWS: word("The reporter has written"),
    View.ALL: word("All open"),
}
SORT_NAMES: Mapping[Sort, Word] = {
    Sort.DUE: word("Time left"),
    Sort.NEWEST: word("Newest"),
    Sort.OLDEST: word("Oldest"),
    Sort.PRIORITY: word("Priority"),
    Sort.VOICES: word("Most voices"),
}


@dataclass(frozen=True)
class QueueFilter:
    """One narrowing of the queue; what a query string says wrongly is as if it were not said."""

    view: View = View.TODO
    status: Status = Status.OPEN
    kind: str | None = None
    state: str | None = None
    place: str | None = None
    area: str | None = None
    team: str | None = None
    assignee: str | None = None
    priority: Priority | None = None
    promise: Promised | None = None
    language: str | None = None
    age: Age | None = None
    photo: Photo | None = None
    q: str = ""
    sort: Sort | None = None
    after: str | None = None
    before: str | None = None
    map: bool = False

    @classmethod
    def read(cls, args: Mapping[str, str]) -> "QueueFilter":
        """The filter that a query string asks for; never raises."""
        read = cls(
            view=_one_of(View, args.get("view")) or View.TODO,
            status=_one_of(Status, args.get("status")) or Status.OPEN,
            assignee=_assignee(args.get("assignee")),
            priority=_one_of(Priority, args.get("priority")),
            promise=_one_of(Promised, args.get("promise")),
            age=_one_of(Age, args.get("age")),
            photo=_one_of(Photo, args.get("photo")),
            q=_plain(args.get("q"), TEXT_MOST) or "",
            sort=_one_of(Sort, args.get("sort")),
            after=_cursor(args.get("after")),
            before=_cursor(args.get("before")),
            map=args.get("map") == "1",
            **{name: _plain(args.get(name), VALUE_MOST) for name in _PLAIN},
        )
        return read.fitting()

    @classmethod
    def read_query(cls, query: str) -> "QueueFilter":
        """The filter that a query string in one piece asks for, as `query` writes it; never raises."""
        return cls.read(dict(parse_qsl(_UNSAFE.sub(" ", query[:QUERY_MOST]))))

    def fitting(self) -> "QueueFilter":
        """The same without what contradicts itself: closed cases are in no view of open ones, one cursor only."""
        changed: QueueFilter = self
        if self.status is not Status.OPEN and self.view is not View.MINE:
            changed = replace(changed, view=View.ALL)
        return replace(changed, before=None) if self.after and self.before else changed

    @property
    def order(self) -> Sort:
        """The order in force: by time left for open cases, else the newest first."""
        return self.sort or (Sort.DUE if self.status is Status.OPEN else Sort.NEWEST)

    @property
    def terms(self) -> tuple[str, ...]:
        """The words that all have to be found, as they stand in the index."""
        return tuple(self.q.casefold().split())[:8]

    def with_(self, **values: Any) -> str:
        """The query string of this filter with `values` set, from its first page on; empty for the plain queue."""
        gone = {name for name, value in values.items() if value == _DEFAULTS[name]}
        asked = dict(self._pairs) | values
        return "&".join(f"{name}={_written(value)}" for name, value in asked.items() if name not in gone)

    @cached_property
    def _pairs(self) -> tuple[tuple[str, Any], ...]:
        """What is set, but for where the page begins."""
        return tuple(pair for pair in self.set_values() if pair[0] not in {"after", "before"})

    def without(self, *names: str) -> str:
        """The query string of this filter without the filters named."""
        return self.with_(**{name: _DEFAULTS[name] for name in names})

    def turned(self, **cursor: str) -> str:
        """The query string of the page before or after this one."""
        return self.with_(**cursor)

    def query(self) -> str:
        """This filter as a query string; reading it gives the same filter."""
        return "&".join(f"{name}={_written(value)}" for name, value in self.set_values())

    def set_values(self) -> Iterator[tuple[str, Any]]:
        """Name and value of everything that differs from the plain queue."""
        for name, default in _DEFAULTS.items():
            value = getattr(self, name)
            if value != default:
                yield name, value

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the filters that narrow the list and can be taken away, in a fixed order."""
        return tuple(name for name, _ in self.set_values() if name in FILTERS)


_PLAIN = ("kind", "state", "place", "area", "team", "language")
FILTERS = (
    "kind", "state", "place", "area", "team", "assignee", "priority", "promise", "language", "age", "photo", "q",
)  # fmt: skip
_DEFAULTS = {field.name: field.default for field in fields(QueueFilter)}


@lru_cache(maxsize=2048)
def _written(value: object) -> str:
    return "1" if value is True else quote_plus(str(value))


def _one_of(choices: type[Any], value: str | None) -> Any:
    return next((choice for choice in choices if choice == value), None)


def _plain(value: str | None, most: int) -> str | None:
    return " ".join(_UNSAFE.sub(" ", value[: most * 4]).split())[:most].strip() or None if value else None


def _assignee(value: str | None) -> str | None:
    if value in {NOBODY, ME}:
        return value
    try:
        return str(uuid.UUID(value)) if value and len(value) <= VALUE_MOST else None
    except ValueError:
        return None


def _cursor(value: str | None) -> str | None:
    return value if value and _CURSOR.fullmatch(value) and value.isascii() else None
