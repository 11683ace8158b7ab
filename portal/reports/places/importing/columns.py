"""What the columns of a file may be called, in Swedish and English, and which of them must be there."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from portal.core.words import word
from portal.platform.geo.problems import Problem

NEEDED = ("ref", "name", "type")
POSITION = ("lat", "lon")
OPTIONAL = ("topics", "note")
_MOST_LISTED = 10
_NAME_LETTERS = 40

_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ref": ("ref", "referens", "reference", "id", "platsid", "placeid", "objektid", "objectid"),
        "name": ("name", "namn", "platsnamn", "plats", "place"),
        "type": ("type", "typ", "platstyp", "placetype", "kategori", "category"),
        "area": ("area", "omrade", "stadsdel", "delomrade", "district"),
        "lat": ("lat", "latitude", "latitud", "n", "north", "northing", "nord", "norr", "y"),
        "lon": ("lon", "lng", "long", "longitude", "longitud", "e", "east", "easting", "ost", "oster", "x"),
        "topics": ("topics", "amnen", "felslag", "feltyper"),
        "note": ("note", "notes", "anteckning", "notering", "kommentar", "comment"),
    }
)
_BY_NAME = {name: column for column, names in _NAMES.items() for name in names}
_GRID = re.compile(r"(sweref99(tm)?|wgs84)$|^(sweref99(tm)?|wgs84)")


def column_of(heading: str) -> str | None:
    """The column that a heading means, None for one we do not know; case, accents and spaces do not matter."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", heading.casefold()) if sign.isalnum())
    return _BY_NAME.get(plain) or _BY_NAME.get(_GRID.sub("", plain))


def placed(headings: Iterable[str]) -> tuple[dict[str, int], list[Problem], list[Problem]]:
    """Where each column stands, what is wrong with the headings, and which of them are left aside."""
    where: dict[str, int] = {}
    doubled: list[Problem] = []
    unknown: list[str] = []
    for place, heading in enumerate(headings):
        column = column_of(heading)
        if column is None:
            unknown += [heading] if heading.strip() else []
        elif where.setdefault(column, place) != place:
            text = word("Two columns mean %(column)s. Keep one of them.")
            doubled.append(Problem(1, text, {"column": column}))
    return where, doubled + _lacking(where), _aside(unknown)


def _lacking(where: Mapping[str, int]) -> list[Problem]:
    lacking = [column for column in NEEDED + POSITION if column not in where]
    if not lacking:
        return []
    return [Problem(1, word("The first row lacks these columns: %(columns)s."), {"columns": ", ".join(lacking)})]


def _aside(unknown: list[str]) -> list[Problem]:
    return [
        Problem(1, word("We do not know the column “%(name)s” and leave it aside."), {"name": printable(heading)})
        for heading in unknown[:_MOST_LISTED]
    ]


def printable(text: str) -> str:
    """`text` from a stranger, short and harmless enough to be repeated in a message."""
    return "".join(letter for letter in text[:_NAME_LETTERS] if letter.isprintable())
