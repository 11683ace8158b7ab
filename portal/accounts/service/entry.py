"""Signing in: the password, then the code. An unknown address takes the same way and the same time as a known one."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.accounts import passwords, queries, recovery, rules, tokens, totp
from portal.accounts.models import RecoveryCode, StaffAccount
from portal.accounts.rules import SessionState
from portal.accounts.service import gates, proof, sessions
from portal.accounts.service.sessions import Admission
from portal.accounts.service.transactions import rows_changed, writing
from portal.accounts.viewer import Visit
from portal.core.db import Database
from portal.core.errors import Refused
from portal.core.keys import Keyring
from portal.core.words import Word, word


class WrongSignIn(Refused):
    """Address and password do not belong together, or the account may not enter; which of them is not said."""

    default: ClassVar[Word] = word("The e-mail address or the password is not right. Check both and try again.")


class WrongCode(WrongSignIn):
    """The code is not the one expected now, or was used before."""

    default: ClassVar[Word] = word(
        "That code is not right, or was used already. Wait for the next one and try again."
    )


@dataclass(frozen=True)
class _Candidate:
    """What the address typed leads to; without a hash nobody who may enter."""

    gate_id: bytes
    account_id: uuid.UUID | None
    password_hash: str | None


def sign_in(
    database: Database,
    *,
    email: str,
    password: str,
    device: str,
    agent: str,
    now: datetime,
    is_demo: bool,
    replaces: bytes | None = None,
) -> Admission:
    """Begin a session for the right address and password; raises `WrongSignIn`, `TooManyTries` or `Busy`.

    `device` is the known device's cookie, empty when there is none; `agent` names the browser in lists of sessions.
    The session `replaces`, of the cookie the browser had until now, ends.
    """
    with database.read() as session:
        candidate = _candidate(session, email, device, now, is_demo=is_demo)
    gates.take_a_try(database, candidate.gate_id, now)
    if not passwords.matches(candidate.password_hash, password) or candidate.account_id is None:
        raise WrongSignIn
    renewed = passwords.hashed(password) if passwords.is_outdated(candidate.password_hash or "") else None
    with writing(database) as session:
        gates.open_gate(session, candidate.gate_id)
        if replaces is not None:
            sessions.end_session(session, replaces)
        account = session.get(StaffAccount, candidate.account_id)
        if account is None or not account.is_active or account.password_hash != candidate.password_hash:
            raise WrongSignIn  # switched off, or the password changed, while we reckoned
        account.password_hash = renewed or account.password_hash
        state = _first_state(account, is_demanded=not is_demo)
        return sessions.admit(session, account, state, agent=agent, now=now)


def confirm_code(database: Database, *, visit: Visit, typed: str, now: datetime) -> Admission:
    """Take the step after the password with a code of the app or a recovery code; the session gets a new number.

    Raises `WrongCode`, `TooManyTries` or `WrongStep`.
    """
    sessions.demand_step(visit, SessionState.CODE)
    gate_id = proof.gate_of(database.keyring, visit)
    gates.take_a_try(database, gate_id, now)
    with writing(database) as session:
        account = sessions.account_of(session, visit)
        if not use_code(session, account, typed, now):
            raise WrongCode
        gates.open_gate(session, gate_id)
        return sessions.move_on(session, visit, account, now=now)


def use_code(session: Session, account: StaffAccount, typed: str, now: datetime) -> bool:
    """True when `typed` is a code of the app or a recovery code that nobody used before; from now on it is used."""
    code = totp.typed_code(typed)
    if code is not None:
        step = totp.matching_step(account.totp or "", code, now)
        return step is not None and use_step(session, account.id, step)
    return _use_recovery_code(session, account.id, typed, now)


def use_step(session: Session, account_id: uuid.UUID, step: int) -> bool:
    """True for the first to use a step of the code; the same or an earlier one is refused ever after."""
    newer = StaffAccount.last_totp_step.is_(None) | (StaffAccount.last_totp_step < step)
    used = update(StaffAccount).where(StaffAccount.id == account_id, newer).values(last_totp_step=step)
    return bool(rows_changed(session, used))


def _use_recovery_code(session: Session, account_id: uuid.UUID, typed: str, now: datetime) -> bool:
    keyring: Keyring = session.info["keyring"]
    code_hash = recovery.code_hash(keyring, account_id, typed)
    if code_hash is None:
        return False
    unused = update(RecoveryCode).where(
        RecoveryCode.account_id == account_id, RecoveryCode.code_hash == code_hash, RecoveryCode.used_at.is_(None)
    )
    return bool(rows_changed(session, unused.values(used_at=now)))


def _candidate(session: Session, email: str, device: str, now: datetime, *, is_demo: bool) -> _Candidate:
    keyring: Keyring = session.info["keyring"]
    address = rules.normal_email(email)[: rules.EMAIL_MOST]
    account = queries.account_by_email(session, address)
    gate_id = keyring.blind_index(address, "staff sign-in")
    if account is None:
        return _Candidate(gate_id, None, None)
    nonce = tokens.device_nonce(keyring, device, account.id, account.password_changed_at)
    if nonce is not None:
        gate_id = keyring.blind_index(nonce.hex(), "staff device")
    welcome = _may_enter(account, now, is_demo=is_demo)
    return _Candidate(gate_id, account.id, account.password_hash if welcome else None)


def _may_enter(account: StaffAccount, now: datetime, *, is_demo: bool) -> bool:
    refused = rules.is_demo_address(account.email) and not is_demo
    too_late = account.password_is_temporary and rules.temporary_has_ended(account.password_changed_at, now)
    return account.is_active and not refused and not too_late


def _first_state(account: StaffAccount, *, is_demanded: bool) -> SessionState:
    return rules.next_state(
        has_factor=account.has_second_factor, is_demanded=is_demanded, is_temporary=account.password_is_temporary
    )
