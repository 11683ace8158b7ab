"""What the portal is measured against: the least that Flask can do, and the least with one durable insert."""

import os
import sqlite3
import threading
from pathlib import Path

import psycopg
from flask import Flask


def bare() -> Flask:
    """A view that says hello."""
    app = Flask(__name__)
    app.add_url_rule("/", "hello", lambda: "hello")
    return app


def inserting() -> Flask:
    """A view that makes one durable insert on the database that BENCH_DATABASE names, and says hello."""
    url = os.environ["BENCH_DATABASE"]
    insert = _sqlite() if url.startswith("sqlite") else _postgresql(url)
    app = Flask(__name__)
    app.add_url_rule("/", "hello", insert)
    return app


class _sqlite:  # noqa: N801 (used like a function)
    """One row in a SQLite file of its own, written through to the disk."""

    __name__ = "insert"

    def __init__(self) -> None:
        self._path = Path(os.environ["BENCH_FOLDER"]) / "baseline.db"
        self._own = threading.local()
        self._connection().execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, words TEXT)")

    def __call__(self) -> str:
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO row (words) VALUES ('hello')")
        connection.execute("COMMIT")
        return "hello"

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._own, "connection"):
            made = sqlite3.connect(self._path, isolation_level=None, timeout=10)
            made.execute("PRAGMA journal_mode=WAL")
            made.execute("PRAGMA synchronous=FULL")
            self._own.connection = made
        connection: sqlite3.Connection = self._own.connection
        return connection


class _postgresql:  # noqa: N801 (used like a function)
    """One row in a table of its own on the PostgreSQL that is measured."""

    __name__ = "insert"

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+psycopg", "postgresql")
        self._own = threading.local()
        self._connection().execute("CREATE TABLE IF NOT EXISTS bench_row (id serial PRIMARY KEY, words text)")

    def __call__(self) -> str:
        self._connection().execute("INSERT INTO bench_row (words) VALUES ('hello')")
        return "hello"

    def _connection(self) -> "psycopg.Connection[tuple[object, ...]]":
        if not hasattr(self._own, "connection"):
            self._own.connection = psycopg.connect(self._url, autocommit=True)
        connection: psycopg.Connection[tuple[object, ...]] = self._own.connection
        return connection
