"""What can be looked up about staff: a session's visit, the members of a team, all accounts, one's sessions."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from portal.accounts import permissions, rules
from portal.accounts.models import RecoveryCode, StaffAccount, StaffRole, StaffSession, StaffTeam
from portal.accounts.permissions import Role
from portal.accounts.rules import SessionState
from portal.accounts.viewer import Viewer, Visit


@dataclass(frozen=True)
class StaffMember:
    """An account as lists show it; `teams` are codes."""

    id: uuid.UUID
    name: str
    initials: str
    email: str
    language: str
    roles: frozenset[Role]
    teams: frozenset[str]
    is_active: bool
    has_second_factor: bool
    signed_in_at: datetime | None


@dataclass(frozen=True)
class OpenSession:
    """One of somebody's sessions; `handle` names it in a form and opens nothing."""

    handle: str
    agent: str
    created_at: datetime
    seen_at: datetime
    is_this: bool


def account_by_email(session: Session, email: str) -> StaffAccount | None:
    """The account with this address, in any spelling of it."""
    return session.scalar(select(StaffAccount).where(StaffAccount.email == rules.normal_email(email)))


def account_by_id(session: Session, account_id: uuid.UUID) -> StaffAccount | None:
    """The account with this id."""
    return session.get(StaffAccount, account_id)


def visit(session: Session, session_id: bytes, now: datetime, *, is_demo: bool) -> Visit | None:
    """Who is behind a session; None when it was revoked, has ended, or the account may not enter any more."""
    found = session.execute(
        select(StaffSession, StaffAccount)
        .join(StaffAccount, StaffAccount.id == StaffSession.account_id)
        .where(StaffSession.id == session_id, StaffSession.expires_at > now, StaffAccount.is_active)
    ).one_or_none()
    if found is None:
        return None
    staff_session, account = found
    ends_at = rules.ends_at(staff_session.seen_at, staff_session.expires_at, is_demo=is_demo)
    if ends_at <= now or (rules.is_demo_address(account.email) and not is_demo):
        return None
    roles, teams = _belongings(session, [account.id])[account.id]
    viewer = _viewer(account, roles, teams, staff_session.state)
    return Visit(viewer, staff_session.id, staff_session.state, staff_session.seen_at, ends_at)


def viewer_of(session: Session, account_id: uuid.UUID) -> Viewer | None:
    """An account as a fully signed-in viewer, for commands and demo data that act in somebody's name."""
    account = account_by_id(session, account_id)
    if account is None:
        return None
    roles, teams = _belongings(session, [account_id])[account_id]
    return _viewer(account, roles, teams, SessionState.FULL)


def roles_and_teams(session: Session, account_id: uuid.UUID) -> tuple[frozenset[Role], frozenset[str]]:
    """The roles of an account and the codes of its teams."""
    return _belongings(session, [account_id])[account_id]


def staff_member(session: Session, account_id: uuid.UUID) -> StaffMember | None:
    """One account as lists show it."""
    return next(iter(_members(session, [StaffAccount.id == account_id])), None)


def staff_members(session: Session) -> list[StaffMember]:
    """All accounts: active ones first, then by name."""
    return _members(session, [])


def members_of_team(session: Session, team: str) -> list[StaffMember]:
    """The active members of the team with the code `team`, by name."""
    in_team = select(StaffTeam.account_id).where(StaffTeam.team == team)
    return _members(session, [StaffAccount.is_active, StaffAccount.id.in_(in_team)])


def open_sessions(
    session: Session, account_id: uuid.UUID, now: datetime, *, is_demo: bool, this: bytes | None = None
) -> list[OpenSession]:
    """Somebody's sessions that have not ended, the latest used first; `this` marks the one that asks."""
    rows = session.scalars(
        select(StaffSession)
        .where(
            StaffSession.account_id == account_id,
            StaffSession.expires_at > now,
            StaffSession.seen_at > now - rules.idle_limit(is_demo=is_demo),
        )
        .order_by(StaffSession.seen_at.desc())
    )
    return [OpenSession(row.id.hex(), row.agent, row.created_at, row.seen_at, row.id == this) for row in rows]


def unused_recovery_codes(session: Session, account_id: uuid.UUID) -> int:
    """How many recovery codes are left."""
    left = select(RecoveryCode.code_hash).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return len(session.scalars(left).all())


def _members(session: Session, conditions: Sequence[object]) -> list[StaffMember]:
    accounts = session.scalars(
        select(StaffAccount)
        .where(*conditions)  # type: ignore[arg-type]  # column conditions, of several types
        .order_by(StaffAccount.is_active.desc(), StaffAccount.name, StaffAccount.email)
    ).all()
    belongings = _belongings(session, [account.id for account in accounts])
    return [_member(account, *belongings[account.id]) for account in accounts]


def _belongings(
    session: Session, accounts: Sequence[uuid.UUID]
) -> defaultdict[uuid.UUID, tuple[frozenset[Role], frozenset[str]]]:
    """Roles and teams of `accounts`, in one query."""
    roles = select(StaffRole.account_id, literal("role"), StaffRole.role.cast(StaffTeam.team.type))
    teams = select(StaffTeam.account_id, literal("team"), StaffTeam.team)
    both = union_all(roles.where(StaffRole.account_id.in_(accounts)), teams.where(StaffTeam.account_id.in_(accounts)))
    collected: defaultdict[uuid.UUID, dict[str, set[str]]] = defaultdict(lambda: {"role": set(), "team": set()})
    for account_id, what, code in session.execute(both).all():
        collected[account_id][what].add(code)
    found: defaultdict[uuid.UUID, tuple[frozenset[Role], frozenset[str]]]
    found = defaultdict(lambda: (frozenset(), frozenset()))
    for account_id, codes in collected.items():
        found[account_id] = (frozenset(Role(code) for code in codes["role"]), frozenset(codes["team"]))
    return found


def _viewer(account: StaffAccount, roles: frozenset[Role], teams: frozenset[str], state: SessionState) -> Viewer:
    is_in = state is SessionState.FULL
    return Viewer(
        account_id=account.id,
        name=account.name,
        initials=account.initials,
        email=account.email,
        roles=roles,
        permissions=(
            permissions.permissions_of(roles) if is_in else permissions.permissions_before_sign_in_is_finished()
        ),
        teams=teams,
        language=account.language,
        single_keys=account.single_keys_enabled,
    )


def _member(account: StaffAccount, roles: frozenset[Role], teams: frozenset[str]) -> StaffMember:
    return StaffMember(
        id=account.id,
        name=account.name,
        initials=account.initials,
        email=account.email,
        language=account.language,
        roles=roles,
        teams=teams,
        is_active=account.is_active,
        has_second_factor=account.has_second_factor,
        signed_in_at=account.signed_in_at,
    )
