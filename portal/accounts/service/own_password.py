"""Changing one's own password."""

from datetime import datetime
from typing import ClassVar

from portal.accounts import passwords, rules
from portal.accounts.rules import SessionState
from portal.accounts.service import sessions
from portal.accounts.service.proof import prove_password
from portal.accounts.service.sessions import Admission
from portal.accounts.service.transactions import writing
from portal.accounts.viewer import Visit
from portal.core.db import Database
from portal.core.errors import Refused
from portal.core.words import Word, word


class WeakPassword(Refused):
    """The new password is too easy to guess; `message` says why."""

    default: ClassVar[Word] = word("Choose a password that is different from the present one.")


def change_password(database: Database, *, visit: Visit, current: str, new: str, now: datetime) -> Admission:
    """Give the visit's account the password `new` and end all its other sessions; this one gets a new number.

    `current` is not asked of somebody who has just signed in with a temporary password. Raises `WrongPassword`,
    `WeakPassword`, `TooManyTries`, `Busy` or `WrongStep`.
    """
    sessions.demand_step(visit, SessionState.PASSWORD, SessionState.FULL)
    if visit.state is SessionState.FULL:
        prove_password(database, visit, current, now)
    fault = rules.password_fault(new, email=visit.viewer.email, name=visit.viewer.name)
    if fault is not None:
        raise WeakPassword(fault)
    with database.read() as session:
        present = sessions.account_of(session, visit).password_hash
    if passwords.matches(present, new):
        raise WeakPassword
    password_hash = passwords.hashed(new)
    with writing(database) as session:
        account = sessions.account_of(session, visit)
        account.password_hash, account.password_changed_at = password_hash, now
        account.password_is_temporary = False
        sessions.log_own(session, account, "account.password_changed", now)
        sessions.end_all_sessions(session, account.id, but=visit.session_id)
        return sessions.move_on(session, visit, account, now=now)
