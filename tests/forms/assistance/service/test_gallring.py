"""Gallring: five years after the last note of the person, not before; born days kept; all goes and is logged."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.cases import service as cases
from portal.cases.models import Case, CaseEvent, EventType
from portal.core.db import Base
from portal.core.settings.assistance import AssistanceSettings
from portal.forms.assistance import models
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import Application, Party, Trace
from portal.forms.assistance.rules.answers import Person, Role
from portal.forms.assistance.service import gallring
from portal.platform.audit.models import AuditEntry
from portal.platform.files.models import State, StoredFile
from portal.platform.notices.models import Letter
from tests.factories import assistance
from tests.factories.assistance import ANNA, RULES
from tests.factories.casework import bulk_attachments

CLOSED = datetime(2025, 3, 10, 12, 0, tzinfo=UTC)
DUE = datetime(2030, 3, 10, 12, 0, tzinfo=UTC)
RESEARCH = Person(Role.APPLICANT, "198508052399", "Kim Research")


def closed(session: Session, person: Person = ANNA, now: datetime = CLOSED, month: str = "2025-03") -> Application:
    """An application that was filed and decided at `now`."""
    application = assistance.filed(session, person, now=now, of=assistance.answers(person, month=month))
    assert application.case is not None
    bulk_attachments(session, application, 2, now)
    assistance.decided(session, application, now=now)
    cases.enter_state(application.case, KIND, "decided", now)
    cases.append(session, application.case, EventType.CLOSED, now, data={"outcome": "partly"})
    session.flush()
    return application


def count(session: Session, model: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_nothing_goes_the_day_before_and_all_of_it_on_the_day(session: Session) -> None:
    application = closed(session)
    assert application.case is not None
    number = application.case.number
    assert gallring.run(session, RULES, DUE - timedelta(days=1)) == 0
    assert gallring.run(session, RULES, DUE) == 1
    assert gallring.run(session, RULES, DUE) == 0
    session.expire_all()
    for model in (Application, Party, Case, CaseEvent, Letter, Trace, models.Attachment, models.Decision):
        assert count(session, model) == 0, model
    assert {file.state for file in session.scalars(select(StoredFile))} == {State.GONE}
    logged = session.scalars(select(AuditEntry).where(AuditEntry.action == "assistance.gallring")).all()
    assert [(entry.subject_ref, entry.detail) for entry in logged] == [(number, {"files": 2})]


def test_a_dry_run_lists_and_removes_nothing(session: Session) -> None:
    application = closed(session)
    closed(session, RESEARCH)
    assert application.case is not None
    lines = gallring.listed(session, RULES, DUE)
    assert lines == [
        f"{application.case.number}, last note 2025-03-10, files 2",
        "1 to remove, 1 old ones kept for research",
    ]
    assert count(session, Application) == 2


def test_those_born_on_the_fifth_are_kept(session: Session) -> None:
    closed(session, RESEARCH)
    assert gallring.run(session, RULES, DUE + timedelta(days=4000)) == 0


def test_the_days_kept_are_the_municipality_s(session: Session) -> None:
    closed(session, RESEARCH)
    town = AssistanceSettings(office=assistance.OFFICE, team="assistance", kept_born_days=())
    assert gallring.run(session, town, DUE) == 1


def test_a_later_application_of_the_same_person_keeps_the_whole_file(session: Session) -> None:
    closed(session)
    closed(session, now=CLOSED + timedelta(days=400), month="2026-04")
    assert gallring.run(session, RULES, DUE) == 0
    assert gallring.run(session, RULES, DUE + timedelta(days=401)) == 2


def test_an_application_together_keeps_the_files_of_both(session: Session) -> None:
    closed(session)
    together = assistance.filed(session, ANNA, assistance.BO, now=DUE, of=assistance.answers(ANNA, assistance.BO))
    assert together.case is not None
    assert gallring.run(session, RULES, DUE) == 0


def test_a_note_starts_the_time_anew_but_the_removal_of_an_address_does_not(session: Session) -> None:
    application = closed(session)
    assert application.case is not None
    later = CLOSED + timedelta(days=30)
    cases.append(session, application.case, EventType.CONTACT, later, data={"what": "expired"})
    session.flush()
    assert gallring.listed(session, RULES, DUE)[-1].startswith("1 to remove")
    cases.append(session, application.case, EventType.NOTE, later, body="Ringt och hört hur det går.")
    session.flush()
    assert gallring.listed(session, RULES, DUE)[-1].startswith("0 to remove")


def test_an_open_case_never_goes(session: Session) -> None:
    assistance.filed(session, now=CLOSED, of=assistance.answers(month="2025-03"))
    assert gallring.run(session, RULES, DUE + timedelta(days=4000)) == 0


@pytest.mark.parametrize("years", [1, 5, 10])
def test_the_years_are_the_municipality_s(session: Session, years: int) -> None:
    closed(session)
    town = AssistanceSettings(office=assistance.OFFICE, team="assistance", retention_years=years)
    first = datetime(2025 + years, 3, 10, 12, 0, tzinfo=UTC)
    assert gallring.run(session, town, first - timedelta(days=1)) == 0
    assert gallring.run(session, town, first) == 1
