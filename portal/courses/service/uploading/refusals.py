"""Why a piece of a film was not taken; each has its words for the editor."""

from typing import ClassVar

from portal.core.errors import Conflict, Refused
from portal.core.words import word


class DiskFull(Refused):
    """There is no room for the film; what had arrived before is kept."""

    status: ClassVar[int] = 507
    default = word("There is no room left on the server's disk. Tell operations; what has arrived is kept.")


class Garbled(Refused):
    """A piece arrived other than it was sent; it was not kept."""

    default = word("A part of the film arrived damaged. It is sent again.")


class TooMuch(Refused):
    """More bytes than were announced, or than one piece may have."""

    default = word("The file is larger than first said. Choose it again.")


class Elsewhere(Conflict):
    """Somebody else's upload; it is not touched."""

    default = word("Somebody else is uploading a film here. It can be replaced when nothing has come for a day.")


class AtWork(Conflict):
    """The film is being made ready, or nothing is being received."""

    default = word("No film is being received here now. Reload the page to see how things are.")


class OtherPlace(Conflict):
    """The piece does not begin where the last one ended; `received` is where the next one must begin."""

    default = word("The upload goes on from another place.")

    def __init__(self, received: int) -> None:
        super().__init__()
        self.received = received
