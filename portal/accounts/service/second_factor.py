"""Setting up the second factor, moving it to another phone, and new recovery codes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.accounts import recovery, totp
from portal.accounts.models import RecoveryCode, StaffAccount
from portal.accounts.rules import SessionState
from portal.accounts.service import proof, sessions
from portal.accounts.service.entry import WrongCode
from portal.accounts.service.sessions import Admission
from portal.accounts.service.transactions import writing
from portal.accounts.viewer import Visit
from portal.core.db import Database
from portal.core.keys import Keyring


@dataclass(frozen=True)
class Adopted:
    """The second factor is in force; `recovery_codes` are shown this once."""

    admission: Admission
    recovery_codes: tuple[str, ...]


def adopt_second_factor(database: Database, *, visit: Visit, typed: str, password: str, now: datetime) -> Adopted:
    """Take the secret offered on the set-up page into use, proved by a first code from the app.

    Somebody already signed in gives the password too. Other sessions end. Raises `WrongCode`, `WrongPassword`,
    `TooManyTries`, `Busy` or `WrongStep`.
    """
    sessions.demand_step(visit, SessionState.SET_UP, SessionState.FULL)
    if visit.state is SessionState.FULL:
        proof.prove_password(database, visit, password, now)
    secret = totp.candidate_secret(database.keyring, visit.session_id)
    step = totp.matching_step(secret, totp.typed_code(typed) or "", now)
    if step is None:
        raise WrongCode
    with writing(database) as session:
        account = sessions.account_of(session, visit)
        if visit.state is SessionState.SET_UP and account.has_second_factor:
            raise sessions.WrongStep
        account.totp, account.totp_confirmed_at, account.last_totp_step = secret, now, step
        fresh = _replace_recovery_codes(session, account)
        sessions.log_own(session, account, "account.second_factor_adopted", now)
        sessions.end_all_sessions(session, account.id, but=visit.session_id)
        return Adopted(sessions.move_on(session, visit, account, now=now), fresh)


def renew_recovery_codes(database: Database, *, visit: Visit, password: str, now: datetime) -> tuple[str, ...]:
    """Ten new recovery codes; the old ones are worth nothing from now on. Raises as `adopt_second_factor` does."""
    sessions.demand_step(visit, SessionState.FULL)
    proof.prove_password(database, visit, password, now)
    with writing(database) as session:
        account = sessions.account_of(session, visit)
        sessions.log_own(session, account, "account.recovery_codes_renewed", now)
        return _replace_recovery_codes(session, account)


def _replace_recovery_codes(session: Session, account: StaffAccount) -> tuple[str, ...]:
    keyring: Keyring = session.info["keyring"]
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    fresh = tuple(recovery.fresh_codes())
    for code in fresh:
        code_hash = recovery.code_hash(keyring, account.id, code)
        session.add(RecoveryCode(account_id=account.id, code_hash=code_hash))
    return fresh
