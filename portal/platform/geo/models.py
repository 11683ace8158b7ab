"""The areas of the municipality, as imported from a file."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, new_id
from portal.core.settings import Box
from portal.platform.geo.rules import NAME_LENGTH, SLUG_LENGTH
from portal.platform.geo.shapes import MultiPolygon, Point, Polygon, inner_point


class Area(Base):
    """A part of the municipality; `outline` is loaded only where a query asks for it."""

    __tablename__ = "area"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    outline: Mapped[list[Any]] = mapped_column(JSON, deferred=True, deferred_raiseload=True)
    south: Mapped[float] = mapped_column(Float)
    west: Mapped[float] = mapped_column(Float)
    north: Mapped[float] = mapped_column(Float)
    east: Mapped[float] = mapped_column(Float)
    centre_lat: Mapped[float] = mapped_column(Float)
    centre_lon: Mapped[float] = mapped_column(Float)
    stamp: Mapped[int] = mapped_column(Integer)
    """A new random number with every change; their sum is the version of the whole set."""
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def box(self) -> Box:
        """The smallest rectangle that holds the area."""
        return Box(south=self.south, west=self.west, north=self.north, east=self.east)

    @property
    def centre(self) -> Point:
        """A point surely inside the area, good for a label."""
        return Point(lat=self.centre_lat, lon=self.centre_lon)

    @property
    def shape(self) -> MultiPolygon:
        """The outline as a shape; needs a query that loads `outline`."""
        return shape_of(self.outline)

    def draw(self, shape: MultiPolygon) -> None:
        """Take over a new outline, with the rectangle and the centre that follow from it."""
        self.outline = outline_of(shape)
        box, centre = shape.box, inner_point(shape)
        self.south, self.west, self.north, self.east = box.south, box.west, box.north, box.east
        self.centre_lat, self.centre_lon = centre.lat, centre.lon


def outline_of(shape: MultiPolygon) -> list[Any]:
    """The coordinates as GeoJSON's MultiPolygon writes them."""
    return [[[list(position) for position in ring] for ring in part.rings] for part in shape.polygons]


def shape_of(outline: list[Any]) -> MultiPolygon:
    """The shape whose coordinates `outline_of` wrote."""
    return MultiPolygon(tuple(_polygon(rings) for rings in outline))


def _polygon(rings: list[Any]) -> Polygon:
    outer, *holes = (tuple((lon, lat) for lon, lat in ring) for ring in rings)
    return Polygon(outer, tuple(holes))
