"""What every request shares: settings, database, keys; and the request's own database session."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app, g, render_template, request
from sqlalchemy.orm import Session

from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.core.web.form_token import FormTokens

READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass
class Runtime:
    """One per process, made by `create_app`; `services` holds what features put there under their own name."""

    settings: Settings
    database: Database
    keyring: Keyring
    tokens: FormTokens
    services: dict[str, Any] = field(default_factory=dict)


def runtime() -> Runtime:
    """The runtime of the current application."""
    found: Runtime = current_app.extensions["portal"]
    return found


def database() -> Database:
    """The database, for the few views that need a transaction of their own."""
    return runtime().database


def db() -> Session:
    """The request's session, opened at its first use; a POST gets a writing one. The view commits."""
    if "db_session" not in g:
        if request.method in READING:
            g.db_session = database().glancing_session()
        else:
            g.db_turn = database().turn_to_write()
            g.db_turn.__enter__()
            g.db_session = database().session(writes=True)
    session: Session = g.db_session
    return session


@contextmanager
def looking() -> Iterator[Session]:
    """A session to look things up in before a request writes, so that SQLite's one writer is not kept waiting.

    It ends with the block; where writers do not wait for each other it is the request's own session.
    """
    if "db_session" in g or database().dialect != "sqlite":
        yield db()
        return
    with database().glancing_session() as session:
        yield session


def render(template: str, **values: Any) -> str:
    """The page made from `template`."""
    return render_template(template, **values)


def release_session(_error: BaseException | None = None) -> None:
    """Close the request's session and give up its turn to write; safe to call twice."""
    session, turn = g.pop("db_session", None), g.pop("db_turn", None)
    try:
        if session is not None:
            session.close()
    finally:
        if turn is not None:
            turn.__exit__(None, None, None)


def install(app: Flask, held: Runtime) -> None:
    """Make `held` the runtime of `app` and close each request's session at its end."""
    app.extensions["portal"] = held
    app.teardown_appcontext(release_session)
