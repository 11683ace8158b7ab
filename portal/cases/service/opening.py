"""A new case, opened once however often its form arrives."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from portal.cases import letters, numbers, promise, queries
from portal.cases.kinds import Kind
from portal.cases.models import Actor, Case, EventType
from portal.cases.service.history import event_of
from portal.core.db import insert_rows, insert_unless_there
from portal.core.errors import Conflict
from portal.core.words import word

NUMBER_ATTEMPTS = 6


@dataclass(frozen=True)
class Opening:
    """All that a new case needs; promises are Swedish working days, `words` are the reporter's own."""

    kind: Kind
    receipt: str
    language: str
    reply_days: int
    fix_days: int
    team: str | None = None
    topic: str = ""
    subject_ref: str | None = None
    subject_name: str = ""
    area: str | None = None
    lat: float | None = None
    lon: float | None = None
    facet_one: str | None = None
    facet_two: str | None = None
    words: str = ""
    excerpt: str = ""
    search_text: str = ""
    has_photo: bool = False
    email: str | None = None
    phone: str | None = None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """The case of a receipt, and whether it is new or had been opened before with the same form."""

    case: Case
    is_new: bool


def open_case(session: Session, opening: Opening, *, now: datetime) -> Opened:
    """The one case of `opening.receipt`: opened now, or found when the same form had been sent before."""
    for attempt in range(NUMBER_ATTEMPTS):
        case = _new_case(session, opening, attempt, now)
        if insert_unless_there(session, case):
            _opened(session, case, opening, now)
            return Opened(case, is_new=True)
        if found := queries.case_by_receipt(session, opening.receipt):
            return Opened(found, is_new=False)
    raise Conflict(word("Too much happened at once. Please send again."))


def _new_case(session: Session, opening: Opening, attempt: int, now: datetime) -> Case:
    keyring = session.info["keyring"]
    number = numbers.case_number(keyring, opening.kind.prefix, opening.receipt, now, attempt)
    secret = opening.kind.is_secret
    case = Case(
        number=number,
        receipt_hash=numbers.receipt_hash(keyring, opening.receipt),
        kind=opening.kind.slug,
        state=opening.kind.first_state,
        team=opening.team,
        topic=opening.topic,
        subject_ref=opening.subject_ref,
        subject_name=opening.subject_name,
        area=opening.area,
        lat=opening.lat,
        lon=opening.lon,
        facet_one=opening.facet_one,
        facet_two=opening.facet_two,
        excerpt="" if secret else opening.excerpt,
        search_text="" if secret else f"{number} {opening.search_text}".casefold(),
        has_photo=opening.has_photo,
        language=opening.language,
        opened_at=now,
        reply_due_at=promise.due(now, opening.reply_days),
        due_at=promise.due(now, opening.fix_days),
    )
    case.email, case.phone = opening.email, opening.phone
    return case


def _opened(session: Session, case: Case, opening: Opening, now: datetime) -> None:
    theirs = partial(event_of, case, now=now, actor=Actor.REPORTER, is_public=True)
    events = [theirs(EventType.OPENED, data=opening.data)]
    if opening.words:
        events.append(theirs(EventType.MESSAGE, body=opening.words))
    insert_rows(session, events)
    letters.received(session, case, now=now)
