"""What can be looked up about signed-in residents: who is behind a session."""

import json
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.accounts.residents import rules
from portal.accounts.residents.models import ResidentSession
from portal.accounts.residents.rules import Resident, ResidentVisit

_AWAKE = select(ResidentSession).where(
    ResidentSession.token_hash == bindparam("token_hash"), ResidentSession.expires_at > bindparam("now")
)
"""Made once: it runs on every request of a resident."""


def visit(session: Session, token_hash: bytes, now: datetime) -> ResidentVisit | None:
    """Who is behind a session; None when it was ended or has ended by itself."""
    found = session.scalar(_AWAKE, {"token_hash": token_hash, "now": now})
    if found is None:
        return None
    ends_at = rules.ends_at(found.seen_at, found.expires_at)
    if ends_at <= now:
        return None
    return ResidentVisit(_resident(found), found.id, found.seen_at, ends_at, found.expires_at)


def _resident(kept: ResidentSession) -> Resident:
    person = json.loads(kept.person or "{}")
    return Resident(
        personnummer=person["personnummer"],
        name=person["name"],
        is_protected=person["is_protected"],
        municipality=person["municipality"],
        born_on=date.fromisoformat(person["born_on"]),
        subject_key=kept.subject_hash.hex(),
    )
