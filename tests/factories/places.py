"""How to make places, signs, and files of places."""

import csv
import io
import json
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from portal.core.settings import Municipality
from portal.core.settings.municipality import read_municipality
from portal.platform.geo import service as geo
from portal.reports.places import service
from portal.reports.places.models import Place, Sign, SignScan
from portal.reports.places.rules import PlaceDraft, PlaceRow, SignState
from tests.factories.geo import area_feature

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AT = (56.6634, 16.3568)


def town() -> Municipality:
    """The municipality of the demo."""
    found, faults = read_municipality(ROOT / "municipality.toml")
    assert found is not None
    assert not faults
    return found


def draft(**different: Any) -> PlaceDraft:
    """A playground, with whatever should be different."""
    given: dict[str, Any] = {
        "ref": "LP-1",
        "name": "Ängö lekpark",
        "type": "playground",
        "lat": AT[0],
        "lon": AT[1],
    }
    return PlaceDraft(**given | different)


def row(number: int = 2, **different: Any) -> PlaceRow:
    """A playground as read from a file, with whatever should be different."""
    given: dict[str, Any] = {
        "row": number,
        "ref": f"LP-{number}",
        "name": f"Lekpark {number}",
        "type": "playground",
        "lat": AT[0],
        "lon": AT[1],
    }
    return PlaceRow(**given | different)


def place(session: Session, **different: Any) -> Place:
    """A stored place."""
    return service.add_place(session, draft(**{"ref": uuid.uuid4().hex[:12]} | different), now=NOON)


def sign(session: Session, at: Place, state: SignState = SignState.MOUNTED, now: datetime = NOON) -> Sign:
    """A sign at a place that has lived until `state`."""
    made = service.order_signs(session, [at.id], now=now)[0]
    ways = {
        SignState.ORDERED: [],
        SignState.MOUNTED: [SignState.MOUNTED],
        SignState.RETIRED: [SignState.RETIRED],
    }
    for to in ways.get(state, [SignState.MOUNTED, state]):
        service.change_sign_state(session, made.id, to, now=now)
    return made


def scanned(session: Session, sign_id: uuid.UUID, on: date, count: int = 1) -> None:
    """So many scans of a sign on a day."""
    session.add(SignScan(sign_id=sign_id, on=on, count=count))
    session.flush()


def areas(session: Session, *names: str) -> None:
    """Square areas from west to east, the first of them around `AT`."""
    size = 0.02
    features = [
        area_feature(number, name, at=(AT[1] - size / 2 + number * size, AT[0] - size / 2), side=size)
        for number, name in enumerate(names)
    ]
    geo.import_areas(session, features, now=NOON)


HEADINGS = ("ref", "name", "type", "area", "lat", "lon")


def table(*rows: Iterable[Any], headings: Iterable[str] = HEADINGS, separator: str = ";") -> bytes:
    """A CSV file in UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode()


def line(
    ref: str = "LP-1", name: str = "Ängö lekpark", kind: str = "playground", area: str = "", **spot: Any
) -> list[Any]:
    """A row for `table`."""
    return [ref, name, kind, area, spot.get("lat", AT[0]), spot.get("lon", AT[1])]


def features(*properties: dict[str, Any], geometry: dict[str, Any] | None = None) -> bytes:
    """A GeoJSON file of places, all at the same point."""
    where = geometry or {"type": "Point", "coordinates": [AT[1], AT[0]]}
    found = [{"type": "Feature", "properties": one, "geometry": where} for one in properties]
    return json.dumps({"type": "FeatureCollection", "features": found}).encode()
