"""What a use case may answer instead of a result; `core.web.errors` turns each into a page."""

from typing import ClassVar

from portal.core.words import Word, word


class PortalError(Exception):
    """Base of all refusals; `message` is shown to the person, `status` is the HTTP status of its page."""

    status: ClassVar[int] = 422
    default: ClassVar[Word] = word("That could not be done.")

    def __init__(self, message: Word | None = None) -> None:
        self.message = message or self.default
        super().__init__(self.message)


class Refused(PortalError):
    """The request is understood and a rule says no."""


class NotFound(PortalError):
    """There is no such thing, or the person may not know that there is."""

    status = 404
    default = word("We could not find that.")


class Conflict(PortalError):
    """Somebody else changed the same thing first; nothing was overwritten."""

    status = 409
    default = word("Somebody else changed this at the same time.")
