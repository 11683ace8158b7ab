"""Reading a GeoJSON file from a stranger: every fault named by the number of its feature, or nothing at all.

RFC 7946, and of its forerunner only the `crs` member, because surveyors still write it. What is understood: a
FeatureCollection of Point, Polygon and MultiPolygon. Heights are dropped, unknown members are left aside.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Any, NoReturn

from portal.core.words import word
from portal.platform.geo.positions import grid_named, position
from portal.platform.geo.problems import BadShape
from portal.platform.geo.rings import Budget, check
from portal.platform.geo.shapes import Geometry, MultiPolygon, Point, Polygon, Position, Ring
from portal.platform.geo.sweref import Grid
from portal.platform.tables import FileErrors, Problem, file_problem

LARGEST = 20_000_000
"""Bytes of a file."""
MOST_BRACKETS = 3_000_000
"""Lists and objects in a file; bounds the memory that a small file can ask for."""
DEEPEST = 8
"""Levels inside a feature's properties."""


@dataclass(frozen=True)
class Feature:
    """One row of the file: its number counted from 1, where it is and what is said of it."""

    number: int
    geometry: Geometry
    properties: Mapping[str, Any]


def read_features(text: str) -> list[Feature]:
    """All features of a GeoJSON text, in degrees; raises `FileErrors` that names every faulty feature."""
    rows, grid = _rows(_load(text))
    reader = _Reader(grid, Budget())
    features, problems = [], []
    for number, raw in enumerate(rows, 1):
        try:
            features.append(reader.feature(number, raw))
        except BadShape as error:
            problems.append(Problem(number, error.message, error.params))
        if len(problems) >= FileErrors.most:
            break
    if problems:
        raise FileErrors(problems)
    return features


def _load(text: str) -> Any:
    if len(text) > LARGEST or len(text.encode(errors="replace")) > LARGEST:
        raise file_problem(word("The file is larger than %(most)s MB."), most=LARGEST // 1_000_000)
    if text.count("[") + text.count("{") > MOST_BRACKETS:
        raise file_problem(word("The file has too many parts. Split it or simplify the outlines."))
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant)
    except RecursionError as error:
        raise file_problem(word("The file is nested too deeply.")) from error
    except json.JSONDecodeError as error:
        raise file_problem(word("The file is not JSON: see line %(line)s."), line=error.lineno) from error
    except ValueError as error:
        raise file_problem(word("The file holds a number that is too long.")) from error


def _refuse_constant(_: str) -> NoReturn:
    raise file_problem(word("The file holds NaN or Infinity, which are not numbers in JSON."))


def _rows(document: Any) -> tuple[list[Any], Grid | None]:
    rows = document.get("features") if isinstance(document, dict) else None
    if not isinstance(rows, list) or document.get("type") != "FeatureCollection":
        raise file_problem(word("The file is not a GeoJSON FeatureCollection."))
    if not rows:
        raise file_problem(word("The file holds no features."))
    try:
        return rows, _grid(document.get("crs"))
    except BadShape as error:
        raise FileErrors([Problem(0, error.message, error.params)]) from error


def _grid(crs: Any) -> Grid | None:
    if crs is None:
        return None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return grid_named(name if isinstance(name, str) else "?")


class _Reader:
    """Turns raw JSON into shapes; one budget for the whole file."""

    def __init__(self, grid: Grid | None, budget: Budget) -> None:
        self.grid = grid
        self.budget = budget

    def feature(self, number: int, raw: Any) -> Feature:
        if not isinstance(raw, dict) or raw.get("type") != "Feature":
            raise BadShape(word("This is not a GeoJSON feature."))
        properties = raw.get("properties")
        if not isinstance(properties, dict | None):
            raise BadShape(word("The properties are not an object."))
        _check_plain(properties, DEEPEST)
        return Feature(number, self.geometry(raw.get("geometry")), properties or {})

    def geometry(self, raw: Any) -> Geometry:
        kind = raw.get("type") if isinstance(raw, dict) else None
        if kind is None:
            raise BadShape(word("There is no geometry."))
        if kind == "Point":
            lon, lat = self.position(raw.get("coordinates"))
            return Point(lat=lat, lon=lon)
        if kind == "Polygon":
            return self.polygon(raw.get("coordinates"))
        if kind == "MultiPolygon":
            return MultiPolygon(tuple(map(self.polygon, _some(raw.get("coordinates")))))
        raise BadShape(word("We can use Point, Polygon and MultiPolygon, not %(kind)s."), kind=_printable(kind))

    def polygon(self, raw: Any) -> Polygon:
        outer, *holes = map(self.ring, _some(raw))
        polygon = Polygon(outer, tuple(holes))
        check(polygon, self.budget)
        return polygon

    def ring(self, raw: Any) -> Ring:
        return tuple(_without_repeats([self.position(one) for one in _some(raw)]))

    def position(self, raw: Any) -> Position:
        if not isinstance(raw, list) or not 2 <= len(raw) <= 4:  # noqa: PLR2004 (x, y and maybe height, measure)
            raise BadShape(word("A position needs two numbers."))
        return position(_number(raw[0]), _number(raw[1]), self.grid)


def _some(raw: Any) -> list[Any]:
    if not isinstance(raw, list) or not raw:
        raise BadShape(word("The coordinates are missing or wrongly nested."))
    return raw


def _number(raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise BadShape(word("A coordinate is not a number."))
    try:
        return float(raw)
    except OverflowError as error:
        raise BadShape(word("A coordinate is not a number.")) from error


def _without_repeats(positions: Sequence[Position]) -> Iterator[Position]:
    yield positions[0]
    yield from (b for a, b in pairwise(positions) if a != b)


def _check_plain(value: Any, depth: int) -> None:
    if depth < 0:
        raise BadShape(word("The properties are nested too deeply."))
    if isinstance(value, dict):
        for key, inner in value.items():
            _check_text(key)
            _check_plain(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            _check_plain(inner, depth - 1)
    elif isinstance(value, float) and not isfinite(value):
        raise BadShape(word("A number in the properties is too large."))
    elif isinstance(value, str):
        _check_text(value)


def _check_text(text: str) -> None:
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadShape(word("A text in the properties holds characters that are not text."))


def _printable(value: Any) -> str:
    return "".join(letter for letter in str(value)[:40] if letter.isprintable())
