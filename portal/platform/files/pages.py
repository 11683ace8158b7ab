"""The process that paints the pages of PDFs: `python -m portal.platform.files.pages`, started by `workshop`.

A picture of a page has no script, no link, no form and no file inside; it is what a caseworker is shown, scanned or
not. The document is opened anew for every page, because PDFium keeps what it has decoded for as long as a document is
open, and forty scans would not fit into the fork's memory.

PDFium leaves out, without a word, a picture that does not fit into memory, and a page without its scan would look
like an empty page. So pictures that have to be unpacked whole (JPEG 2000, progressive JPEG; all others are read row
by row) are weighed before the page is painted, and a page with too many of them is refused.
"""

import io
import math
from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw as pdfium_c

from portal.platform.files.forking import Craft, serve
from portal.platform.files.painting import PDF_CPU_SECONDS, PDF_MEMORY_BYTES, Painted
from portal.platform.files.rules import DISPLAY_QUALITY, MOST_PAGES, PAGE_SIDE, PhotoRefused, Reason, TooLarge
from portal.platform.files.thumbs import thumb

MOST_PAGE_BYTES = 600_000
MOST_UNPACKED_BYTES = 72_000_000
JPX_BYTES, PROGRESSIVE_BYTES = 18, 6
"""What one pixel takes while it is unpacked, measured."""

_QUALITIES = (DISPLAY_QUALITY, 60, 40, 20)
_DEPTH = 15
_BLANK = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>endobj trailer<</Root 1 0 R>>"
)


def paint(raw: bytes) -> Painted:
    """A thumbnail of the first page, then every page of the PDF, at most `PAGE_SIDE` pixels a side.

    Raises `PhotoRefused` for a locked PDF, one with too many pages or one too heavy; anything at all for what is not
    sound.
    """
    with closing(_opened(raw)) as document:
        count = len(document)
    if count > MOST_PAGES:
        raise TooLarge(Reason.TOO_MANY_PAGES)
    first = _page(raw, 0)
    rest = (_page(raw, index) for index in range(1, count))
    return Painted(first.width, first.height, (thumb(first), *map(_jpeg, _all(first, rest))))


def _all(first: Image.Image, rest: Iterator[Image.Image]) -> Iterator[Image.Image]:
    yield first
    yield from rest


def _opened(raw: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD
        raise PhotoRefused(Reason.LOCKED if is_locked else Reason.BROKEN) from error


def _page(raw: bytes, index: int) -> Image.Image:
    with closing(_opened(raw)) as document:
        document.init_forms()  # otherwise what was filled into a form is not painted
        with closing(document[index]) as page:
            _check_pictures(page)
            with closing(page.render(scale=_scale(*page.get_size()))) as bitmap:
                picture: Image.Image = bitmap.to_pil()
                return picture.convert("RGB")


def _scale(width: float, height: float) -> float:
    """Pixels per point, such that the longer side becomes `PAGE_SIDE`; the shorter one of a strip stays above 0."""
    longest = max(width, height)
    if not (math.isfinite(longest) and min(width, height) > 0):
        raise PhotoRefused(Reason.BROKEN)
    return PAGE_SIDE / longest


def _check_pictures(page: pdfium.PdfPage) -> None:
    pictures = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH)
    if sum(_unpacked(found) for found in pictures if isinstance(found, pdfium.PdfImage)) > MOST_UNPACKED_BYTES:
        raise PhotoRefused(Reason.TOO_HEAVY)


def _unpacked(picture: pdfium.PdfImage) -> int:
    """How many bytes the picture takes when it is unpacked whole; 0 for one that is read row by row."""
    filters = picture.get_filters()
    width, height = picture.get_px_size()
    if "JPXDecode" in filters:
        return int(width * height * JPX_BYTES)
    if "DCTDecode" in filters and _is_progressive(picture):
        return int(width * height * PROGRESSIVE_BYTES)
    return 0


def _is_progressive(picture: pdfium.PdfImage) -> bool:
    """True as well for a header that cannot be read: such a picture is weighed rather than trusted."""
    try:
        with Image.open(io.BytesIO(bytes(picture.get_data(decode_simple=True))), formats=["JPEG"]) as found:
            return bool(found.info.get("progressive"))
    except OSError:
        return True


def _jpeg(page: Image.Image) -> bytes:
    """Sharpness gives way until the page is small enough for forty of them."""
    for quality in _QUALITIES:
        saved = io.BytesIO()
        page.save(saved, "JPEG", quality=quality)
        if saved.tell() <= MOST_PAGE_BYTES:
            break
    return saved.getvalue()


def warm_up() -> None:
    """Load what the first page would load lazily, because a fork cannot open files."""
    Image.preinit()
    paint(_BLANK)


if __name__ == "__main__":
    serve(Craft(paint, warm_up, PDF_CPU_SECONDS, PDF_MEMORY_BYTES))
