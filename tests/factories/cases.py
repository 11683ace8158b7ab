"""Kinds of case made up for tests, and cases of them: one at a time, or thousands directly as rows."""

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.accounts.permissions import Permission
from portal.cases import promise
from portal.cases.kinds import Kind, Kinds, Outcome, Secrecy, State, Tone
from portal.cases.models import Actor, Case, CaseEvent, EventType, Priority
from portal.core import codes
from portal.core.db import new_id
from portal.core.words import word

TEAMS = ("parks", "streets", "cleaning")
AREAS = ("Norrliden", "Oxhagen", "Kvarnholmen", "Lindsdal", "Berga", "Smedby", "Rockneby", "Rinkabyholm")
LANGUAGES = ("sv", "sv", "sv", "sv", "en", "ar")
OPEN_STATES = ("new", "new", "looking", "ordered", "waiting")
TOPICS = ("gunga", "belysning", "klotter", "skrap", "skylt")
WORDS = (
    "Kedjan på vänstra gungan har släppt i ett fäste.",
    "Glas i sandlådan vid bänken.",
    "Lampan på skolvägen är trasig sedan i måndags.",
    "Klotter på omklädningshytten, hela väggen.",
    "Papperskorgen är full och det ligger skräp runt om.",
    "الأرجوحة مكسورة ولا يمكن للأطفال استخدامها",
)

STATES = {
    "new": State("new", word("New"), word("We have your report."), word("We read it."), Tone.NEW),
    "looking": State("looking", word("Being looked at"), word("We look at it."), word("We decide."), Tone.PROGRESS),
    "ordered": State("ordered", word("Ordered"), word("The work is ordered."), word("We mend it."), Tone.PLANNED),
    "waiting": State(
        "waiting", word("Waiting"), word("We wait for you."), word("You answer."), Tone.WAITING, pauses=True
    ),
    "done": State("done", word("Done"), word("It is done."), word("Nothing more."), Tone.DONE, is_open=False),
    "closed": State("closed", word("Closed"), word("It is closed."), word("No more."), Tone.CLOSED, is_open=False),
    "withdrawn": State("withdrawn", word("Withdrawn"), word("Taken back."), word("No."), Tone.CLOSED, is_open=False),
}
_OPEN = frozenset(code for code, state in STATES.items() if state.is_open)
_ALL = frozenset(STATES)
OUTCOMES = {
    "fixed": Outcome("fixed", word("Fixed"), word("We have mended it."), "done", is_change=True),
    "not_ours": Outcome("not_ours", word("Not ours"), word("It belongs to somebody else."), "closed", asks="who"),
    "wont": Outcome("wont", word("Will not be fixed"), word("We will not mend it."), "closed", asks="why"),
    "duplicate": Outcome("duplicate", word("Duplicate"), word("We know of it already."), "closed", asks="which"),
}


def kind(slug: str = "dummy", prefix: str = "D", **changes: Any) -> Kind:
    """A kind with every state, whose open states lead anywhere; `changes` replace what a test is about."""
    values: dict[str, Any] = {
        "label": word("Dummy case"),
        "states": STATES,
        "first_state": "new",
        "reopened_state": "looking",
        "withdrawn_state": "withdrawn",
        "answered_state": "looking",
        "moves": dict.fromkeys(_OPEN, _ALL),
        "outcomes": OUTCOMES,
        "secrecy": Secrecy.OPEN,
        "permission": Permission.WORK_REPORTS.value,
        "review": "dummy.review",
        "bulk_actions": frozenset({"assign", "team", "priority"}),
    }
    return Kind(slug=slug, prefix=prefix, **values | changes)


def three_kinds() -> Kinds:
    """An open kind, one of one role alone, and one of one role until it is shared."""
    found = Kinds()
    found.add(kind())
    secret = {"bulk_actions": frozenset(), "label": word("Secret case")}
    found.add(kind("secret", "S", secrecy=Secrecy.ONE_ROLE, permission=Permission.SEE_ASSISTANCE.value, **secret))
    shared = {"bulk_actions": frozenset(), "label": word("Complaint")}
    found.add(kind("shared", "T", secrecy=Secrecy.UNTIL_SHARED, permission=Permission.OMBUDSMAN.value, **shared))
    return found


def number(at: int, prefix: str = "D") -> str:
    """A case number that no other `at` has."""
    letters = "".join(codes.ALPHABET[(at >> (5 * place)) & 31] for place in reversed(range(5)))
    return f"{prefix}-26-{letters}"


def make_case(session: Session, now: datetime, **values: Any) -> Case:
    """One case of the dummy kind, open and new unless `values` say otherwise, with its opening in the history."""
    given = _defaults(now) | values
    email = given.pop("email", None)
    case = Case(**given)
    case.email = email
    session.add(case)
    session.flush()
    session.add(CaseEvent(case_id=case.id, at=now, type=EventType.OPENED, actor=Actor.REPORTER, data={}))
    session.flush()
    return case


def _defaults(now: datetime) -> dict[str, Any]:
    return {
        "number": number(random.SystemRandom().getrandbits(25)),
        "kind": "dummy",
        "state": "new",
        "team": "parks",
        "topic": "gunga",
        "subject_ref": "place:1",
        "subject_name": "Stadsparken",
        "area": "Kvarnholmen",
        "excerpt": WORDS[0],
        "search_text": WORDS[0].casefold(),
        "opened_at": now,
        "reply_due_at": promise.due(now, 2),
        "due_at": promise.due(now, 5),
    }


def add_many(
    session: Session, count: int, now: datetime, *, open_cases: int, staff: Sequence[uuid.UUID] = (), **fixed: Any
) -> None:
    """Add `count` cases spread over three years, the latest `open_cases` open; `fixed` columns as given."""
    rows = rows_of_cases(count, now, open_cases=open_cases, staff=staff, **fixed)
    while batch := list(islice(rows, 5_000)):
        session.execute(insert(Case), batch)


def rows_of_cases(
    count: int, now: datetime, *, open_cases: int, staff: Sequence[uuid.UUID] = (), **fixed: Any
) -> Iterator[dict[str, Any]]:
    """The rows of `add_many`, always the same ones, the oldest case first; `states` are those of other kinds."""
    states = fixed.pop("states", (*OPEN_STATES, "done"))
    chance = random.Random(7)  # noqa: S311 (made-up cases)
    for at in range(count):
        is_open = at >= count - open_cases
        state = chance.choice(states[:-1]) if is_open else states[-1]
        yield _row(chance, at, now - _age(at, count, open_cases), state, is_open=is_open) | {
            "assignee_id": chance.choice(staff) if staff and chance.random() < 0.6 else None,
            "paused_at": now - timedelta(hours=5) if state == "waiting" else None,
            **fixed,
        }


def _age(at: int, count: int, open_cases: int) -> timedelta:
    left = count - at
    minutes = left * 40 * 1440 // max(open_cases, 1) if left <= open_cases else (40 + left * 1055 // count) * 1440
    return timedelta(minutes=minutes + 1)


def _row(chance: random.Random, at: int, opened_at: datetime, state: str, *, is_open: bool) -> dict[str, Any]:
    text, place, own = chance.choice(WORDS), chance.randrange(400), number(at)
    return {
        "uuid": new_id(),
        "number": own,
        "kind": "dummy",
        "state": state,
        "is_open": is_open,
        "outcome": None if is_open else "fixed",
        "priority": chance.choice((Priority.NORMAL, Priority.NORMAL, Priority.HIGH, Priority.LOW)),
        "team": chance.choice(TEAMS),
        "subject_ref": f"place:{place}",
        "subject_name": f"Lekplats {place}",
        "topic": chance.choice(TOPICS),
        "excerpt": text,
        "search_text": f"{own} lekplats {place} {text} {chance.getrandbits(64):x}".casefold(),
        "area": chance.choice(AREAS),
        "voices": chance.choice((1, 1, 1, 2, 5, 14)),
        "has_photo": chance.random() < 0.5,
        "has_news": is_open and chance.random() < 0.05,
        "lat": 56.66 + chance.random() / 10,
        "lon": 16.30 + chance.random() / 10,
        "language": chance.choice(LANGUAGES),
        "opened_at": opened_at,
        "due_at": opened_at + timedelta(days=chance.choice((20, 45, 60))),
        "closed_at": None if is_open else opened_at + timedelta(days=9),
        "version": 1,
    }
