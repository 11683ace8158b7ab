"""Which area a place belongs to: the one that was told, by the name the register has for it, else by its position."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.core.words import word
from portal.platform.geo.index import AreaIndex
from portal.platform.geo.problems import BadShape
from portal.platform.geo.shapes import Point
from portal.reports.places.rules import AREA_LENGTH


@dataclass(frozen=True)
class Areas:
    """The areas as they are now; reading many places from one is quick."""

    index: AreaIndex
    names: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        by_name = {area.name.casefold(): area.name for area in self.index.areas}
        object.__setattr__(self, "names", by_name | {area.slug: area.name for area in self.index.areas})

    def of(self, told: str | None, lat: float, lon: float) -> str | None:
        """The area's own name; raises `BadShape` when one is told that does not exist.

        A municipality that has imported no outlines may name its areas as it likes.
        """
        if not told:
            found = self.index.at(Point(lat=lat, lon=lon))
            return found.name[:AREA_LENGTH] if found else None
        if not self.names:
            return told
        if named := self.names.get(told.casefold()):
            return named[:AREA_LENGTH]
        raise BadShape(word("There is no area “%(area)s”."), area=told)
