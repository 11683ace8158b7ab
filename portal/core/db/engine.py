"""Engines and sessions for SQLite (embedded default) and PostgreSQL (production).

SQLite: WAL, foreign keys, `synchronous=FULL` because an answer is a promise, BEGIN IMMEDIATE for writers.
PostgreSQL: short time-outs, so that a database that is down costs a person two seconds, not thirty.
"""

import select
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from portal.core.db.turns import Turns
from portal.core.keys import Keyring

WRITES, GLANCES = "portal_writes", "portal_glances"
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
        self._glancing = _without_transactions(self.engine)
        self._turns = _turns(self.url)

    def __repr__(self) -> str:
        return f"<Database {self.dialect}>"

    def _engine(self, statement_ms: int) -> Engine:
        return _sqlite(self.url) if self.dialect == "sqlite" else _postgresql(self.url, statement_ms)

    def session(self, *, writes: bool) -> Session:
        """A session bound to this database, in a transaction of its own; the caller closes it."""
        return self._session(self._writing if writes else self.engine)

    def glancing_session(self) -> Session:
        """A session for a page's few looks; the caller closes it.

        Each look stands for itself, as it does in PostgreSQL's usual level of isolation; no transaction is begun and
        ended around it, so nothing can be streamed.
        """
        return self._session(self._glancing)

    def _session(self, bind: Engine) -> Session:
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
        """Wait for the turn to write, where there can be one writer only (`turns`)."""
        with self._turns.turn() if self._turns else nullcontext():
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
        if self._turns:
            self._turns.close()


def _turns(url: URL) -> Turns | None:
    on_file = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Turns(Path(f"{url.database}-turn")) if on_file else None


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
        "cache_size=-4000",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get(GLANCES):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN")


def _postgresql(url: URL, statement_ms: int) -> Engine:
    options = f"-c statement_timeout={statement_ms} -c lock_timeout=5000 -c timezone=UTC"
    engine = create_engine(
        url,
        pool_size=20,
        max_overflow=10,
        pool_timeout=CONNECT_SECONDS,
        connect_args={"options": options, "connect_timeout": CONNECT_SECONDS},
    )
    event.listen(engine, "checkout", _refuse_the_dead)
    return engine


def _without_transactions(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{GLANCES: True})
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _refuse_the_dead(connection: Any, _record: object, _proxy: object) -> None:
    """Let the pool replace a connection whose server has gone: what is idle has nothing to read but its end.

    Costs a look at the socket instead of the round trip of a ping.
    """
    if connection.closed or _has_something_to_read(connection.fileno()):
        raise DisconnectionError


def _has_something_to_read(socket: int) -> bool:
    waiting = select.poll()
    waiting.register(socket, select.POLLIN)
    return bool(waiting.poll(0))
