"""A copy of the database at one instant, and the way back: SQLite's backup interface, PostgreSQL's own programs."""

import json
import os
import shutil
import sqlite3
import subprocess
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from portal.core.db import Database
from portal.core.errors import Refused
from portal.core.words import word
from portal.courses.counting import keeping

COUNTED = "courses-counted.json"
"""Beside PostgreSQL's copy: what was counted and written of courses in months that are over."""
SQLITE_COPY, POSTGRESQL_COPY = "database.sqlite3", "database.pgdump"


class DumpFailed(Refused):
    """The database's own program said no; it has told why on standard error."""

    default = word("The database could not be copied.")


def copy_name(url: URL) -> str:
    """What the copy of the database at `url` is called in an archive."""
    return SQLITE_COPY if url.get_backend_name() == "sqlite" else POSTGRESQL_COPY


def dump(database: Database, folder: Path, now: datetime) -> list[str]:
    """Write a consistent copy into `folder` while the portal runs; the names of its files.

    Of the courses' counters and words it holds the months that are over and no others (`counting.keeping`).
    """
    url, name = database.url, copy_name(database.url)
    if url.get_backend_name() == "sqlite":
        _copy_sqlite(Path(str(url.database)), folder / name)
        keeping.remove_open_month(folder / name, now)
        return [name]
    left_out = [f"--exclude-table-data=public.{table}" for table in keeping.TABLES]
    _run(url, "pg_dump", "--format=custom", "--no-owner", *left_out, f"--file={folder / name}", _plain(url))
    with database.read() as session:
        (folder / COUNTED).write_text(json.dumps(keeping.closed_rows(session, now)), encoding="utf-8")
    return [name, COUNTED]


def load(database: Database, folder: Path) -> None:
    """Put the copy in `folder` in the place of the database; on PostgreSQL in one transaction, then what was counted.

    A copy of an earlier version, which has its counters within, is put back as it is.
    """
    url, source = database.url, folder / copy_name(database.url)
    if url.get_backend_name() == "sqlite":
        _replace_sqlite(source, Path(str(url.database)))
        return
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _run(url, "pg_restore", *options, f"--dbname={_plain(url)}", str(source))
    counted = folder / COUNTED
    if counted.is_file():
        with database.write() as session:
            keeping.put_back(session, json.loads(counted.read_text(encoding="utf-8")))


def _copy_sqlite(source: Path, target: Path) -> None:
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as live, sqlite3.connect(target) as copy:
        live.backup(copy, pages=2000)
        faults = copy.execute("PRAGMA quick_check").fetchall()
    live.close()
    copy.close()
    if faults != [("ok",)]:
        raise DumpFailed


def _replace_sqlite(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.restored")
    shutil.copyfile(source, beside)
    beside.chmod(0o600)
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    beside.replace(target)


def _plain(url: URL) -> str:
    """The address without driver and password, as PostgreSQL's programs take it."""
    return url.set(drivername="postgresql", password=None).render_as_string()


def _run(url: URL, program: str, *arguments: str) -> None:
    """The password goes by the environment, since every user of the machine can read a command line."""
    found = shutil.which(program)
    if found is None:
        raise DumpFailed(word("pg_dump and pg_restore are needed; install PostgreSQL's client programs."))
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    if subprocess.run([found, *arguments], env=environment, check=False).returncode:  # noqa: S603 (our own words)
        raise DumpFailed
