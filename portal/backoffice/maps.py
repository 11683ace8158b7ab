"""Maps of cases drawn without tiles: one case, or those of a list."""

from collections.abc import Iterable, Sequence

from flask import url_for
from sqlalchemy.orm import Session

from portal.backoffice.rows import QueueRow
from portal.cases.models import Case
from portal.core.settings import Box, Municipality
from portal.platform.geo.queries import area_index
from portal.platform.geo.shapes import Point
from portal.platform.geo.svg import MapArea, MapPoint, SvgMap, draw_map

AROUND_LAT = 0.012
AROUND_LON = 0.022
MARGIN = 0.004


def case_map(session: Session, case: Case) -> SvgMap | None:
    """Where a case is, with a kilometre or so around it; None for one without a position."""
    if case.lat is None or case.lon is None:
        return None
    box = Box(case.lat - AROUND_LAT, case.lon - AROUND_LON, case.lat + AROUND_LAT, case.lon + AROUND_LON)
    here = MapPoint(case.subject_name or case.number, Point(case.lat, case.lon), is_current=True)
    return draw_map(_areas(session), [here], box=box)


def queue_map(session: Session, rows: Iterable[QueueRow], town: Municipality) -> SvgMap:
    """The cases of a page of the queue, each a link; the box follows from them."""
    points = [_point(row) for row in rows if row.lat is not None and row.lon is not None]
    return draw_map(_areas(session), points, box=_box([point.point for point in points], town))


def _areas(session: Session) -> list[MapArea]:
    return [MapArea(area.name, area.shape) for area in area_index(session).areas]


def _point(row: QueueRow) -> MapPoint:
    title = " · ".join(part for part in (row.number, row.title, row.subject_name) if part)
    return MapPoint(title, Point(row.lat or 0, row.lon or 0), href=url_for("backoffice.case", number=row.number))


def _box(points: Sequence[Point], town: Municipality) -> Box:
    if not points:
        return town.box
    lats, lons = [point.lat for point in points], [point.lon for point in points]
    return Box(min(lats) - MARGIN, min(lons) - MARGIN * 2, max(lats) + MARGIN, max(lons) + MARGIN * 2)
