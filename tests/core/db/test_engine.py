"""Transactions on both databases: all or nothing, aware times, one writer at a time on SQLite."""

import uuid
from datetime import UTC, datetime, timedelta, timezone
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from portal.core.db import Database
from portal.core.keys import Keyring
from portal.platform.audit.models import AuditEntry

SUMMER = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))


def entry(at: datetime = SUMMER) -> AuditEntry:
    return AuditEntry(
        at=at, actor_id=None, actor_label="test", action="a", subject_kind="k", subject_ref="r", detail={"n": 1}
    )


def numbers(database: Database) -> list[int]:
    with database.read() as session:
        return list(session.scalars(select(AuditEntry.seq).order_by(AuditEntry.seq)))


def test_a_write_commits_when_its_block_ends(database: Database) -> None:
    with database.write() as session:
        session.add(entry())
    assert len(numbers(database)) == 1


def test_a_write_that_raises_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.write() as session:
            session.add(entry())
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert numbers(database) == []


def test_a_look_begins_no_transaction_on_postgresql_and_a_reading_session_can_stream(database: Database) -> None:
    with database.write() as session:
        session.add_all([entry(), entry()])
    streaming = select(AuditEntry.seq).execution_options(yield_per=1)
    with database.read() as session:
        assert len(session.scalars(streaming).all()) == 2
    with database.glancing_session() as session:
        assert len(session.scalars(select(AuditEntry.seq)).all()) == 2
        if database.dialect == "postgresql":
            connection: Any = session.connection().connection.dbapi_connection
            assert connection.info.transaction_status.name == "IDLE"


def test_an_instant_comes_back_in_utc(database: Database) -> None:
    with database.write() as session:
        session.add(entry())
    with database.read() as session:
        at = session.scalars(select(AuditEntry.at)).one()
    assert at == SUMMER
    assert at.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises((StatementError, ValueError)), database.write() as session:
        session.add(entry(datetime(2026, 7, 1)))  # noqa: DTZ001 (the fault is the point)


def test_many_writers_lose_nothing(database: Database) -> None:
    def add() -> None:
        for _ in range(10):
            with database.turn_to_write(), database.write() as session:
                session.add(entry())

    threads = [Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers(database)) == 60


def test_a_database_says_whether_it_can_be_reached(database: Database) -> None:
    assert database.is_reachable()


def test_a_database_that_is_not_there_cannot_be_reached() -> None:
    gone = Database("postgresql+psycopg://nobody@127.0.0.1:1/none", Keyring([b"e" * 32], b"i" * 32, b"s" * 32))
    assert not gone.is_reachable()


def test_sqlite_keeps_its_promises(database: Database) -> None:
    if database.dialect != "sqlite":
        return
    with database.read() as session:
        values = {
            name: session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert values == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


def test_its_repr_shows_no_password() -> None:
    url = "postgresql+psycopg://portal:hunter2@127.0.0.1/portal"
    assert "hunter2" not in repr(Database(url, Keyring([b"e" * 32], b"i" * 32, b"s" * 32)))


def test_an_id_is_there_before_the_row_is_stored() -> None:
    from_models = {model.class_ for model in AuditEntry.registry.mappers if "uuid" in model.class_.__table__.columns}
    assert from_models
    for model in from_models:
        assert isinstance(model().uuid, uuid.UUID)
