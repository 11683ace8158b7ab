"""What a way out gets to carry and how it says that it did not arrive."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from portal.platform.notices.rendering import Rendered


@dataclass(frozen=True)
class Parcel:
    """A rendered letter on its way; `id` is the same at every attempt, so that a receiver can tell a repetition."""

    id: str
    recipient: str = field(repr=False)
    language: str
    created_at: datetime
    words: Rendered = field(repr=False)


class Undelivered(Exception):
    """The letter did not arrive; `code` says why without naming anybody (`smtp-550`)."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Later(Undelivered):
    """It may arrive at another attempt: the receiver is busy or cannot be reached, or we are set up wrongly."""


class Never(Undelivered):
    """The receiver said no for good."""


class Way(Protocol):
    """A way out: delivers, or raises `Later` or `Never`."""

    def deliver(self, parcel: Parcel) -> None: ...
