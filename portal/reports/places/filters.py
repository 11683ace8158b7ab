"""What staff ask of the register: a filter read from an address, hostile or not, and written back into one."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from portal.reports.places.rules import AREA_LENGTH, NAME_LENGTH, TYPE_LENGTH, SignState

NO_SIGN = "none"
NO_AREA = "-"
_SIGNS = {NO_SIGN, *SignState}


class Shows(StrEnum):
    """Which places: those in use, those retired, or both."""

    ACTIVE = "active"
    RETIRED = "retired"
    ALL = "all"


@dataclass(frozen=True)
class PlaceFilter:
    """The filters that are on; empty text means off. `after` and `before` name the place where a page begins.

    `sign` is a state that one of the place's signs has, or `NO_SIGN`; `area` may be `NO_AREA`.
    """

    q: str = ""
    type: str = ""
    area: str = ""
    sign: str = ""
    shows: Shows = Shows.ACTIVE
    after: uuid.UUID | None = None
    before: uuid.UUID | None = None

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> "PlaceFilter":
        """The filter of a query string; whatever cannot be meant is left out."""
        sign, shows = args.get("sign", ""), args.get("shows", "")
        return cls(
            q=_text(args.get("q", ""), NAME_LENGTH),
            type=_text(args.get("type", ""), TYPE_LENGTH),
            area=_text(args.get("area", ""), AREA_LENGTH),
            sign=sign if sign in _SIGNS else "",
            shows=Shows(shows) if shows in set(Shows) else Shows.ACTIVE,
            after=_id(args.get("after", "")),
            before=_id(args.get("before", "")),
        )

    def switched(self, **filters: str) -> "PlaceFilter":
        """The same with other filters, from the first page; what is on already goes off."""
        changes = {name: "" if getattr(self, name) == value else value for name, value in filters.items()}
        if "shows" in changes:
            changes["shows"] = Shows(changes["shows"] or Shows.ACTIVE)
        return replace(self, after=None, before=None, **changes)  # type: ignore[arg-type]  # names of text fields

    def beginning(self, *, after: uuid.UUID | None = None, before: uuid.UUID | None = None) -> "PlaceFilter":
        """The page that begins after or ends before a place."""
        return replace(self, after=after, before=before)

    @property
    def query(self) -> str:
        """The filter as a query string, empty when nothing is on."""
        values = {
            "q": self.q,
            "type": self.type,
            "area": self.area,
            "sign": self.sign,
            "shows": "" if self.shows is Shows.ACTIVE else self.shows.value,
            "after": str(self.after or ""),
            "before": str(self.before or ""),
        }
        return urlencode({name: value for name, value in values.items() if value})


def _text(raw: str, most: int) -> str:
    return " ".join("".join(letter for letter in raw[:most] if letter.isprintable()).split())


def _id(raw: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(raw)
    except ValueError:
        return None
