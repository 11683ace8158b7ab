"""The tables of staff accounts; neither a password, a code nor a cookie can be read out of them."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.accounts import rules
from portal.accounts.permissions import Role
from portal.accounts.rules import SessionState
from portal.core.db import Base, UtcDateTime, sealed, text_enum

HASH_BYTES = 32
AGENT_MOST = 40


class StaffAccount(Base):
    """A member of staff; `email` is kept in the one spelling of `rules.normal_email`."""

    __tablename__ = "staff_account"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(rules.EMAIL_MOST), unique=True)
    name: Mapped[str] = mapped_column(String(rules.NAME_MOST))
    language: Mapped[str] = mapped_column(String(8))
    is_active: Mapped[bool]
    single_keys_enabled: Mapped[bool]
    password_hash: Mapped[str] = mapped_column(String(200))
    password_changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    password_is_temporary: Mapped[bool]
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_totp_step: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    totp = sealed("totp_sealed")

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        return rules.initials(self.name)

    @property
    def has_second_factor(self) -> bool:
        """True when a code is asked for at sign-in."""
        return self.totp_confirmed_at is not None


class StaffRole(Base):
    """One role of one account."""

    __tablename__ = "staff_role"

    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("staff_account.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[Role] = mapped_column(text_enum(Role), primary_key=True)


class StaffTeam(Base):
    """One team (a code of the municipality's file) that an account belongs to."""

    __tablename__ = "staff_team"

    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("staff_account.id", ondelete="CASCADE"), primary_key=True
    )
    team: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class RecoveryCode(Base):
    """A code that replaces the second factor once; kept as a keyed hash."""

    __tablename__ = "staff_recovery_code"

    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("staff_account.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES), primary_key=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StaffSession(Base):
    """A session; `id` is a keyed hash of the cookie's token. To revoke it is to delete the row."""

    __tablename__ = "staff_session"

    id: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff_account.id", ondelete="CASCADE"), index=True)
    state: Mapped[SessionState] = mapped_column(text_enum(SessionState))
    agent: Mapped[str] = mapped_column(String(AGENT_MOST))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class SignInGate(Base):
    """How often something was tried in vain; `id` is a keyed hash of an address, a device or an account.

    An address that belongs to nobody has its gate like any other, so that an answer never tells who works here.
    """

    __tablename__ = "sign_in_gate"

    id: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES), primary_key=True)
    tries: Mapped[int]
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    slow_until: Mapped[datetime] = mapped_column(UtcDateTime)
