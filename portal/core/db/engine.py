"""Engines and sessions for SQLite (embedded default) and PostgreSQL (production).

SQLite: WAL, foreign keys, `synchronous=FULL` because an answer is a promise, BEGIN IMMEDIATE for writers.
PostgreSQL: short time-outs, so that a database that is down costs a person two seconds, not thirty.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from portal.core.keys import Keyring

WRITES = "portal_writes"
BUSY_SECONDS = 5
CONNECT_SECONDS = 2
Unavailable = (OperationalError, PoolTimeout)


class Database:
    """One engine and the keyring its sessions seal with; safe to share between threads, made after a fork."""

    def __init__(self, url: str, keyring: Keyring, *, statement_ms: int = 10_000) -> None:
        self.url = make_url(url)
        self.keyring = keyring
        self.dialect = self.url.get_backend_name()
        self.engine = self._engine(statement_ms)
        self._writing = self.engine.execution_options(**{WRITES: True})
        self._one_writer = threading.Lock()

    def __repr__(self) -> str:
        return f"<Database {self.dialect}>"

    def _engine(self, statement_ms: int) -> Engine:
        return _sqlite(self.url) if self.dialect == "sqlite" else _postgresql(self.url, statement_ms)

    def session(self, *, writes: bool) -> Session:
        """A session bound to this database; the caller closes it."""
        bind = self._writing if writes else self.engine
        return Session(bind, expire_on_commit=False, autoflush=False, info={"keyring": self.keyring})

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking things up; nothing is committed."""
        with self.session(writes=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: commits when the block ends, rolls back when it raises."""
        with self.session(writes=True) as session, session.begin():
            yield session

    @contextmanager
    def turn_to_write(self) -> Iterator[None]:
        """Wait for this process's turn to write; SQLite has one writer, so its threads queue here in fairness."""
        if self.dialect != "sqlite":
            yield
            return
        with self._one_writer:
            yield

    def is_reachable(self) -> bool:
        """True when the database answers a trivial question now."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except (DBAPIError, PoolTimeout):
            return False
        return True

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=64, max_overflow=0, pool_timeout=CONNECT_SECONDS)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "foreign_keys=ON",
        "synchronous=FULL",
        "cache_size=-16000",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL, statement_ms: int) -> Engine:
    options = f"-c statement_timeout={statement_ms} -c lock_timeout=5000 -c timezone=UTC"
    return create_engine(
        url,
        pool_size=20,
        max_overflow=10,
        pool_timeout=CONNECT_SECONDS,
        pool_pre_ping=True,
        connect_args={"options": options, "connect_timeout": CONNECT_SECONDS},
    )
