"""The table of received files."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, sealed, text_enum
from portal.core.words import Word
from portal.platform.files.rules import DOCUMENT_REASONS, REASONS, Reason


class State(StrEnum):
    """Where a file is on its way.

    Waiting for the worker; held (a PDF whose pages may be shown, but no scanner has yet found the original clean);
    ready to be shown; broken; or gone on purpose.
    """

    WAITING = "waiting"
    HELD = "held"
    READY = "ready"
    BROKEN = "broken"
    GONE = "gone"


class StoredFile(Base):
    """A photo or document that was sent with something; the row outlives the content, so that others can say so.

    `drawer` and `sha` say where the raw bytes lay (see `incoming`). `width` and `height` (pixels) belong to the kept
    display picture, or to the picture of a PDF's first page, `size` (bytes) to the display picture or the PDF
    itself; `pages` is how many pages a PDF has. All of these are None until the file is held or ready. `name` is what
    the sender called a document, cleaned for display; None for a photo of a report.
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
    pages: Mapped[int | None]
    name_sealed: Mapped[bytes | None]

    name = sealed("name_sealed")

    @property
    def is_ready(self) -> bool:
        """True when there is a picture to show and nothing is held back."""
        return self.state is State.READY

    @property
    def is_held(self) -> bool:
        """True when the pages may be shown and the original may not be given out."""
        return self.state is State.HELD

    @property
    def is_document(self) -> bool:
        """True for what came as a document, with a name; False for a photo of a report, and once it is gone."""
        return self.name_sealed is not None

    @property
    def why(self) -> Word | None:
        """Why there is no picture, in words; None for a file that is not broken."""
        if self.reason is None:
            return None
        return DOCUMENT_REASONS[self.reason] if self.is_document else REASONS[self.reason]
