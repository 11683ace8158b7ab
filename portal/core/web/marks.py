"""Who may enter a view: a mark on each view function, enforced by `accounts`; an unmarked view stops the start."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., object])
_MARK = "__entry__"


class Door(StrEnum):
    """The four kinds of entrance."""

    PUBLIC = "public"
    ANONYMOUS = "anonymous"
    RESIDENT = "resident"
    STAFF = "staff"


@dataclass(frozen=True)
class Entry:
    """Through which door a view is entered, and which permission a staff member needs (None: any staff)."""

    door: Door
    permission: str | None = None


def _marked(entry: Entry) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, _MARK, entry)
        return view

    return mark


def public(view: View) -> View:
    """Open to all."""
    return _marked(Entry(Door.PUBLIC))(view)


def anonymous(view: View) -> View:
    """Open to all; no cookie, no session, no address kept."""
    return _marked(Entry(Door.ANONYMOUS))(view)


def resident(view: View) -> View:
    """For a resident who has signed in with an e-ID."""
    return _marked(Entry(Door.RESIDENT))(view)


def staff(permission: str | None = None) -> Callable[[View], View]:
    """For staff who hold `permission`; without one, for every signed-in member of staff."""
    return _marked(Entry(Door.STAFF, permission))


def entry_of(view: Callable[..., object]) -> Entry | None:
    """The mark of a view function, or None when nobody marked it."""
    found: Entry | None = getattr(view, _MARK, None)
    return found


def unmarked_views(app: Flask) -> list[str]:
    """Endpoints without a mark, Flask's own static files excepted."""
    return sorted(
        endpoint for endpoint, view in app.view_functions.items() if endpoint != "static" and entry_of(view) is None
    )
