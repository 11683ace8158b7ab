"""How to make PDFs, sound ones and those that an attacker would send, object by object (ISO 32000-1)."""

import io
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime

from fpdf import FPDF
from PIL import Image

A4 = b"0 0 595 842"
FORM = (
    b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/DA(/Helv 30 Tf 0 g)/DR<</Font<</Helv 5 0 R>>>>"
    b"/NeedAppearances true>>>>"
)
"""A catalogue with a form that has one field, object 4, and a font, object 5."""
MADE_AT = datetime(2026, 11, 1, tzinfo=UTC)


def pdf(pages: int = 1, words: str = "Lön för november: 12 345,67 kr") -> bytes:
    """A sound PDF with words on every page."""
    made = FPDF()
    made.set_creation_date(MADE_AT)
    for number in range(1, pages + 1):
        made.add_page()
        made.set_font("Helvetica", size=14)
        made.cell(0, 10, f"{words} {number}".encode("latin-1", "replace").decode("latin-1"))
    return bytes(made.output())


def locked(password: str) -> bytes:
    """A PDF that opens with this password alone (with none, when it is empty)."""
    made = FPDF()
    made.set_encryption(owner_password="owner", user_password=password)
    made.add_page()
    return bytes(made.output())


def from_objects(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out, starts = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + head + table + tail


def stream(entries: bytes, body: bytes) -> bytes:
    """A stream object."""
    return b"<<" + entries + b"/Length %d>>stream\n" % len(body) + body + b"\nendstream"


def one_page(box: bytes = A4, entries: bytes = b"", *others: bytes) -> bytes:
    """A PDF with one page, whose dictionary has `entries` too; the first of `others` is object 4."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]" + entries + b">>"
    return from_objects([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, *others])


def with_content(*layers: bytes) -> bytes:
    """A PDF whose page's content is `layers[-1]`, behind as many Flate filters as there are layers before it."""
    filters = b"/Filter[" + b"/FlateDecode" * (len(layers) - 1) + b"]"
    return one_page(A4, b"/Contents 4 0 R", stream(filters, layers[0]))


def with_picture(image: Image.Image, name: str, filters: bytes, **options: object) -> bytes:
    """A PDF with one picture that fills most of the page, encoded by Pillow as `name`."""
    saved = io.BytesIO()
    image.save(saved, name, **options)  # type: ignore[arg-type]
    about = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8" % image.size
    picture = stream(about + b"/Filter" + filters, saved.getvalue())
    page = b"/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R"
    return one_page(A4, page, picture, stream(b"", b"q 500 0 0 700 47 71 cm /I Do Q"))


def with_form(value: str) -> bytes:
    """A PDF with a form in which `value` is filled in and drawn by nobody yet."""
    return from_objects(
        [
            FORM,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Annots[4 0 R]/Resources<<>>>>",
            b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(" + value.encode() + b")/DA(/Helv 30 Tf 0 g)"
            b"/Rect[10 10 190 60]/F 4>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def nested_forms(depth: int, copies: int) -> bytes:
    """A page that draws a form that draws `copies` of a form … `depth` deep: few bytes, endless work."""
    forms = [stream(b"", b"/F Do")]
    for number in range(depth):
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (number + 6)
        forms.append(stream(b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]" + inner, b"/F Do " * copies))
    forms.append(stream(b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]", b"0 0 100 100 re f " * copies))
    return one_page(A4, b"/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R", *forms)


def flate(body: bytes, times: int = 1) -> bytes:
    """`body` deflated so many times."""
    for _ in range(times):
        body = zlib.compress(body, 9)
    return body


def shadings(times: int) -> bytes:
    """A page that is filled with a slope of colours again and again: few bytes, endless work, little memory."""
    slope = (
        b"<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 500 800]/Extend[true true]"
        b"/Function<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>>>"
    )
    content = stream(b"/Filter/FlateDecode", flate(b"/S sh " * times))
    return one_page(A4, b"/Resources<</Shading<</S 5 0 R>>>>/Contents 4 0 R", content, slope)
