"""Files of places come in: all or nothing, again without doubling."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.core.db import Database
from portal.core.errors import Conflict, Refused
from portal.platform.geo.service import ImportCounts
from portal.platform.tables import FileErrors
from portal.reports.places import queries, service
from portal.reports.places.importing import read_places
from portal.reports.places.models import Place, PlaceImport
from tests.factories import staff
from tests.factories.places import AT, NOON, areas, line, place, row, table, town

LATER = NOON + timedelta(days=1)


def count(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Place)) or 0


def test_a_second_import_updates_instead_of_doubling(database: Database) -> None:
    rows = [row(2), row(3), row(4)]
    with database.write() as session:
        assert service.import_places(session, rows, now=NOON) == ImportCounts(added=3)
    changed = [row(2), row(3, name="Nya namnet"), row(5)]
    with database.write() as session:
        assert service.import_places(session, changed, now=LATER) == ImportCounts(added=1, changed=1, unchanged=1)
    with database.read() as session:
        found = queries.place_by_ref(session, "LP-3")
        assert found is not None
        assert (found.name, found.version, found.page_version, found.changed_at) == ("Nya namnet", 2, 2, LATER)
        assert queries.place_by_ref(session, "LP-4") is not None
    assert count(database) == 4


def test_areas_come_from_the_file_else_from_the_outlines(database: Database) -> None:
    rows = [row(2), row(3, area="malmen"), row(4, area="MALMEN"), row(5, lat=56.5, lon=16.0)]
    with database.write() as session:
        areas(session, "Ängö", "Malmen")
        service.import_places(session, rows, now=NOON)
        assert [queries.place_by_ref(session, one.ref).area for one in rows] == ["Ängö", "Malmen", "Malmen", None]


def test_one_unknown_area_and_nothing_is_stored(database: Database) -> None:
    with database.write() as session:
        areas(session, "Ängö")
    with pytest.raises(FileErrors) as caught, database.write() as session:
        service.import_places(session, [row(2), row(3, area="Atlantis"), row(9, area="Mu")], now=NOON)
    assert [str(problem) for problem in caught.value.problems] == [
        "3: There is no area “Atlantis”.",
        "9: There is no area “Mu”.",
    ]
    assert count(database) == 0


def test_what_the_file_does_not_tell_stays_as_it_was(database: Database) -> None:
    with database.write() as session:
        place(session, ref="LP-2", name="Lekpark 2", topics=("lamp",), note="Nyckel hos Eva", area="Ängö")
        assert service.import_places(session, [row(2)], now=LATER).unchanged == 1
        told = frozenset({"topics", "note"})
        assert service.import_places(session, [row(2, told=told)], now=LATER).changed == 1
        found = queries.place_by_ref(session, "LP-2")
        assert found is not None
        assert (found.topics, found.note, found.area) == (None, "", "Ängö")


def test_a_retired_place_is_updated_and_stays_retired(database: Database) -> None:
    with database.write() as session:
        gone = place(session, ref="LP-2")
        service.retire_place(session, gone.id, now=NOON)
        service.import_places(session, [row(2)], now=LATER)
        assert (gone.name, gone.is_active) == ("Lekpark 2", False)


def test_a_place_that_somebody_else_adds_at_the_same_moment_is_a_conflict(database: Database) -> None:
    with pytest.raises(Conflict), database.write() as session:
        service.import_places(session, [row(2), row(2)], now=NOON)
    assert count(database) == 0


@pytest.mark.slow
def test_five_thousand_rows_are_imported_and_updated(database: Database) -> None:
    content = table(
        *(line(f"LP-{n}", f"Lekpark {n}", lat=56.5 + n / 20_000, lon=16.2 + n / 20_000) for n in range(5000))
    )
    with database.write() as session:
        service.import_places(session, read_places(content, town()).rows, now=NOON)
    moved = content.replace(b"Lekpark", b"Lekplats")
    with database.write() as session:
        counts = service.import_places(session, read_places(moved, town()).rows, now=LATER)
    assert counts == ImportCounts(changed=5000)
    with database.read() as session:
        assert session.scalar(select(func.min(Place.page_version))) == 2


def test_a_file_waits_for_its_sender_and_only_the_latest_of_them(database: Database) -> None:
    with database.write() as session:
        mia = staff.account(session, staff.viewer())
        for name in ("first.csv", "C:\\second\u202e.csv"):
            service.keep_import(session, account_id=mia.account_id, file_name=name, content=b"x", now=NOON)
        waiting = queries.waiting_import(session, mia.account_id)
        assert waiting is not None
        assert waiting.file_name == "C:\\second.csv"
        assert service.forget_imports(session, NOON + timedelta(hours=23)) == 0
        assert service.forget_imports(session, NOON + timedelta(hours=25)) == 1


def test_confirming_does_what_was_seen_or_refuses(database: Database) -> None:
    content = table(line())
    rows = read_places(content, town()).rows
    with database.write() as session:
        mia = staff.account(session, staff.viewer())
        service.keep_import(session, account_id=mia.account_id, file_name="a", content=content, now=NOON)
        seen = service.plan_import(session, rows).digest
        place(session, ref="LP-1", name="Somebody was first")
        with pytest.raises(Refused):
            service.confirm_import(session, mia.account_id, rows, digest=seen, now=NOON)
        again = service.plan_import(session, rows)
        assert [change.after["name"] for change in again.changed] == ["Ängö lekpark"]
        counts = service.confirm_import(session, mia.account_id, rows, digest=again.digest, now=NOON)
        assert counts == ImportCounts(changed=1)
        assert session.scalar(select(func.count()).select_from(PlaceImport)) == 0


def test_a_position_a_hair_away_is_a_change(database: Database) -> None:
    with database.write() as session:
        place(session, ref="LP-2", name="Lekpark 2")
        plan = service.plan_import(session, [row(2, lat=AT[0] + 1e-6)])
        assert [set(change.after) for change in plan.changed] == [{"lat"}]
