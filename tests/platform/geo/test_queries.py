from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, event
from sqlalchemy.exc import InvalidRequestError

from portal.core.db import Database
from portal.platform.geo import queries, service
from portal.platform.geo.models import Area, outline_of, shape_of
from portal.platform.geo.shapes import MultiPolygon, Point, Polygon
from tests.factories.geo import area_feature, square

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WEST = area_feature(1, "Väst", at=(16.0, 56.0), side=0.1)
EAST = area_feature(2, "Öst", at=(16.1, 56.0), side=0.1)


@pytest.fixture
def with_areas(database: Database) -> Database:
    with database.write() as session:
        service.import_areas(session, [WEST, EAST], now=NOW)
    return database


def test_a_position_is_found_in_the_area_that_holds_it(with_areas: Database) -> None:
    with with_areas.read() as session:
        assert queries.area_at(session, Point(lat=56.05, lon=16.05)).slug == "vast"
        assert queries.area_at(session, Point(lat=56.05, lon=16.15)).slug == "ost"
        assert queries.area_at(session, Point(lat=57.05, lon=16.15)) is None


def test_on_a_common_border_the_first_by_slug_answers_every_time(with_areas: Database) -> None:
    with with_areas.read() as session:
        assert queries.area_at(session, Point(lat=56.05, lon=16.1)).slug == "ost"


def test_an_unknown_slug_is_none(with_areas: Database) -> None:
    with with_areas.read() as session:
        assert queries.area_index(session).named("nowhere") is None
        assert queries.area_index(session).named("ost").name == "Öst"


def test_outlines_are_loaded_only_where_they_are_asked_for(with_areas: Database) -> None:
    with with_areas.read() as session, pytest.raises(InvalidRequestError):
        _ = queries.areas(session)[0].outline
    with with_areas.read() as session:
        assert queries.areas(session, outlines=True)[0].shape == WEST.geometry


def test_the_index_is_kept_as_long_as_no_area_changes_and_then_costs_one_query(with_areas: Database) -> None:
    with with_areas.read() as session:
        first = queries.area_index(session)
    statements: list[str] = []
    event.listen(with_areas.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    with with_areas.read() as session:
        assert queries.area_index(session) is first
    assert [told.split()[0] for told in statements if told != "BEGIN"] == ["SELECT"]


def test_a_change_an_addition_and_a_removal_each_give_a_new_index(with_areas: Database) -> None:
    seen = set()
    for step in ("as it was", "changed", "added", "removed"):
        with with_areas.write() as session:
            if step == "changed":
                service.import_areas(session, [area_feature(1, "Väst", at=(16.0, 56.0), side=0.05)], now=NOW)
            elif step == "added":
                service.import_areas(session, [area_feature(1, "Syd", at=(16.0, 55.9))], now=NOW)
            elif step == "removed":
                session.execute(delete(Area).where(Area.slug == "syd"))
        with with_areas.read() as session:
            index = queries.area_index(session)
            seen.add(index.version)
            assert len(index.areas) == (3 if step == "added" else 2)
    assert len(seen) == 4 - 1, "after the removal it is again the set that it was before the addition"


def test_what_was_rolled_back_is_not_remembered(with_areas: Database) -> None:
    with with_areas.session(writes=True) as session:
        service.import_areas(session, [area_feature(1, "Syd", at=(16.0, 55.9))], now=NOW)
        assert queries.area_index(session).named("syd")
        session.rollback()
    with with_areas.read() as session:
        assert queries.area_index(session).named("syd") is None


def test_no_areas_hold_no_point(database: Database) -> None:
    with database.read() as session:
        assert queries.areas_version(session) == (0, 0)
        assert queries.area_at(session, Point(lat=56, lon=16)) is None


def test_an_outline_comes_back_as_the_shape_it_was() -> None:
    shape = MultiPolygon((Polygon(square(16, 56), (square(16.002, 56.002, 0.001),)), Polygon(square(17, 56))))
    assert shape_of(outline_of(shape)) == shape
