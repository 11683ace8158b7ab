"""A whole file of places: CSV or GeoJSON, told apart by its first character."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.core.settings import Municipality
from portal.core.words import word
from portal.platform.geo import geojson
from portal.platform.geo.geojson import Feature
from portal.platform.geo.shapes import Point, inner_point
from portal.platform.tables import Problem, decoded, file_problem, read_table, refuse
from portal.reports.places.importing.cells import RowReader, told_twice
from portal.reports.places.importing.columns import HEADINGS
from portal.reports.places.rules import PlaceRow

LARGEST = 20_000_000
"""Bytes."""


@dataclass(frozen=True)
class PlaceFile:
    """The places of a file, all sound, and what its owner should know about it though it is no fault."""

    rows: tuple[PlaceRow, ...]
    remarks: tuple[Problem, ...] = ()


def read_places(content: bytes, municipality: Municipality) -> PlaceFile:
    """The places of a CSV or GeoJSON file; raises `FileErrors` naming every faulty row.

    Rows are numbered as a spreadsheet does (the headings are row 1), features from 1. Positions may be degrees or
    SWEREF 99 TM; a place drawn as a surface is put at a point inside it.
    """
    if len(content) > LARGEST:
        raise file_problem(word("The file is larger than %(most)s MB."), most=LARGEST // 1_000_000)
    if not content.strip():
        raise file_problem(word("The file is empty."))
    return _features(content, municipality) if _is_json(content) else _table(content, municipality)


def _is_json(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _table(content: bytes, municipality: Municipality) -> PlaceFile:
    table = read_table(content, HEADINGS)
    reader = RowReader(municipality, table.columns)
    return PlaceFile(_sound(reader.read(row, cells) for row, cells in table.rows), table.remarks)


def _features(content: bytes, municipality: Municipality) -> PlaceFile:
    text, remarks = decoded(content)
    features = geojson.read_features(text)
    told = frozenset(
        column for feature in features for name in feature.properties if (column := HEADINGS.column_of(name))
    )
    reader = RowReader(municipality, told)
    rows = _sound(reader.read(feature.number, _cells(feature.properties), _point(feature)) for feature in features)
    return PlaceFile(rows, tuple(remarks))


def _sound(results: Iterable[PlaceRow | list[Problem]]) -> tuple[PlaceRow, ...]:
    rows: list[PlaceRow] = []
    faults: list[Problem] = []
    for result in results:
        if isinstance(result, PlaceRow):
            rows.append(result)
        else:
            faults += result
    refuse(faults + list(told_twice(rows)))
    return tuple(rows)


def _cells(properties: Mapping[str, Any]) -> dict[str, str]:
    """The properties that we know as if they stood in a table; the first of two that mean the same."""
    cells: dict[str, str] = {}
    for name, value in properties.items():
        column = HEADINGS.column_of(name)
        if column and column not in cells:
            cells[column] = _cell(value)
    return cells


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(_cell(one) for one in value)
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def _point(feature: Feature) -> Point:
    return feature.geometry if isinstance(feature.geometry, Point) else inner_point(feature.geometry)
