"""What the pieces of taking in share."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.courses.films.folders import Folders


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
