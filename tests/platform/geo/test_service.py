from datetime import UTC, datetime

import pytest

from portal.core.db import Database
from portal.platform.geo import queries, service
from portal.platform.geo.geojson import Feature
from portal.platform.geo.service import ImportCounts
from portal.platform.tables import FileErrors
from tests.factories.geo import area_feature

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 12, tzinfo=UTC)


def take_in(database: Database, *features: Feature, now: datetime = NOW) -> ImportCounts:
    with database.write() as session:
        return service.import_areas(session, features, now=now)


def test_areas_are_stored_with_outline_box_and_centre(database: Database) -> None:
    assert take_in(database, area_feature(at=(16.0, 56.0), side=0.1)) == ImportCounts(added=1)
    with database.read() as session:
        (area,) = queries.areas(session, outlines=True)
    assert (area.name, area.slug, area.updated_at) == ("Ängö", "ango", NOW)
    assert (area.box.south, area.box.west, area.box.north, area.box.east) == (56.0, 16.0, 56.1, 16.1)
    assert (area.centre.lat, area.centre.lon) == pytest.approx((56.05, 16.05))
    assert area.shape.holds(area.centre)


def test_a_second_import_changes_what_differs_and_doubles_nothing(database: Database) -> None:
    take_in(database, area_feature(1, "Ängö"), area_feature(2, "Berga"))
    again = (area_feature(1, "Ängö"), area_feature(2, "Berga", side=0.02), area_feature(3, "Drag"))
    assert take_in(database, *again, now=LATER) == ImportCounts(added=1, changed=1, unchanged=1)
    with database.read() as session:
        found = {area.slug: area.updated_at for area in queries.areas(session)}
    assert found == {"ango": NOW, "berga": LATER, "drag": LATER}


def test_a_new_name_under_the_same_slug_renames_the_area(database: Database) -> None:
    take_in(database, area_feature(name="Ängö", slug="ango"))
    with database.read() as session:
        before = queries.areas(session)[0]
    assert take_in(database, area_feature(name="Ängö ö", slug="ango")) == ImportCounts(changed=1)
    with database.read() as session:
        after = queries.areas(session)[0]
    assert (before.id, before.name, after.id, after.name) == (after.id, "Ängö", before.id, "Ängö ö")


def test_areas_that_the_file_does_not_name_stay(database: Database) -> None:
    take_in(database, area_feature(name="Ängö"))
    take_in(database, area_feature(name="Berga"))
    with database.read() as session:
        assert [area.name for area in queries.areas(session)] == ["Berga", "Ängö"]


def test_one_faulty_row_and_nothing_is_stored(database: Database) -> None:
    with pytest.raises(FileErrors), database.write() as session:
        service.import_areas(session, [area_feature(1, "Ängö"), area_feature(2, None)], now=NOW)
    with database.read() as session:
        assert queries.areas(session) == []
