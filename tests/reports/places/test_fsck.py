"""Faults in the register, told to an operator."""

from sqlalchemy import update

from portal.core.db import Database
from portal.reports.places.fsck import fsck
from portal.reports.places.models import Place, Sign
from tests.factories.places import place, sign


def test_a_sound_register_has_no_faults(database: Database) -> None:
    with database.write() as session:
        sign(session, place(session))
        assert fsck(session) == []


def test_a_broken_code_and_a_lost_name_are_told(database: Database) -> None:
    with database.write() as session:
        sign(session, place(session, ref="LP-1"))
        session.execute(update(Sign).values(code="AAAAAA"))
        session.execute(update(Place).values(search_name="x"))
        assert fsck(session) == [
            "sign AAAAAA: the code does not fit its check characters",
            "place LP-1: cannot be searched for by its name; save it anew",
        ]
