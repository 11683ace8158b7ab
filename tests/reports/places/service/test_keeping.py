"""Places kept by hand."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.core.db import Database
from portal.core.errors import Conflict, NotFound
from portal.platform.files.models import State, StoredFile
from portal.platform.geo.problems import BadShape
from portal.reports.places import queries, service
from portal.reports.places.service import RefTaken
from tests.factories.places import AT, NOON, areas, draft, place

LATER = NOON + timedelta(hours=1)


def test_a_new_place_gets_the_area_that_its_position_lies_in(database: Database) -> None:
    with database.write() as session:
        areas(session, "Ängö", "Malmen")
        made = service.add_place(session, draft(), now=NOON)
        assert (made.area, made.version, made.page_version, made.is_active) == ("Ängö", 1, 1, True)
        assert service.add_place(session, draft(ref="2", area="malmen"), now=NOON).area == "Malmen"
        with pytest.raises(BadShape):
            service.add_place(session, draft(ref="3", area="Atlantis"), now=NOON)


def test_without_outlines_an_area_may_be_called_anything(database: Database) -> None:
    with database.write() as session:
        assert service.add_place(session, draft(area="Atlantis"), now=NOON).area == "Atlantis"
        assert service.add_place(session, draft(ref="2"), now=NOON).area is None


def test_a_reference_is_given_once_and_the_rest_of_the_transaction_lives(database: Database) -> None:
    with database.write() as session:
        service.add_place(session, draft(), now=NOON)
        with pytest.raises(RefTaken):
            service.add_place(session, draft(name="Another"), now=NOON)
        place(session, name="Third")
    with database.read() as session:
        assert {found.name for found in queries.active_places(session)} == {"Ängö lekpark", "Third"}


def test_a_change_is_kept_and_gives_the_page_a_new_version(database: Database) -> None:
    with database.write() as session:
        made = place(session)
        service.change_place(session, made.id, draft(name="Nya", topics=("lamp",)), version=1, now=LATER)
    with database.read() as session:
        found = queries.place(session, made.id)
        assert found is not None
        assert (found.name, found.topics, found.version, found.page_version) == ("Nya", ["lamp"], 2, 2)
        assert found.changed_at == LATER
        assert queries.search_places(session, "nya") == [found]


def test_a_change_that_changes_nothing_is_none(database: Database) -> None:
    with database.write() as session:
        made = place(session, ref="same")
        service.change_place(session, made.id, draft(ref="same"), version=1, now=LATER)
        assert (made.version, made.page_version, made.changed_at) == (1, 1, NOON)


def test_the_second_to_save_is_told_and_nothing_is_overwritten(database: Database) -> None:
    with database.write() as session:
        made = place(session)
        service.change_place(session, made.id, draft(name="First"), version=1, now=LATER)
        with pytest.raises(Conflict):
            service.change_place(session, made.id, draft(name="Second"), version=1, now=LATER)
        assert made.name == "First"


def test_topics_can_be_taken_back_to_those_of_the_type(database: Database) -> None:
    with database.write() as session:
        made = place(session, topics=("lamp",))
        service.change_place(session, made.id, draft(), version=1, now=LATER)
    with database.read() as session:
        found = queries.place(session, made.id)
        assert found is not None
        assert found.topics is None


def test_a_place_is_retired_and_taken_up_again(database: Database) -> None:
    with database.write() as session:
        made = place(session)
        service.retire_place(session, made.id, now=LATER)
        service.retire_place(session, made.id, now=LATER)
        assert (made.is_active, made.page_version) == (False, 2)
        assert queries.search_places(session, "ängö") == []
        assert queries.nearest_places(session, *AT) == []
        service.restore_place(session, made.id, now=LATER)
        assert queries.search_places(session, "ängö") == [made]


def test_what_does_not_exist_is_not_found(database: Database) -> None:
    nobody = uuid.uuid4()
    with database.write() as session:
        with pytest.raises(NotFound):
            service.change_place(session, nobody, draft(), version=1, now=NOON)
        with pytest.raises(NotFound):
            service.retire_place(session, nobody, now=NOON)


def test_another_photo_takes_the_place_of_the_first(database: Database) -> None:
    with database.write() as session:
        made = place(session)
        service.set_photo(session, made.id, nonce=b"n" * 16, sha="a" * 64, now=NOON)
        first = made.photo_id
        service.set_photo(session, made.id, nonce=b"m" * 16, sha="b" * 64, now=LATER)
        assert made.photo_id != first
        service.remove_photo(session, made.id, now=LATER)
        assert made.photo_id is None
        assert {file.state for file in session.scalars(select(StoredFile))} == {State.GONE}
        assert made.page_version == 4


def test_a_touch_makes_the_page_new_but_disturbs_no_editor(database: Database) -> None:
    with database.write() as session:
        made = place(session)
        service.touch_page(session, made.id)
    with database.read() as session:
        found = queries.place(session, made.id)
        assert found is not None
        assert (found.version, found.page_version) == (1, 2)
