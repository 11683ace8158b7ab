"""The tables of signed-in residents; without the keys neither a cookie nor a person can be read out of them."""

import uuid
from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, sealed

HASH_BYTES = 32


class ResidentSession(Base):
    """A resident's session; `token_hash` is a keyed hash of the cookie's token. To revoke it is to delete the row.

    `subject_hash` is the blind index of the personnummer (purpose "person"); `person` holds the person as JSON.
    """

    __tablename__ = "resident_session"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES), unique=True)
    subject_hash: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES), index=True)
    person_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    person = sealed("person_sealed")


class UsedAnswer(Base):
    """An answer of the e-ID provider that was taken; `id` is a keyed hash of its `state`, so none counts twice."""

    __tablename__ = "eid_used_answer"

    id: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES), primary_key=True)
    used_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
