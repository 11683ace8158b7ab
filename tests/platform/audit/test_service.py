"""Adding to the log, on both databases."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.db import Database
from portal.platform.audit import append, queries, record
from portal.platform.audit.models import AppendOnly, AuditEntry

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def act(**more: Any) -> dict[str, Any]:
    usual = {"actor_id": "a1", "actor_label": "SL", "action": "case.viewed", "subject_kind": "assistance"}
    return {**usual, "subject_ref": "EB-1", "now": NOW, **more}


def test_a_record_stays_when_the_request_fails_afterwards(database: Database) -> None:
    number = record(database, **act(detail={"page": "income"}))
    with database.session(writes=True) as session:
        append(session, **act(subject_ref="EB-2"))  # never committed
    with database.read() as session:
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.seq, entry.at, entry.subject_ref, entry.detail) == (number, NOW, "EB-1", {"page": "income"})


def test_an_appended_entry_is_committed_with_its_change(database: Database) -> None:
    with database.write() as session:
        append(session, **act(action="case.closed"))
    with database.read() as session:
        assert [entry.action for entry in queries.entries(session)] == ["case.closed"]


def test_words_are_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="codes"):
        record(database, **act(subject_ref="Anna Andersson"))


def change(session: Session, entry: AuditEntry) -> None:
    entry.action = "nothing"
    session.flush()


def remove(session: Session, entry: AuditEntry) -> None:
    session.delete(entry)
    session.flush()


@pytest.mark.parametrize("tamper", [change, remove])
def test_an_entry_cannot_be_changed_or_removed_through_the_models(database: Database, tamper: Any) -> None:
    number = record(database, **act())
    with database.session(writes=True) as session, pytest.raises(AppendOnly):
        tamper(session, session.get_one(AuditEntry, number))


def test_entries_are_found_by_subject_and_by_person(database: Database) -> None:
    first = record(database, **act())
    second = record(database, **act(actor_id="a2"))
    third = record(database, **act(subject_ref="EB-2"))
    with database.read() as session:
        assert [e.seq for e in queries.entries(session)] == [third, second, first]
        assert [e.seq for e in queries.entries(session, subject=("assistance", "EB-1"))] == [second, first]
        assert [e.seq for e in queries.entries(session, actor_id="a1", before=third)] == [first]
