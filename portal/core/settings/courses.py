"""What a municipality decides about its courses: where to turn, where the quick exit leads, what is never counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.core.settings.text import Text

LEAST_THRESHOLD = 10


@dataclass(frozen=True)
class Contact:
    """Somebody to turn to: a telephone number or an address on the web, and the day somebody checked it.

    `audiences` are codes of the courses' audiences it is shown to; empty means all.
    """

    name: Text
    text: Text
    checked_on: date
    number: str = ""
    url: str = ""
    audiences: tuple[str, ...] = ()


@dataclass(frozen=True)
class CoursesSettings:
    """The courses' own part of the municipality's file.

    `decision` is the number of the board's decision that nothing which reveals a person is documented (SoL 2025:400,
    14 kap. 5 §), taken on `decided_on`; without one the page about anonymity says so. Figures below `threshold` are
    never shown to anybody. The quick exit leads to `exit_url`.
    """

    exit_url: str
    board: str
    contacts: tuple[Contact, ...]
    decision: str | None = None
    decided_on: date | None = None
    threshold: int = LEAST_THRESHOLD


def read_courses(raw: Mapping[str, Any]) -> CoursesSettings:
    """The section `courses` of the municipality's file; KeyError or TypeError for a missing or unknown key."""
    values = dict(raw)
    contacts = tuple(_contact(contact) for contact in values.pop("contacts", ()))
    return CoursesSettings(contacts=contacts, **values)


def courses_faults(courses: CoursesSettings) -> list[str]:
    """What is wrong with the section, as sentences."""
    found = []
    if courses.threshold < LEAST_THRESHOLD:
        found.append(f"courses.threshold: figures below {LEAST_THRESHOLD} would point at people")
    if not courses.exit_url.startswith("https://"):
        found.append("courses.exit_url: must begin with https://")
    if (courses.decision is None) != (courses.decided_on is None):
        found.append("courses.decision and courses.decided_on belong together")
    return found


def _contact(raw: Mapping[str, Any]) -> Contact:
    values = dict(raw)
    name, text = Text(values.pop("name")), Text(values.pop("text", {}))
    return Contact(name=name, text=text, audiences=tuple(values.pop("audiences", ())), **values)
