"""The member of staff who asks: what queries, templates and services may know about them."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.permissions import Permission, Role
from portal.accounts.rules import SessionState


@dataclass(frozen=True)
class Viewer:
    """A signed-in member of staff; `permissions` are those that count now (few, until every step is taken)."""

    account_id: uuid.UUID
    name: str
    initials: str
    email: str
    roles: frozenset[Role]
    permissions: frozenset[Permission]
    teams: frozenset[str]
    language: str
    single_keys: bool = True

    def may(self, permission: Permission | str) -> bool:
        """True when the viewer holds `permission`."""
        return permission in self.permissions

    def is_in(self, team: str | None) -> bool:
        """True when the viewer belongs to the team with the code `team`."""
        return team in self.teams

    def __repr__(self) -> str:
        return f"<Viewer {self.account_id}>"


@dataclass(frozen=True)
class Visit:
    """A viewer's session: `session_id` is a keyed hash, never the cookie; `ends_at` if nothing more happens."""

    viewer: Viewer
    session_id: bytes
    state: SessionState
    seen_at: datetime
    ends_at: datetime
