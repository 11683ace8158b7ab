"""The table of received files."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, text_enum
from portal.core.words import Word
from portal.platform.files.rules import REASONS, Reason


class State(StrEnum):
    """Where a file is on its way: waiting for the worker, ready to be shown, broken, or gone on purpose."""

    WAITING = "waiting"
    READY = "ready"
    BROKEN = "broken"
    GONE = "gone"


class StoredFile(Base):
    """A photo that was sent with something; the row outlives the picture, so that what it hung on can say so.

    `drawer` and `sha` say where the raw bytes lay (see `incoming`). `width`, `height` and `size` (bytes) belong to
    the kept display picture and are None until the file is ready.
    """

    __tablename__ = "stored_file"
    __table_args__ = (Index(None, "drawer", "sha"), Index(None, "state", "received_at"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    state: Mapped[State] = mapped_column(text_enum(State))
    drawer: Mapped[str | None] = mapped_column(String(64))
    sha: Mapped[str | None] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    width: Mapped[int | None]
    height: Mapped[int | None]
    size: Mapped[int | None]
    reason: Mapped[Reason | None] = mapped_column(text_enum(Reason))

    @property
    def is_ready(self) -> bool:
        """True when there is a picture to show."""
        return self.state is State.READY

    @property
    def why(self) -> Word | None:
        """Why there is no picture, in words; None for a file that is not broken."""
        return REASONS[self.reason] if self.reason else None
