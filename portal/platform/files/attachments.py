"""What kind of document some bytes are, by their content and never by their name.

A photo is looked at as closely as any photo (`sniff`), a PDF by its first line (ISO 32000-1, 7.5.2; white space or a
byte order mark may stand before it, as some scanners write). What residents often send instead is told apart from
the rest only to say what would help: an office file is to be saved as a PDF, an archive to be unpacked.
"""

import io
import re
from typing import BinaryIO

from portal.platform.files import sniff
from portal.platform.files.rules import DOCUMENTS, Kind, Limits, PhotoRefused, Reason

_HEAD = 4096
_PDF = re.compile(rb"(?:\xef\xbb\xbf)?[\x00\t\n\f\r ]{0,64}%PDF-[12]\.[0-9]")
_OFFICE = re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf")
_ZIP = re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)")
_IN_OFFICE_ZIPS = re.compile(rb"\[Content_Types\]\.xml|_rels/|docProps/|word/|xl/|ppt/|mimetypeapplication/vnd\.")
_ARCHIVE = re.compile(
    rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08|BZh[1-9]|\xfd7zXZ\x00|MSCF\x00\x00\x00\x00|(?s:.{257})ustar"
)


def look(source: BinaryIO, limits: Limits) -> Kind:
    """The kind of file that the seekable stream `source` (left at its start) begins as, if `limits` take it.

    Raises `NotAPicture` or, past the pixel limits, `TooLarge`, in the words of `limits`; nothing else.
    """
    if not limits.takes_pdf:
        return sniff.look(source).kind
    source.seek(0)
    head = source.read(_HEAD)
    source.seek(0)
    if _PDF.match(head):
        return Kind.PDF
    try:
        return sniff.look(source).kind
    except PhotoRefused as refused:
        reason = _instead(head) if refused.reason is Reason.NOT_A_PICTURE else refused.reason
        raise type(refused)(reason, limits.words) from None


def look_at_bytes(raw: bytes) -> Kind:
    """The kind of document that `raw` is; raises as `look` does."""
    return look(io.BytesIO(raw), DOCUMENTS)


def _instead(head: bytes) -> Reason:
    """What was sent instead of a document, as far as it helps the sender to know."""
    if _OFFICE.match(head):
        return Reason.OFFICE
    if _ZIP.match(head):
        return Reason.OFFICE if _IN_OFFICE_ZIPS.search(head) else Reason.ARCHIVE
    return Reason.ARCHIVE if _ARCHIVE.match(head) else Reason.NOT_A_PICTURE
