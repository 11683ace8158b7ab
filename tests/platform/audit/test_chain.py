"""Tampering with the log is found, on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from portal.core import clock
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.platform.audit import chain, record, verify
from portal.platform.audit.feature import FEATURE
from portal.platform.audit.models import AuditEntry
from portal.platform.jobs.worker import Worker

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def view(database: Database, case: str) -> None:
    record(
        database,
        actor_id="a1",
        actor_label="Sara Ö.",
        action="case.viewed",
        subject_kind="assistance",
        subject_ref=case,
        now=NOW,
        detail={"b": 1, "a": "x"},
    )


@pytest.fixture
def chained(database: Database) -> Database:
    """A log of five chained entries."""
    for case in "ABCDE":
        view(database, case)
    extend(database)
    return database


def extend(database: Database, most: int = 1000) -> int:
    with database.write() as session:
        return chain.extend(session, most)


def tamper(database: Database, statement: str) -> list[str]:
    with database.write() as session:
        assert session.execute(text(statement)).rowcount  # type: ignore[attr-defined]
    return check(database)


def check(database: Database) -> list[str]:
    with database.read() as session:
        return verify(session)


def test_an_empty_log_is_whole(database: Database) -> None:
    assert check(database) == []


def test_a_chained_log_is_whole_and_goes_on(chained: Database) -> None:
    assert check(chained) == []
    view(chained, "F")
    assert check(chained) == []
    assert (extend(chained), extend(chained)) == (1, 0)
    assert check(chained) == []


def test_a_batch_at_a_time_gives_the_same_chain(database: Database) -> None:
    for case in "ABCDE":
        view(database, case)
    assert [extend(database, 2) for _ in range(4)] == [2, 2, 1, 0]
    assert check(database) == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE audit_entry SET actor_id = 'a2' WHERE subject_ref = 'C'", "entry 3 was changed"),
        ("UPDATE audit_entry SET detail = '[]' WHERE subject_ref = 'C'", "entry 3 was changed"),
        ("UPDATE audit_entry SET at = '2026-03-02 07:00:00' WHERE subject_ref = 'A'", "entry 1 was changed"),
        ("DELETE FROM audit_entry WHERE subject_ref = 'B'", "entries 2 to 2 of the chain are missing"),
        ("DELETE FROM audit_entry WHERE subject_ref = 'A'", "entries 1 to 1 of the chain are missing"),
        ("DELETE FROM audit_entry WHERE subject_ref = 'E'", "the chain ends at 4 but should end at 5"),
        ("DELETE FROM audit_entry", "the chain ends at 0 but should end at 5"),
        ("DELETE FROM audit_head", "the end of the chain is missing"),
        ("UPDATE audit_head SET position = 4", "the end of the chain was changed"),
    ],
)
def test_tampering_is_found(chained: Database, statement: str, sentence: str) -> None:
    assert any(sentence in fault for fault in tamper(chained, statement))


def test_exchanging_two_entries_is_found(chained: Database) -> None:
    swap = "UPDATE audit_entry SET subject_ref = CASE subject_ref WHEN 'B' THEN 'C' ELSE 'B' END"
    assert len(tamper(chained, f"{swap} WHERE subject_ref IN ('B', 'C')")) == 2


def test_the_hashes_cannot_be_made_without_the_key(chained: Database) -> None:
    other = Database(chained.url.render_as_string(hide_password=False), Keyring([b"e" * 32], b"i" * 32, b"s" * 32))
    assert len(check(other)) == 6
    other.dispose()


def test_an_entry_committed_late_by_a_racing_transaction_is_chained_all_the_same(database: Database) -> None:
    for number in (9, 4):
        with database.write() as session:
            usual = {"at": NOW, "actor_label": "S", "action": "seen", "subject_kind": "k", "subject_ref": "r"}
            session.add(AuditEntry(seq=number, detail={}, **usual))
        assert extend(database) == 1
    assert check(database) == []


def test_the_worker_extends_the_chain(database: Database, settings: Settings) -> None:
    view(database, "A")
    worker = Worker(database, settings, FEATURE.jobs)
    with clock.frozen(NOW):
        worker.keep()
        assert worker.drain() == 1
    with database.read() as session:
        assert all(entry.position is not None for entry in session.scalars(select(AuditEntry)))
        assert [fault for look in FEATURE.fsck for fault in look(session)] == []
