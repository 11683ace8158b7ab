"""Scans summed up, and silent signs found."""

from datetime import date, timedelta

from portal.core.db import Database
from portal.reports.places import queries, service
from portal.reports.places.rules import SILENT_AFTER, SignState
from tests.factories.places import NOON, place, scanned, sign

TODAY = NOON.date()
LONG_AGO = NOON - timedelta(days=400)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def test_scans_of_several_signs_are_summed_by_day(database: Database) -> None:
    with database.write() as session:
        at = place(session)
        one, other = sign(session, at), sign(session, at)
        scanned(session, one.id, day(0), 3)
        scanned(session, other.id, day(0), 4)
        scanned(session, one.id, day(9), 5)
        assert queries.scans_by_day(session, [one.id, other.id], day(5)) == {day(0): 7}
        assert queries.scans_of(session, [one.id, other.id]) == {one.id: (8, day(0)), other.id: (4, day(0))}
        assert queries.scans_by_day(session, [], day(5)) == {}


def test_a_silent_sign_is_one_that_hangs_and_is_not_scanned_any_more(database: Database) -> None:
    since = NOON - SILENT_AFTER
    with database.write() as session:
        at = place(session, name="Here")
        used, once, often = (sign(session, at, now=LONG_AGO) for _ in range(3))
        never = sign(session, at, now=LONG_AGO)
        sign(session, at)  # mounted today
        sign(session, at, SignState.MISSING, LONG_AGO)
        gone = place(session, name="Gone")
        sign(session, gone, now=LONG_AGO)
        service.retire_place(session, gone.id, now=NOON)
        scanned(session, used.id, day(1))
        scanned(session, once.id, day(200), 1)
        scanned(session, often.id, day(91), 40)
        found = queries.signs_without_scans(session, since)
        assert [(one.sign.code, one.scans, one.last_on) for one in found] == [
            (often.code, 40, day(91)),
            (once.code, 1, day(200)),
            (never.code, 0, None),
        ]
        assert {one.place.name for one in found} == {"Here"}
