"""The portal as gunicorn imports it, with a process that kills itself at the point of a commit that a file names."""

import os
import signal
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from portal.wsgi import application

__all__ = ["application"]

ORDER = Path(os.environ["PORTAL_DATA_DIR"]) / "die"


def _die_if_told(at: str) -> None:
    try:
        told = ORDER.read_text()
    except FileNotFoundError:
        return
    if told == at:
        ORDER.unlink(missing_ok=True)
        os.kill(os.getpid(), signal.SIGKILL)


@event.listens_for(Engine, "before_cursor_execute")
def _before_the_case_is_inserted(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    if statement.lower().startswith('insert into "case" '):
        _die_if_told("before insert")


@event.listens_for(Session, "before_commit")
def _before_commit(session: Session) -> None:
    if session.get_nested_transaction() is None:
        _die_if_told("before commit")


@event.listens_for(Session, "after_commit")
def _after_commit(session: Session) -> None:
    if session.get_nested_transaction() is None:
        _die_if_told("after commit")
