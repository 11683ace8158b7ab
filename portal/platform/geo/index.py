"""Which area a position lies in, answered from memory."""

import uuid
from dataclasses import dataclass

from portal.platform.geo.shapes import MultiPolygon, Point


@dataclass(frozen=True)
class IndexedArea:
    """What a caller needs of an area, free of any session."""

    id: uuid.UUID
    slug: str
    name: str
    shape: MultiPolygon


@dataclass(frozen=True)
class AreaIndex:
    """All areas as they were at one version; may be shared between threads."""

    version: tuple[int, int]
    areas: tuple[IndexedArea, ...]

    def at(self, point: Point) -> IndexedArea | None:
        """The area that holds the point, on a common border the first by slug; None outside all."""
        return next((area for area in self.areas if area.shape.holds(point)), None)

    def named(self, slug: str) -> IndexedArea | None:
        """The area with this slug."""
        return next((area for area in self.areas if area.slug == slug), None)
