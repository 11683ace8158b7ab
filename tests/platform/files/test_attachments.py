"""What a document is, by its content: photos and PDF, and words that help for what people send instead."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.platform.files import attachments
from portal.platform.files.rules import DOCUMENT_REASONS, DOCUMENTS, PHOTOS, Kind, PhotoRefused, Reason, TooLarge
from tests.factories import pdfs
from tests.factories.pictures import encoded, four_colours, jpeg, png_header


def zipped(*names: str) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return saved.getvalue()


def look(raw: bytes) -> Kind:
    return attachments.look(io.BytesIO(raw), DOCUMENTS)


GOOD = {
    "pdf": (pdfs.pdf(), Kind.PDF),
    "pdf behind a byte order mark": (b"\xef\xbb\xbf" + pdfs.pdf(), Kind.PDF),
    "pdf behind an empty line": (b"\r\n" + pdfs.pdf(), Kind.PDF),
    "pdf 2.0": (b"%PDF-2.0\n", Kind.PDF),
    "pdf with a zip behind it": (pdfs.pdf() + zipped("a.exe"), Kind.PDF),
    "jpeg": (jpeg(), Kind.JPEG),
    "png": (encoded(four_colours(), "PNG"), Kind.PNG),
    "webp": (encoded(four_colours(), "WEBP"), Kind.WEBP),
    "avif": (encoded(four_colours(), "AVIF"), Kind.AVIF),
}

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

BAD = {
    "docx": (zipped("[Content_Types].xml", "word/document.xml"), Reason.OFFICE),
    "docm": (zipped("[Content_Types].xml", "_rels/.rels", "word/vbaProject.bin"), Reason.OFFICE),
    "xlsx": (zipped("xl/workbook.xml", "[Content_Types].xml"), Reason.OFFICE),
    "odt": (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", Reason.OFFICE),
    "doc": (OLE + bytes(500), Reason.OFFICE),
    "rtf": (b"{\\rtf1\\ansi hej}", Reason.OFFICE),
    "zip": (zipped("lön.pdf"), Reason.ARCHIVE),
    "empty zip": (zipped(), Reason.ARCHIVE),
    "zip bomb": (zipped("0" * 100) + bytes(1000), Reason.ARCHIVE),
    "rar": (b"Rar!\x1a\x07\x01\x00", Reason.ARCHIVE),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04", Reason.ARCHIVE),
    "gzip": (b"\x1f\x8b\x08\x00", Reason.ARCHIVE),
    "tar": (b"lon.txt".ljust(257, b"\0") + b"ustar\x0000", Reason.ARCHIVE),
    "windows program": (b"MZ\x90\x00" + bytes(100), Reason.NOT_A_PICTURE),
    "linux program": (b"\x7fELF\x02\x01", Reason.NOT_A_PICTURE),
    "script": (b"#!/bin/sh\nrm -rf /\n", Reason.NOT_A_PICTURE),
    "page": (b"<!doctype html><script>alert(1)</script>", Reason.NOT_A_PICTURE),
    "page with a pdf in it": (b"<!doctype html>" + pdfs.pdf(), Reason.NOT_A_PICTURE),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', Reason.NOT_A_PICTURE),
    "text": (b"Lon: 12 345 kr", Reason.NOT_A_PICTURE),
    "postscript": (b"%!PS-Adobe-3.0", Reason.NOT_A_PICTURE),
    "pdf without a version": (b"%PDF-", Reason.NOT_A_PICTURE),
    "gif": (encoded(four_colours(), "GIF"), Reason.NOT_A_PICTURE),
    "film": (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42" + bytes(40), Reason.NOT_A_PICTURE),
    "nothing": (b"", Reason.NOT_A_PICTURE),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_pdf_and_every_kind_of_photo_is_known(name: str) -> None:
    raw, kind = GOOD[name]
    assert look(raw) is kind


@pytest.mark.parametrize("name", BAD)
def test_everything_else_is_refused_with_words_that_help(name: str) -> None:
    raw, reason = BAD[name]
    with pytest.raises(PhotoRefused) as refused:
        look(raw)
    assert (refused.value.reason, refused.value.message) == (reason, DOCUMENT_REASONS[reason])


def test_a_photo_with_too_many_pixels_is_refused_as_ever() -> None:
    with pytest.raises(TooLarge) as refused:
        look(png_header(30_000, 30_000))
    assert refused.value.reason is Reason.TOO_MANY_PIXELS


@pytest.mark.parametrize("name", ["pdf", "docx", "zip"])
def test_where_photos_alone_are_taken_a_document_is_no_picture(name: str) -> None:
    raw = (GOOD | BAD)[name][0]
    with pytest.raises(PhotoRefused) as refused:
        attachments.look(io.BytesIO(raw), PHOTOS)
    assert refused.value.reason is Reason.NOT_A_PICTURE


def test_a_stream_is_left_at_its_start() -> None:
    stream = io.BytesIO(pdfs.pdf())
    stream.seek(9)
    attachments.look(stream, DOCUMENTS)
    assert stream.tell() == 0


STARTS = [raw[:length] for raw, _ in (GOOD | BAD).values() for length in (4, 8, 40)]


@given(st.one_of(st.binary(max_size=400), st.builds(bytes.__add__, st.sampled_from(STARTS), st.binary(max_size=200))))
def test_no_bytes_raise_anything_but_a_refusal(raw: bytes) -> None:
    try:
        kind = look(raw)
    except PhotoRefused as refused:
        kind = refused.reason  # type: ignore[assignment]
    assert kind in {*Kind, *Reason}
