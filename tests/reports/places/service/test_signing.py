"""Signs ordered, moved, replaced."""

import uuid
from datetime import timedelta

import pytest

from portal.core.db import Database
from portal.core.errors import Conflict, NotFound, Refused
from portal.reports.places import queries, service
from portal.reports.places.rules import MOST_SIGNS_AN_ORDER, SignState
from portal.reports.places.signs import read_sign_code
from tests.factories import staff
from tests.factories.places import NOON, place, sign

LATER = NOON + timedelta(days=3)


def test_signs_are_ordered_for_many_places_at_once_each_with_its_own_code(database: Database) -> None:
    with database.write() as session:
        places = [place(session).id for _ in range(5)]
        made = service.order_signs(session, places, 3, now=NOON)
        assert len({one.code for one in made}) == 15
        assert [one.place_id for one in made] == [found for found in places for _ in range(3)]
        assert all(read_sign_code(one.code).code == one.code for one in made)
        assert {one.state for one in made} == {SignState.ORDERED}


@pytest.mark.parametrize("count", [0, -1, MOST_SIGNS_AN_ORDER + 1])
def test_too_many_or_no_signs_are_refused(database: Database, count: int) -> None:
    with database.write() as session, pytest.raises(Refused):
        service.order_signs(session, [place(session).id], count, now=NOON)


def test_neither_an_unknown_nor_a_retired_place_gets_a_sign(database: Database) -> None:
    with database.write() as session:
        with pytest.raises(NotFound):
            service.order_signs(session, [uuid.uuid4()], now=NOON)
        gone = place(session)
        service.retire_place(session, gone.id, now=NOON)
        with pytest.raises(Refused):
            service.order_signs(session, [gone.id], now=NOON)


def test_every_step_of_a_life_is_written_down_with_who_took_it(database: Database) -> None:
    with database.write() as session:
        mia = staff.account(session, staff.viewer())
        made = service.order_signs(session, [place(session).id], now=NOON, actor_id=mia.account_id)[0]
        service.change_sign_state(session, made.id, SignState.MOUNTED, now=LATER, actor_id=mia.account_id)
        service.change_sign_state(session, made.id, SignState.DAMAGED, now=LATER, note="Sönderslagen")
    with database.read() as session:
        (found,) = queries.signs_of(session, made.place_id)
        assert [(event.from_state, event.to_state) for event in found.events] == [
            (None, SignState.ORDERED),
            (SignState.ORDERED, SignState.MOUNTED),
            (SignState.MOUNTED, SignState.DAMAGED),
        ]
        assert [event.actor.name if event.actor else None for event in found.events] == ["Mia Test", "Mia Test", None]
        assert (found.mounted_at, found.note) == (LATER, "Sönderslagen")


def test_a_step_that_its_life_does_not_allow_is_a_conflict_and_changes_nothing(database: Database) -> None:
    with database.write() as session:
        made = sign(session, place(session), SignState.RETIRED)
        with pytest.raises(Conflict):
            service.change_sign_state(session, made.id, SignState.MOUNTED, now=LATER)
        assert made.state is SignState.RETIRED
        with pytest.raises(NotFound):
            service.change_sign_state(session, uuid.uuid4(), SignState.MOUNTED, now=LATER)


def test_a_replaced_sign_points_to_the_new_one_and_still_leads_to_the_place(database: Database) -> None:
    with database.write() as session:
        old = sign(session, place(session), SignState.MISSING)
        new = service.replace_sign(session, old.id, now=LATER)
    with database.read() as session:
        found = queries.sign_by_code(session, old.code)
        assert found is not None
        assert (found[0].state, found[0].replaced_by_id, found[1].id) == (SignState.RETIRED, new.id, old.place_id)
        assert (new.state, new.place_id) == (SignState.ORDERED, old.place_id)
        assert found[1].page_version > 1
