"""Residents' sessions: begun, kept awake, ended; and the answers of the e-ID provider, each taken once.

`stay` and `take_answer` keep a short transaction of their own: the one runs on every request whatever becomes of it,
the other must hold although the sign-in is refused afterwards.
"""

import json
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.accounts import tokens
from portal.accounts.residents import rules
from portal.accounts.residents.models import ResidentSession, UsedAnswer
from portal.accounts.residents.rules import Resident, ResidentVisit
from portal.accounts.service.transactions import rows_changed, writing
from portal.core.db import Database
from portal.core.errors import Conflict
from portal.core.keys import Keyring
from portal.core.words import Word, word

ANSWERS_KEPT = timedelta(hours=1)


class AnswerUsedTwice(Conflict):
    """The same answer of the e-ID provider came a second time."""

    default: ClassVar[Word] = word("This sign-in has been used already.")


def subject_key(keyring: Keyring, personnummer: str) -> str:
    """The opaque text under which everything of a person is kept; `personnummer` in twelve digits."""
    return keyring.blind_index(personnummer, "person").hex()


def token_hash(keyring: Keyring, token: str) -> bytes:
    """Under what the session of a cookie's token is kept."""
    return keyring.blind_index(token[: tokens.TOKEN_TEXT_MOST], "resident session")


def admit(session: Session, *, resident: Resident, now: datetime, replaces: bytes | None = None) -> str:
    """Begin a session and give its token, which is kept nowhere.

    The session `replaces`, of the cookie the browser had until now, ends, whosever it was.
    """
    if replaces is not None:
        session.execute(delete(ResidentSession).where(ResidentSession.token_hash == replaces))
    keyring: Keyring = session.info["keyring"]
    token = tokens.fresh_session_token()
    begun = ResidentSession(
        token_hash=token_hash(keyring, token),
        subject_hash=bytes.fromhex(resident.subject_key),
        created_at=now,
        seen_at=now,
        expires_at=now + rules.ABSOLUTE,
    )
    begun.person = _as_kept(resident)
    session.add(begun)
    session.flush()
    return token


def take_answer(database: Database, *, state: str, now: datetime) -> None:
    """Remember that the answer to `state` came; raises `AnswerUsedTwice` when it had come before."""
    used = UsedAnswer(id=database.keyring.blind_index(state, "e-id answer"), used_at=now)
    try:
        with writing(database) as session:
            session.add(used)
    except IntegrityError:
        raise AnswerUsedTwice from None


def stay(database: Database, visit: ResidentVisit, now: datetime) -> None:
    """Note that the session is in use, at most every half minute; one that was ended meanwhile stays ended."""
    if now - visit.seen_at < rules.TOUCH_EVERY:
        return
    with writing(database) as session:
        awake = update(ResidentSession).where(ResidentSession.id == visit.session_id, ResidentSession.seen_at < now)
        session.execute(awake.values(seen_at=now))


def end_session(session: Session, visit: ResidentVisit) -> None:
    """End one session; nothing happens when it has ended already."""
    session.execute(delete(ResidentSession).where(ResidentSession.id == visit.session_id))


def end_all_sessions(session: Session, key: str) -> int:
    """End every session of the person with the subject key `key`; gives how many there were."""
    return rows_changed(session, delete(ResidentSession).where(ResidentSession.subject_hash == bytes.fromhex(key)))


def forget_sessions(session: Session, now: datetime) -> int:
    """Remove sessions that have ended, and answers too old to come again; gives how many."""
    ended = (ResidentSession.expires_at <= now) | (ResidentSession.seen_at <= now - rules.IDLE)
    old = delete(UsedAnswer).where(UsedAnswer.used_at <= now - ANSWERS_KEPT)
    return rows_changed(session, delete(ResidentSession).where(ended)) + rows_changed(session, old)


def _as_kept(resident: Resident) -> str:
    person = {
        "personnummer": resident.personnummer,
        "name": resident.name,
        "is_protected": resident.is_protected,
        "municipality": resident.municipality,
        "born_on": resident.born_on.isoformat(),
    }
    return json.dumps(person, ensure_ascii=False)
