"""What retention says must go is gone on its day, and nothing goes before (requirement R-55)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from portal.cases import following, forgetting, letters, service
from portal.cases.models import Case, CaseEvent, CasePhoto, LetterLink, Voice
from portal.core.db import Database
from portal.core.settings import Settings
from portal.platform.files.models import State, StoredFile
from tests.factories import cases, staff

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
KIND = cases.kind()


@pytest.fixture
def rules(settings: Settings) -> Settings:
    days = {"contact_details": 90, "cases": 730}
    return replace(settings, municipality=replace(settings.municipality, retention_days=days))


def closed(database: Database, ago: timedelta) -> int:
    """A case with contact details, a voice, a photo and a letter that was closed so long ago."""
    then = NOW - ago
    with database.write() as session:
        case = cases.make_case(session, then, email="kalle@example.se")
        file = StoredFile(state=State.READY, received_at=then)
        session.add(file)
        session.flush()
        session.add(CasePhoto(case_id=case.id, file_id=file.id))
        following.add_voice(
            session, case, token_hash=case.uuid.bytes * 2, language="sv", contact="eva@example.se", now=then
        )
        letters.received(session, case, now=then)
        by = staff.viewer()
        service.enter_state(case, KIND, "done", then)
        staff.account(session, by)
        session.flush()
        return case.id


def test_contact_details_go_after_their_days_and_the_case_says_so(database: Database, rules: Settings) -> None:
    young, old = closed(database, timedelta(days=89)), closed(database, timedelta(days=91))
    with database.write() as session:
        forgetting.forget(session, rules, NOW)
    with database.read() as session:
        assert session.get_one(Case, young).email == "kalle@example.se"
        assert session.get_one(Case, old).email is None
        assert dict(session.execute(select(Voice.case_id, Voice.contact_sealed.is_not(None))).all()) == {  # type: ignore[arg-type]
            young: True,
            old: False,
        }
        told = session.scalars(select(CaseEvent).where(CaseEvent.case_id == old)).all()[-1]
        assert (told.data["what"], told.is_public) == ("expired", True)


def test_old_cases_go_with_all_that_hangs_on_them(database: Database, rules: Settings) -> None:
    young, old = closed(database, timedelta(days=729)), closed(database, timedelta(days=731))
    with database.write() as session:
        assert forgetting.forget(session, rules, NOW) == 3
    with database.read() as session:
        assert session.scalars(select(Case.id)).all() == [young]
        for table in (CaseEvent, Voice, CasePhoto):
            assert session.scalars(select(table.case_id).distinct()).all() == [young]
        states = session.scalars(select(StoredFile.state).order_by(StoredFile.received_at)).all()
        assert states == [State.GONE, State.READY]
        if database.dialect == "sqlite":
            session.execute(text("INSERT INTO case_search(case_search) VALUES ('integrity-check')"))
    assert old != young


def test_an_open_case_is_kept_however_old(database: Database, rules: Settings) -> None:
    with database.write() as session:
        cases.make_case(session, NOW - timedelta(days=4000), email="kalle@example.se")
        assert forgetting.forget(session, rules, NOW) == 0
        assert session.scalars(select(Case)).one().email


def test_links_in_letters_end_after_thirty_days(database: Database, rules: Settings) -> None:
    closed(database, timedelta(days=29))
    closed(database, timedelta(days=31))
    with database.write() as session:
        forgetting.forget(session, rules, NOW)
        assert session.scalar(select(func.count()).select_from(LetterLink)) == 1


def test_a_second_round_finds_nothing(database: Database, rules: Settings) -> None:
    closed(database, timedelta(days=800))
    with database.write() as session:
        assert forgetting.forget(session, rules, NOW) > 0
        assert forgetting.forget(session, rules, NOW) == 0


def test_the_first_of_two_duplicates_may_go_before_the_other(database: Database, rules: Settings) -> None:
    first, second = closed(database, timedelta(days=800)), closed(database, timedelta(days=10))
    with database.write() as session:
        session.get_one(Case, second).duplicate_of_id = first
    with database.write() as session:
        forgetting.forget(session, rules, NOW)
    with database.read() as session:
        assert session.scalars(select(Case.duplicate_of_id)).all() == [None]
