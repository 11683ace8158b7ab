"""Sessions in the database: begun, given a new number at each step, kept awake, ended.

A session that was revoked stays revoked: nothing here inserts or updates a session without its row being there.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from portal.accounts import rules, tokens
from portal.accounts.models import AGENT_MOST, StaffAccount, StaffSession
from portal.accounts.rules import SessionState
from portal.accounts.service.transactions import rows_changed, writing
from portal.accounts.viewer import Visit
from portal.core.db import Database
from portal.core.errors import Conflict, NotFound
from portal.core.keys import Keyring
from portal.core.words import Word, word
from portal.platform import audit


class WrongStep(Conflict):
    """The session has ended, or this step of signing in is not the one that is due."""

    default: ClassVar[Word] = word("Your sign-in has ended or moved on. Please sign in again.")


@dataclass(frozen=True)
class Admission:
    """A session was begun or moved on: its cookie's token and the step that is due.

    `device` is the cookie of a known device, given once every step is taken.
    """

    token: str
    state: SessionState
    device: str | None = None


def admit(session: Session, account: StaffAccount, state: SessionState, *, agent: str, now: datetime) -> Admission:
    """A new session at the step `state`; its token is nowhere kept."""
    token, keyring = tokens.fresh_session_token(), _keyring(session)
    session.add(
        StaffSession(
            id=tokens.session_id(keyring, token),
            account_id=account.id,
            state=state,
            agent=agent[:AGENT_MOST],
            created_at=now,
            seen_at=now,
            expires_at=now + rules.lifetime(state),
        )
    )
    session.flush()
    if state is not SessionState.FULL:
        return Admission(token, state)
    account.signed_in_at = now
    log_own(session, account, "account.signed_in", now)
    return Admission(token, state, tokens.fresh_device_token(keyring, account.id, account.password_changed_at))


def move_on(session: Session, visit: Visit, account: StaffAccount, *, now: datetime) -> Admission:
    """Put a session of another number, one step further, in the place of the visit's.

    The code counts as given. Raises `WrongStep` when the visit's session is gone.
    """
    gone = delete(StaffSession).where(StaffSession.id == visit.session_id).returning(StaffSession.agent)
    agent = session.execute(gone).scalar_one_or_none()
    if agent is None:
        raise WrongStep
    state = rules.next_state(
        has_factor=account.has_second_factor,
        is_demanded=False,
        is_temporary=account.password_is_temporary,
        code_given=True,
    )
    return admit(session, account, state, agent=agent, now=now)


def account_of(session: Session, visit: Visit) -> StaffAccount:
    """The account behind a visit; raises `WrongStep` when it may not enter any more."""
    account = session.get(StaffAccount, visit.viewer.account_id)
    if account is None or not account.is_active:
        raise WrongStep
    return account


def log_own(session: Session, account: StaffAccount, action: str, now: datetime) -> None:
    """Put on record what a member of staff did about their own account."""
    audit.append(
        session,
        actor_id=str(account.id),
        actor_label=account.initials,
        action=action,
        subject_kind="staff_account",
        subject_ref=str(account.id),
        now=now,
    )


def demand_step(visit: Visit, *due: SessionState) -> None:
    """Raise `WrongStep` unless the visit is at one of these steps."""
    if visit.state not in due:
        raise WrongStep


def stay(database: Database, visit: Visit, now: datetime) -> None:
    """Note that the session is in use, at most every half minute; one that was revoked meanwhile stays revoked."""
    if now - visit.seen_at < rules.TOUCH_EVERY:
        return
    with writing(database) as session:
        awake = update(StaffSession).where(StaffSession.id == visit.session_id, StaffSession.seen_at < now)
        session.execute(awake.values(seen_at=now))


def end_session(session: Session, session_id: bytes) -> None:
    """End one session; nothing happens when it has ended already."""
    session.execute(delete(StaffSession).where(StaffSession.id == session_id))


def revoke_session(session: Session, account_id: uuid.UUID, handle: str) -> None:
    """End the session that `handle` names, if it is the account's; raises `NotFound` otherwise."""
    try:
        wanted = bytes.fromhex(handle)
    except ValueError:
        raise NotFound from None
    mine = delete(StaffSession).where(StaffSession.id == wanted, StaffSession.account_id == account_id)
    if rows_changed(session, mine) == 0:
        raise NotFound


def end_all_sessions(session: Session, account_id: uuid.UUID, *, but: bytes | None = None) -> int:
    """End all of somebody's sessions, if wished except one; gives how many."""
    all_of_them = delete(StaffSession).where(StaffSession.account_id == account_id)
    return rows_changed(session, all_of_them if but is None else all_of_them.where(StaffSession.id != but))


def forget_sessions(session: Session, now: datetime) -> int:
    """Remove sessions that have ended; gives how many."""
    longest_idle = now - max(rules.IDLE, rules.DEMO_IDLE)
    ended = (StaffSession.expires_at <= now) | (StaffSession.seen_at <= longest_idle)
    return rows_changed(session, delete(StaffSession).where(ended))


def _keyring(session: Session) -> Keyring:
    keyring: Keyring = session.info["keyring"]
    return keyring
