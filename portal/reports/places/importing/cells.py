"""One row of cells as a place: every cell is checked, and every fault of the row is told."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from portal.core.settings import Municipality
from portal.core.words import Word, word
from portal.platform.geo.positions import point_from
from portal.platform.geo.problems import BadShape
from portal.platform.geo.shapes import Point
from portal.platform.tables import Problem, printable
from portal.reports.places.importing.columns import OPTIONAL
from portal.reports.places.rules import AREA_LENGTH, MOST_TOPICS, NAME_LENGTH, NOTE_LENGTH, REF_LENGTH, PlaceRow

T = TypeVar("T")
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,30})?")
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one file against what the municipality has."""

    municipality: Municipality
    columns: frozenset[str]
    types: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "types", _types(self.municipality))

    def read(self, row: int, cells: Mapping[str, str], point: Point | None = None) -> PlaceRow | list[Problem]:
        """The place of a row, at `point` where the file gives a geometry instead; else all faults of the row."""
        faults: list[Problem] = []

        def tried(read: Callable[[], T], instead: T) -> T:
            try:
                return read()
            except BadShape as error:
                faults.append(Problem(row, error.message, error.params))
                return instead

        place = PlaceRow(
            row=row,
            ref=tried(lambda: _ref(cells.get("ref", "")), ""),
            name=tried(lambda: _name(cells.get("name", "")), ""),
            type=tried(lambda: self._type(cells.get("type", "")), ""),
            area=tried(lambda: _area(cells.get("area", "")), None),
            topics=tried(lambda: self._topics(cells.get("topics", "")), None),
            note=tried(lambda: _note(cells.get("note", "")), ""),
            told=self.columns.intersection(OPTIONAL),
            **_spot(tried(lambda: self._inside(point or _point(cells)), None)),
        )
        return faults or place

    def _type(self, text: str) -> str:
        if found := self.types.get(text.casefold()):
            return found
        known = ", ".join(self.municipality.place_types)
        raise BadShape(
            word("There is no type of place “%(type)s”. There are: %(known)s."), type=printable(text), known=known
        )

    def _topics(self, text: str) -> tuple[str, ...] | None:
        codes = tuple(dict.fromkeys(code for code in re.split(r"[\s|,;]+", text.casefold()) if code))
        for code in codes:
            if code not in self.municipality.topics:
                raise BadShape(word("There is no topic “%(topic)s”."), topic=printable(code))
        if len(codes) > MOST_TOPICS:
            raise BadShape(word("A place can have at most %(most)s topics."), most=MOST_TOPICS)
        return codes or None

    def _inside(self, point: Point) -> Point:
        if not self.municipality.box.holds(point.lat, point.lon):
            where = f"{point.lat:.5f}, {point.lon:.5f}"
            raise BadShape(word("The position is outside the municipality: %(where)s."), where=where)
        return point


def _types(municipality: Municipality) -> dict[str, str]:
    kinds = municipality.place_types.values()
    named = {name.casefold(): kind.code for kind in kinds for name in kind.name.values()}
    return named | {kind.code.casefold(): kind.code for kind in kinds}


def _spot(point: Point | None) -> dict[str, float]:
    return {"lat": point.lat, "lon": point.lon} if point else {"lat": 0.0, "lon": 0.0}


def _ref(text: str) -> str:
    ref = _line(text)
    if not ref:
        raise BadShape(word("The ref is missing: the place's own number or name in your register."))
    return _checked(ref, REF_LENGTH, word("The ref is longer than %(most)s characters."))


def _name(text: str) -> str:
    name = _line(text)
    if not name:
        raise BadShape(word("The name is missing."))
    return _checked(name, NAME_LENGTH, word("The name is longer than %(most)s characters."))


def _area(text: str) -> str | None:
    return _checked(_line(text), AREA_LENGTH, word("The area is longer than %(most)s characters.")) or None


def _note(text: str) -> str:
    """A note may begin as it likes: it is shown as text, and every export makes formulas harmless."""
    note = _line(text)
    if len(note) > NOTE_LENGTH:
        raise BadShape(word("The note is longer than %(most)s characters."), most=NOTE_LENGTH)
    return _printed(note)


def _checked(text: str, most: int, too_long: Word) -> str:
    if len(text) > most:
        raise BadShape(too_long, most=most)
    if text.startswith(_FORMULA):
        raise BadShape(word("“%(text)s” begins like a formula (=, +, - or @)."), text=printable(text))
    return _printed(text)


def _printed(text: str) -> str:
    if not text.isprintable():
        raise BadShape(word("A cell holds a character that cannot be shown."))
    return text


def _line(text: str) -> str:
    return " ".join(text.split())


def _point(cells: Mapping[str, str]) -> Point:
    return point_from(lat_or_north=_number(cells.get("lat", "")), lon_or_east=_number(cells.get("lon", "")))


def _number(text: str) -> float:
    """A number with point or comma before its decimals, spaces between its thousands."""
    tidy = _SPACES.sub("", text).replace("\u2212", "-")
    tidy = tidy.replace(",", ".") if "." not in tidy else tidy
    if not tidy:
        raise BadShape(word("The position is missing."))
    if not _NUMBER.fullmatch(tidy):
        raise BadShape(word("“%(text)s” is not a coordinate."), text=printable(text))
    return float(tidy)


def told_twice(rows: list[PlaceRow]) -> Iterator[Problem]:
    """A fault for each row whose ref another row has already."""
    first: dict[str, int] = {}
    for row in rows:
        if first.setdefault(row.ref, row.row) != row.row:
            told: dict[str, str | int] = {"ref": row.ref, "first": first[row.ref]}
            yield Problem(row.row, word("The ref %(ref)s stands in row %(first)s too."), told)
