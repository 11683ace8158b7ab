"""The demo's register."""

from sqlalchemy import func, select

from portal.core.db import Database
from portal.core.settings import Settings
from portal.reports.places import demo, fsck, queries
from portal.reports.places.models import Sign, SignScan
from portal.reports.places.rules import SILENT_AFTER, SignState
from tests.factories.places import NOON, ROOT

GEOGRAPHY = ROOT / "portal" / "demo" / "geography"


def fill(database: Database, settings: Settings) -> None:
    demo.fill(database, settings, NOON, areas=GEOGRAPHY / "areas.geojson", places=GEOGRAPHY / "places.geojson")


def test_every_place_has_a_sign_whose_code_is_the_same_on_every_machine(
    database: Database, settings: Settings
) -> None:
    fill(database, settings)
    with database.read() as session:
        places = queries.active_places(session)
        assert len(places) > 50
        assert all(place.area and "-" not in place.area[:1] for place in places)
        for place in places:
            found = queries.sign_by_code(session, demo.code_of(place.ref))
            assert found is not None
            assert found[1].id == place.id
        assert queries.search_places(session, "kapten karlsson")
        assert fsck.fsck(session) == []


def test_signs_have_lived_and_been_scanned(database: Database, settings: Settings) -> None:
    fill(database, settings)
    with database.read() as session:
        states = dict(session.execute(select(Sign.state, func.count()).group_by(Sign.state)).all())
        assert set(states) == set(SignState)
        assert states[SignState.MOUNTED] > 40
        assert session.scalar(select(func.sum(SignScan.count))) > 1000
        assert len(queries.signs_without_scans(session, NOON - SILENT_AFTER)) >= 1


def test_filling_again_changes_nothing(database: Database, settings: Settings) -> None:
    fill(database, settings)
    with database.read() as session:
        before = session.scalar(select(func.count()).select_from(Sign))
    fill(database, settings)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Sign)) == before
