"""What a photo or a document from a resident may be, as limits and as the words that say no.

The limits are the municipality's promise on the form (four photos of 12 MB, the kinds a phone makes; documents of 15
MB, those kinds and PDF); the pixel limits keep a small file from unpacking into gigabytes and are checked in the
header, before anything is decoded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from portal.core.errors import Refused
from portal.core.words import Word, word

MOST_PHOTOS = 4
MOST_BYTES = 12_000_000
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 20_000
"""Pixels; a phone's panorama is up to 16 384 wide."""

MOST_DOCUMENTS = 20
MOST_DOCUMENT_BYTES = 15_000_000
MOST_PAGES = 40
PAGE_SIDE = 1754
"""Pixels; 150 dots per inch on the long side of an A4 page, on which small print can be read."""

DISPLAY_SIDE = 1600
DISPLAY_QUALITY = 80
THUMB_SIDE = 112
MOST_THUMB_BYTES = 4_000


class Kind(StrEnum):
    """The kinds of file that are received, PDF as a document alone; everything else is refused at the door."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    AVIF = "avif"
    PDF = "pdf"


MIME_TYPES: tuple[str, ...] = tuple(f"image/{kind.value}" for kind in Kind if kind is not Kind.PDF)
"""What the file field of a form with photos accepts."""

DOCUMENT_TYPES: tuple[str, ...] = (*MIME_TYPES, "application/pdf")
"""What the file field of a form with documents accepts."""


class Reason(StrEnum):
    """Why a file was refused at the door or could not be kept later; stored as its code, never as text."""

    NOT_A_PICTURE = "not_a_picture"
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY = "too_many"
    NO_ROOM = "no_room"
    BROKEN = "broken"
    TOO_HEAVY = "too_heavy"
    LOST = "lost"
    OFFICE = "office"
    ARCHIVE = "archive"
    LOCKED = "locked"
    TOO_MANY_PAGES = "too_many_pages"
    INFECTED = "infected"


_OF_DOCUMENTS = {
    Reason.OFFICE: word("Save the document as a PDF and send the PDF. We cannot receive Word or Excel files."),
    Reason.ARCHIVE: word("We cannot receive compressed files. Send each file by itself, as a PDF or a photo."),
    Reason.LOCKED: word("The PDF is locked with a password. Send one without a password, or photos of the pages."),
    Reason.TOO_MANY_PAGES: word("A PDF can have at most 40 pages. Divide it into several."),
    Reason.INFECTED: word("Our virus scanner stopped the file. Send photos of the pages instead."),
}

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
        **_OF_DOCUMENTS,
    }
)
"""What is said about a photo."""

DOCUMENT_REASONS: Mapping[Reason, Word] = MappingProxyType(
    {
        Reason.NOT_A_PICTURE: word("We can only receive PDF and photos (JPEG, PNG, WebP, HEIC or AVIF)."),
        Reason.TOO_MANY_BYTES: word("A file can be at most 15 MB. Choose a smaller one, or send it in parts."),
        Reason.TOO_MANY_PIXELS: REASONS[Reason.TOO_MANY_PIXELS],
        Reason.TOO_MANY: word("You can send at most 20 files here. Remove one to add another."),
        Reason.NO_ROOM: word("We cannot receive files right now. Your answers are kept. Try again in a while."),
        Reason.BROKEN: word("The file could not be opened. Save it anew as a PDF, or send photos of the pages."),
        Reason.TOO_HEAVY: word("The file is too heavy to open. Send photos of the pages instead."),
        Reason.LOST: word("The file did not reach us. Send it again."),
        **_OF_DOCUMENTS,
    }
)
"""What is said about a document."""


@dataclass(frozen=True)
class Limits:
    """What a form takes: how many files, of how many bytes each, whether PDF too, and the words that refuse."""

    most: int
    most_bytes: int
    takes_pdf: bool
    words: Mapping[Reason, Word]


PHOTOS = Limits(MOST_PHOTOS, MOST_BYTES, takes_pdf=False, words=REASONS)
DOCUMENTS = Limits(MOST_DOCUMENTS, MOST_DOCUMENT_BYTES, takes_pdf=True, words=DOCUMENT_REASONS)


class PhotoRefused(Refused):
    """A photo or document is not received; `reason` says why and `message` says it to the resident."""

    reason: Reason = Reason.NOT_A_PICTURE

    def __init__(self, reason: Reason | None = None, words: Mapping[Reason, Word] = REASONS) -> None:
        self.reason = reason or self.reason
        super().__init__(words[self.reason])


class NotAPicture(PhotoRefused):
    """The bytes are no file of a kind that is received; `reason` may say what they are instead."""


class TooLarge(PhotoRefused):
    """The file has more bytes, pixels or pages than the limits allow; `reason` says which."""

    reason = Reason.TOO_MANY_PIXELS


class TooMany(PhotoRefused):
    """There are as many files as the limits allow already."""

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
