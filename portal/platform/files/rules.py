"""What a photo from a resident may be, as limits and as the words that say no.

The limits are the municipality's promise on the form (four photos of 12 MB, the kinds a phone makes); the pixel
limits keep a small file from unpacking into gigabytes and are checked in the header, before anything is decoded.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from portal.core.errors import Refused
from portal.core.words import Word, word

MOST_PHOTOS = 4
MOST_BYTES = 12_000_000
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 20_000
"""Pixels; a phone's panorama is up to 16 384 wide."""

DISPLAY_SIDE = 1600
THUMB_SIDE = 112
MOST_THUMB_BYTES = 4_000


class Kind(StrEnum):
    """The kinds of picture that are received; everything else is refused at the door."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    AVIF = "avif"


MIME_TYPES: tuple[str, ...] = tuple(f"image/{kind.value}" for kind in Kind)
"""What the form's file field accepts."""


class Reason(StrEnum):
    """Why a photo was refused at the door or could not be kept later; stored as its code, never as text."""

    NOT_A_PICTURE = "not_a_picture"
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY = "too_many"
    NO_ROOM = "no_room"
    BROKEN = "broken"
    TOO_HEAVY = "too_heavy"
    LOST = "lost"


REASONS: Mapping[Reason, Word] = MappingProxyType(
    {
        Reason.NOT_A_PICTURE: word("We can only receive photos: JPEG, PNG, WebP, HEIC or AVIF."),
        Reason.TOO_MANY_BYTES: word("A photo can be at most 12 MB. Choose a smaller one."),
        Reason.TOO_MANY_PIXELS: word("A photo can have at most 50 megapixels. Choose a smaller one."),
        Reason.TOO_MANY: word("You can send at most 4 photos."),
        Reason.NO_ROOM: word("We cannot receive photos right now. You can send your report without them."),
        Reason.BROKEN: word("The photo could not be opened. It may have been cut off on the way to us."),
        Reason.TOO_HEAVY: word("The photo took too long to open."),
        Reason.LOST: word("The photo did not reach us."),
    }
)


class PhotoRefused(Refused):
    """A photo is not received; `reason` says why and `message` says it to the resident."""

    reason: Reason = Reason.NOT_A_PICTURE

    def __init__(self, reason: Reason | None = None) -> None:
        self.reason = reason or self.reason
        super().__init__(REASONS[self.reason])


class NotAPicture(PhotoRefused):
    """The bytes are no picture of a kind that is received."""


class TooLarge(PhotoRefused):
    """The picture has more bytes or more pixels than the limits allow; `reason` says which."""

    reason = Reason.TOO_MANY_PIXELS


class TooMany(PhotoRefused):
    """There are `MOST_PHOTOS` photos already."""

    reason = Reason.TOO_MANY


class NoRoom(PhotoRefused):
    """The disk is full or cannot be written; the report itself can still be sent."""

    status = 503
    reason = Reason.NO_ROOM


def check_pixels(width: int, height: int) -> None:
    """Raise `NotAPicture` for a picture without area and `TooLarge` for one past the pixel limits."""
    if width < 1 or height < 1:
        raise NotAPicture
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise TooLarge
