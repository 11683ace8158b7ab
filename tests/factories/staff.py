"""Members of staff as queries see them, with an account behind them where a test stores what they did."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.accounts.models import StaffAccount, StaffRole, StaffTeam
from portal.accounts.permissions import Role, permissions_of
from portal.accounts.viewer import Viewer
from portal.core import clock


def viewer(*roles: Role, teams: tuple[str, ...] = (), name: str = "Mia Test", **values: Any) -> Viewer:
    """A viewer with `roles`; without an account of their own unless `account` made one."""
    given: dict[str, Any] = {
        "account_id": uuid.uuid4(),
        "name": name,
        "initials": "MT",
        "email": f"{uuid.uuid4().hex}@test.example",
        "roles": frozenset(roles),
        "permissions": permissions_of(roles),
        "teams": frozenset(teams),
        "language": "en",
    }
    return Viewer(**given | values)


def account(session: Session, who: Viewer) -> Viewer:
    """Store the account of `who` with its roles and teams, and give `who` back."""
    session.add(
        StaffAccount(
            id=who.account_id,
            email=who.email,
            name=who.name,
            language=who.language,
            is_active=True,
            single_keys_enabled=True,
            password_hash="x",
            password_changed_at=clock.now(),
            password_is_temporary=False,
            created_at=clock.now(),
        )
    )
    session.flush()
    session.add_all(StaffRole(account_id=who.account_id, role=role) for role in who.roles)
    session.add_all(StaffTeam(account_id=who.account_id, team=team) for team in who.teams)
    session.flush()
    return who
