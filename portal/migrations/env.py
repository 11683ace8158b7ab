"""How Alembic reaches the database: one transaction for all, foreign keys off on SQLite and checked at the end.

With foreign keys on, rebuilding a table on SQLite deletes the rows that refer to it, silently.
"""

from typing import Any

from alembic import context
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, pool

from portal.app import metadata
from portal.core.settings import Settings
from portal.migrations.comparing import include_object, render_item


class BrokenReference(Exception):
    """A migration left rows that refer to nothing; it was rolled back."""


def _url() -> URL:
    given: URL | None = context.config.attributes.get("url")
    return given or make_url(Settings.from_environment().database_url)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, poolclass=pool.NullPool, connect_args={"options": "-c lock_timeout=10000"})
    engine = create_engine(url, poolclass=pool.NullPool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "busy_timeout=10000", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _refuse_broken_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise BrokenReference(f"{len(broken)} rows refer to nothing, in: {tables}")


def _migrate() -> None:
    engine = _engine(_url())
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata(),
            render_as_batch=True,
            transactional_ddl=True,
            include_object=include_object,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
            if engine.dialect.name == "sqlite":
                _refuse_broken_references(connection)
    engine.dispose()


_migrate()
