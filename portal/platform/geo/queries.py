"""Areas looked up: all of them, and the one that a position lies in."""

from weakref import WeakKeyDictionary

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer
from sqlalchemy.pool import Pool

from portal.platform.geo.index import AreaIndex, IndexedArea
from portal.platform.geo.models import Area
from portal.platform.geo.rules import swedish_order
from portal.platform.geo.shapes import Point

_known: WeakKeyDictionary[Pool, AreaIndex] = WeakKeyDictionary()


def areas(session: Session, *, outlines: bool = False) -> list[Area]:
    """All areas in Swedish alphabetical order; with `outlines` their shapes too."""
    wanted = select(Area).options(undefer(Area.outline)) if outlines else select(Area)
    return sorted(session.scalars(wanted), key=lambda area: swedish_order(area.name))


def area_at(session: Session, point: Point) -> Area | None:
    """The area that holds the point; None outside all."""
    found = area_index(session).at(point)
    return session.get(Area, found.id) if found else None


def area_index(session: Session) -> AreaIndex:
    """The areas in memory, read again only when one has changed; costs one small query."""
    pool = session.get_bind().engine.pool
    version = areas_version(session)
    known = _known.get(pool)
    if known is None or known.version != version:
        known = _known[pool] = AreaIndex(version, _indexed(session))
    return known


def areas_version(session: Session) -> tuple[int, int]:
    """A pair that changes whenever an area is added, changed or removed; good as part of a cache key."""
    count, stamps = session.execute(
        select(func.count(), func.coalesce(func.sum(Area.stamp), 0)).select_from(Area)
    ).one()
    return count, int(stamps)


def _indexed(session: Session) -> tuple[IndexedArea, ...]:
    rows = session.scalars(select(Area).options(undefer(Area.outline)).order_by(Area.slug))
    return tuple(IndexedArea(area.id, area.slug, area.name, area.shape) for area in rows)
