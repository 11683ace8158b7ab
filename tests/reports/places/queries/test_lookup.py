"""Looking places up the way residents do."""

import pytest
from sqlalchemy.orm import Session

from portal.core.db import Database
from portal.platform.geo.shapes import Point, distance
from portal.reports.places import queries, service
from portal.reports.places.rules import SignState
from tests.factories.places import AT, NOON, areas, place, sign


def names(session: Session, text: str) -> list[str]:
    return [found.name for found in queries.search_places(session, text)]


def test_a_place_is_found_by_any_part_of_its_name_in_any_case(database: Database) -> None:
    with database.write() as session:
        for name in ("Kapten Karlssons lekpark", "Karlssons äng", "Ängö lekpark", "100 % park_en"):
            place(session, name=name)
        assert names(session, "karlsson") == ["Karlssons äng", "Kapten Karlssons lekpark"]
        assert names(session, "ÄNG") == ["Ängö lekpark", "Karlssons äng"]
        assert names(session, "lekpark kapten") == ["Kapten Karlssons lekpark"]
        assert names(session, "ang") == ["Karlssons äng", "Ängö lekpark"]
        assert names(session, "%") == names(session, "0 %") == ["100 % park_en"]
        assert names(session, "k_en") == ["100 % park_en"]
        assert names(session, "") == names(session, "  ") == names(session, "\u0301") == []
        assert names(session, "zzz") == []


def test_a_place_is_found_by_its_area_too(database: Database) -> None:
    with database.write() as session:
        areas(session, "Östra Norrliden")
        place(session, name="Tallens lekpark")
        assert names(session, "norrliden") == names(session, "ostra") == ["Tallens lekpark"]
        assert [found.name for found in queries.places_of_area(session, "Östra Norrliden")] == ["Tallens lekpark"]
        assert queries.places_of_area(session, "Malmen") == []


def test_no_more_are_found_than_asked_for(database: Database) -> None:
    with database.write() as session:
        for number in range(5):
            place(session, name=f"Park {number}")
        assert len(queries.search_places(session, "park", limit=3)) == 3


def test_the_nearest_come_first_with_their_distance(database: Database) -> None:
    lat, lon = AT
    with database.write() as session:
        for name, north in (("far", 0.5), ("near", 0.001), ("nearer", 0.0005), ("next town", 0.05)):
            place(session, name=name, lat=lat + north)
        found = queries.nearest_places(session, lat, lon, limit=3)
        assert [near.place.name for near in found] == ["nearer", "near", "next town"]
        assert found[0].metres == pytest.approx(distance(Point(lat=lat, lon=lon), Point(lat=lat + 0.0005, lon=lon)))
        assert [near.place.name for near in queries.nearest_places(session, lat, lon, limit=9)][-1] == "far"
        assert queries.nearest_places(session, -lat, lon) == []
        assert queries.nearest_places(session, 90.0, 180.0) == []


def test_a_sign_leads_to_its_place_whatever_its_state(database: Database) -> None:
    with database.write() as session:
        at = place(session)
        for state in SignState:
            made = sign(session, at, state)
            found = queries.sign_by_code(session, made.code)
            assert found is not None
            assert (found[0].state, found[1].id) == (state, at.id)
        assert queries.sign_by_code(session, "000000") is None


def test_places_are_told_apart_by_reference_and_id(database: Database) -> None:
    with database.write() as session:
        made = place(session, ref="LP-1")
        assert queries.place_by_ref(session, "LP-1") is made
        assert queries.place_by_ref(session, "lp-1") is None
        assert queries.place(session, made.id) is made


def test_the_signs_that_can_be_printed_are_not_the_retired_ones(database: Database) -> None:
    with database.write() as session:
        one, other, gone = (
            place(session, ref="a", name="A"),
            place(session, ref="b", name="B"),
            place(session, name="C"),
        )
        kept = sign(session, one)
        sign(session, other, SignState.RETIRED)
        lost = sign(session, gone)
        service.retire_place(session, gone.id, now=NOON)
        assert [found.code for found, _ in queries.printable_signs(session)] == [kept.code]
        assert [found.code for found, _ in queries.printable_signs(session, [gone.id])] == [lost.code]
        assert [at.ref for _, at in queries.signs_of_refs(session, ["a", "b"])] == ["a"]
