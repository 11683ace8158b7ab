"""Keeping accounts: what an administrator does to them, and what everybody may change about themselves."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.accounts import passwords, queries, rules
from portal.accounts.models import RecoveryCode, StaffAccount, StaffRole, StaffTeam
from portal.accounts.permissions import Role
from portal.accounts.rules import AccountDetails
from portal.accounts.service import sessions
from portal.accounts.service.transactions import writing
from portal.accounts.viewer import Viewer
from portal.core.db import Database
from portal.core.errors import Conflict, NotFound, Refused
from portal.core.words import Word, word
from portal.platform import audit


class EmailTaken(Conflict):
    """Another account has that address."""

    default: ClassVar[Word] = word("There is already an account with that e-mail address.")


class NotYourself(Refused):
    """An administrator does this to others only, so that there is always one left who can undo it."""

    default: ClassVar[Word] = word("Ask another administrator to change this for you.")


@dataclass(frozen=True)
class Added:
    """A new account and its temporary password, which is shown once."""

    account_id: uuid.UUID
    password: str


def create_account(
    session: Session, *, details: AccountDetails, password_hash: str, is_temporary: bool, now: datetime
) -> StaffAccount:
    """A new account with roles and teams; raises `EmailTaken`."""
    account = StaffAccount(
        email=rules.normal_email(details.email),
        name=details.name,
        language=details.language,
        is_active=True,
        single_keys_enabled=True,
        password_hash=password_hash,
        password_changed_at=now,
        password_is_temporary=is_temporary,
        created_at=now,
    )
    session.add(account)
    _flush_address(session)
    _write_belongings(session, account.id, details)
    return account


def add_account(database: Database, *, actor: Viewer, details: AccountDetails, now: datetime) -> Added:
    """A new account with a temporary password that opens it within seven days; raises `EmailTaken` or `Busy`."""
    password = passwords.temporary()
    password_hash = passwords.hashed(password)
    with writing(database) as session:
        account = create_account(session, details=details, password_hash=password_hash, is_temporary=True, now=now)
        _log(session, actor, "account.added", account.id, now, **_role_changes(frozenset(), details.roles))
        return Added(account.id, password)


def change_account(
    session: Session, *, actor: Viewer, account_id: uuid.UUID, details: AccountDetails, now: datetime
) -> None:
    """Give an account these details; other roles or teams end its sessions, so that rights never lag behind.

    Raises `NotYourself` when administrators change their own roles, `EmailTaken` or `NotFound`.
    """
    account = _account(session, account_id)
    roles, teams = queries.roles_and_teams(session, account_id)
    changed = (roles, teams) != (details.roles, details.teams)
    if changed and actor.account_id == account_id:
        raise NotYourself
    account.email, account.name = rules.normal_email(details.email), details.name
    account.language = details.language
    _flush_address(session)
    if changed:
        _write_belongings(session, account_id, details)
        sessions.end_all_sessions(session, account_id)
    _log(session, actor, "account.changed", account_id, now, **_role_changes(roles, details.roles))


def deactivate(session: Session, *, actor: Viewer, account_id: uuid.UUID, now: datetime) -> None:
    """Shut an account out at once; its history stays. Raises `NotYourself` or `NotFound`."""
    _another(actor, account_id)
    _account(session, account_id).is_active = False
    sessions.end_all_sessions(session, account_id)
    _log(session, actor, "account.deactivated", account_id, now)


def activate(session: Session, *, actor: Viewer, account_id: uuid.UUID, now: datetime) -> None:
    """Let an account in again. Raises `NotYourself` or `NotFound`."""
    _another(actor, account_id)
    _account(session, account_id).is_active = True
    _log(session, actor, "account.activated", account_id, now)


def end_sessions_of(session: Session, *, actor: Viewer, account_id: uuid.UUID, now: datetime) -> None:
    """Sign an account out everywhere. Raises `NotYourself` or `NotFound`."""
    _another(actor, account_id)
    _account(session, account_id)
    sessions.end_all_sessions(session, account_id)
    _log(session, actor, "account.sessions_ended", account_id, now)


def reset_second_factor(session: Session, *, actor: Viewer, account_id: uuid.UUID, now: datetime) -> None:
    """Take the second factor from somebody who lost it; their sessions end. Raises `NotYourself` or `NotFound`."""
    _another(actor, account_id)
    account = _account(session, account_id)
    account.totp, account.totp_confirmed_at = None, None
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    sessions.end_all_sessions(session, account_id)
    _log(session, actor, "account.second_factor_reset", account_id, now)


def issue_temporary_password(database: Database, *, actor: Viewer, account_id: uuid.UUID, now: datetime) -> str:
    """A temporary password for somebody who forgot theirs, shown once; their sessions end.

    Raises `NotYourself`, `NotFound` or `Busy`.
    """
    _another(actor, account_id)
    password = passwords.temporary()
    password_hash = passwords.hashed(password)
    with writing(database) as session:
        account = _account(session, account_id)
        account.password_hash, account.password_changed_at = password_hash, now
        account.password_is_temporary = True
        sessions.end_all_sessions(session, account_id)
        _log(session, actor, "account.password_issued", account_id, now)
    return password


def change_own_settings(
    session: Session, *, account_id: uuid.UUID, name: str, language: str, single_keys: bool
) -> None:
    """What everybody may change about themselves; raises `NotFound`."""
    account = _account(session, account_id)
    account.name, account.language, account.single_keys_enabled = name, language, single_keys
    session.flush()


def _account(session: Session, account_id: uuid.UUID) -> StaffAccount:
    found = session.scalar(select(StaffAccount).where(StaffAccount.id == account_id).with_for_update())
    if found is None:
        raise NotFound
    return found


def _another(actor: Viewer, account_id: uuid.UUID) -> None:
    if actor.account_id == account_id:
        raise NotYourself


def _log(
    session: Session,
    actor: Viewer,
    action: str,
    account_id: uuid.UUID,
    now: datetime,
    **detail: bool,
) -> None:
    session.flush()
    audit.append(
        session,
        actor_id=str(actor.account_id),
        actor_label=actor.initials,
        action=action,
        subject_kind="staff_account",
        subject_ref=str(account_id),
        now=now,
        detail=detail,
    )


def _role_changes(before: frozenset[Role], after: frozenset[Role]) -> dict[str, bool]:
    return {f"role.{role.value}": role in after for role in sorted(before ^ after)}


def _flush_address(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError:
        raise EmailTaken from None


def _write_belongings(session: Session, account_id: uuid.UUID, details: AccountDetails) -> None:
    session.execute(delete(StaffRole).where(StaffRole.account_id == account_id))
    session.execute(delete(StaffTeam).where(StaffTeam.account_id == account_id))
    session.add_all(StaffRole(account_id=account_id, role=role) for role in details.roles)
    session.add_all(StaffTeam(account_id=account_id, team=team) for team in details.teams)
    session.flush()
