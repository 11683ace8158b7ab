"""What the pieces of taking in share."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.courses.films.folders import Folders
from portal.courses.models import Film, Part


@dataclass(frozen=True)
class Taking:
    """What one taking-in works with; `spoken` is the language heard in the films."""

    session: Session
    folders: Folders
    spoken: str
    now: datetime


def set_to(thing: object, name: str, value: object) -> bool:
    """Let an attribute be `value`; says whether it was something else."""
    if getattr(thing, name) == value:
        return False
    setattr(thing, name, value)
    return True


def remove_row(taking: Taking, table: type[Part | Film], row: Part | Film) -> None:
    """Remove a part or a film with all that hangs on it; the database takes the rest away."""
    statement = delete(table).where(table.id == row.id)
    taking.session.execute(statement.execution_options(synchronize_session=False))
    taking.session.expunge(row)
