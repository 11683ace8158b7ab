"""The sign that hangs in a park: whose it is, which place, what to do, the QR code, and the code for those who type.

Drawn once for A6 and enlarged twice for A4. All of it lies 5 mm inside the edge, so that any printer prints it and no
cut harms it; the QR code is pure black at level Q (ISO/IEC 18004) on white, with its quiet zone kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from portal.platform.paper import shapes
from portal.platform.paper.canvas import Canvas, Style
from portal.platform.paper.sizes import Box, Paper
from portal.platform.paper.typefaces import Direction

WHITE = "#ffffff"
CUT = "#8a8f93"
HEAD = Box(5, 5, 95, 38)
CALL = Box(8, 45.2, 89, 13)
BODY = Box(9, 60, 87, 66)  # the QR code, and below it the other languages
FOOT = Box(5, 128, 95, 15)
ROW, GAP = 12.0, 2.6
SQUARE = 4  # so many other languages stand two by two, fewer in one row


@dataclass(frozen=True)
class SignText:
    """What the sign says in one language: `direction` is "ltr" or "rtl", `language` a BCP 47 tag."""

    language: str
    direction: Direction
    heading: str
    instruction: str
    code_label: str


@dataclass(frozen=True)
class SignColours:
    """The municipality's colours as #rrggbb; white text is set on `sea_deep`, so it has to be dark."""

    sea_deep: str = "#083a50"
    sea: str = "#0b4f6c"
    amber: str = "#f2b134"
    ink: str = "#12232e"
    ink_2: str = "#3d4f5a"
    stone: str = "#f6f2ea"

    @classmethod
    def from_tokens(cls, tokens: Mapping[str, str]) -> "SignColours":
        """The colours among the municipality's design tokens (`sea-deep` …); those not named keep their default."""
        own = {field.name: tokens.get(field.name.replace("_", "-")) for field in fields(cls)}
        return cls(**{name: colour for name, colour in own.items() if colour})


@dataclass(frozen=True)
class SignFace:
    """All that one sign shows; the first language is the large one, the others stand below the QR code."""

    place_name: str
    place_type: str
    code: str
    url: str
    languages: tuple[SignText, ...]
    municipality_name: str
    colours: SignColours = SignColours()


def sign_pdf(faces: Sequence[SignFace], paper: Paper, made_at: datetime) -> bytes:
    """The signs as a PDF ready to print, in the order given: one to a page, or four to an `A4_SHEET`.

    The same signs and `made_at` give the same bytes. Raises ValueError for no signs, a sign without a language, or an
    address too long for a QR code.
    """
    if not faces or not all(face.languages for face in faces):
        raise ValueError("a sign needs a language, and a print a sign")
    first = faces[0]
    title = " · ".join(dict.fromkeys((first.municipality_name, first.place_name if len(faces) == 1 else "QR")))
    canvas = Canvas(
        title=title, language=first.languages[0].language, made_at=made_at, author=first.municipality_name
    )
    if paper is Paper.A4_SHEET:
        _sheets(canvas, faces)
    else:
        _single(canvas, faces, paper)
    return canvas.to_bytes()


def grouped(code: str) -> str:
    """A code in groups of three or four, as people read it aloud: K7M4QX is K7M 4QX."""
    signs = "".join(sign for sign in code if sign.isalnum())
    size = 4 if len(signs) % 4 == 0 else 3
    return " ".join(signs[start : start + size] for start in range(0, len(signs), size))


def _single(canvas: Canvas, faces: Sequence[SignFace], paper: Paper) -> None:
    for face in faces:
        canvas.page(paper)
        with canvas.placed(0, 0, paper.width / Paper.A6.width):
            _draw(canvas, face)


def _sheets(canvas: Canvas, faces: Sequence[SignFace]) -> None:
    middle_x, middle_y = Paper.A4.width / 2, Paper.A4.height / 2
    corners = [(0.0, 0.0), (middle_x, 0.0), (0.0, middle_y), (middle_x, middle_y)]
    for start in range(0, len(faces), len(corners)):
        canvas.page(Paper.A4_SHEET)
        for face, (x, y) in zip(faces[start:], corners, strict=False):
            with canvas.placed(x, y):
                _draw(canvas, face)
        _cut_marks(canvas, middle_x, middle_y)


def _cut_marks(canvas: Canvas, x: float, y: float) -> None:
    width, height = Paper.A4.width, Paper.A4.height
    ticks = (
        f"M{x} 0V5M{x} {height - 5}V{height}M0 {y}H5M{width - 5} {y}H{width}M{x} {y - 3}V{y + 3}M{x - 3} {y}H{x + 3}"
    )
    canvas.stroke(ticks, CUT, 0.15)


def _draw(canvas: Canvas, face: SignFace) -> None:
    others = face.languages[1:]
    columns = 2 if len(others) == SQUARE else min(3, len(others))
    rows = -(-len(others) // max(columns, 1))
    side = BODY.height - rows * ROW - (GAP if rows else 0)
    _head(canvas, face)
    _call(canvas, face.languages[0], face.colours, CALL, Style(18.5, align="centre"))
    _square(canvas, face, Box((Paper.A6.width - side) / 2, BODY.y, side, side))
    if others:
        _others(canvas, face, columns, Box(BODY.x, BODY.bottom - rows * ROW, BODY.width, ROW))
    _foot(canvas, face)


def _head(canvas: Canvas, face: SignFace) -> None:
    colours, direction = face.colours, face.languages[0].direction
    from_right = direction == "rtl"
    canvas.fill(shapes.rounded(HEAD, 4), colours.sea_deep)
    canvas.fill(shapes.water(Box(5, 37, 95, 6), 4, 5, 2.4), mixed(colours.sea_deep, colours.sea, 0.75))
    lighter = mixed(colours.sea, WHITE, 0.14)
    canvas.fill(shapes.water(Box(5, 39.2, 95, 3.8), 3.8, 5, 2, crest_first=False), lighter)
    corner = (89.2 if from_right else 8.2, 7.4)
    canvas.fill(shapes.CASTLE, WHITE, at=corner, scale=0.32)
    canvas.stroke(shapes.RIPPLE, colours.amber, 1.5, at=corner, scale=0.32)
    owner = Style(10, bold=True, colour=WHITE, direction=direction)
    canvas.text(face.municipality_name, Box(9 if from_right else 18, 8.2, 78, 6.2), owner, valign="centre")
    name = Style(20.5, bold=True, colour=WHITE, direction=direction, leading=1.16)
    used = canvas.text(face.place_name, Box(9, 20.6, 87, 16.8), name, valign="end")
    kind = Style(9, bold=True, colour=colours.amber, direction=direction, leading=1.3)
    canvas.text(face.place_type, Box(9, 37.4 - used - 4.2, 87, 4.2), kind)


def _call(canvas: Canvas, text: SignText, colours: SignColours, box: Box, heading: Style) -> None:
    loud = replace(heading, bold=True, colour=colours.ink, direction=text.direction)
    used = canvas.text(text.heading, Box(box.x, box.y, box.width, box.height * 0.62), loud)
    calm = replace(loud, bold=False, colour=colours.ink_2, size=2 + loud.size * 0.48)
    canvas.text(text.instruction, Box(box.x, box.y + used, box.width, box.height - used), calm)


def _square(canvas: Canvas, face: SignFace, frame: Box) -> None:
    """The QR code with its quiet zone in a viewfinder, whose lines lie outside that zone."""
    canvas.stroke(shapes.corners(frame.inset(0.6), 3.2, 8), face.colours.amber, 1.2)
    modules = len(shapes.qr_modules(face.url))
    inner = frame.inset(1.9)
    code = inner.inset(inner.width * shapes.QUIET_MODULES / (modules + 2 * shapes.QUIET_MODULES))
    canvas.qr(face.url, code)
    canvas.link(code, face.url)


def _others(canvas: Canvas, face: SignFace, columns: int, row: Box) -> None:
    gutter = 5.0
    width = (row.width - gutter * (columns - 1)) / columns
    pale = mixed(WHITE, face.colours.ink_2, 0.3)
    heading = Style(11, align="centre" if columns == 1 else "start")
    for number, text in enumerate(face.languages[1:]):
        x, y = row.x + number % columns * (width + gutter), row.y + number // columns * row.height
        if number % columns:
            canvas.stroke(f"M{x - gutter / 2} {y + 1}v{row.height - 2.4}", pale, 0.25)
        _call(canvas, text, face.colours, Box(x, y, width, row.height), heading)


def _foot(canvas: Canvas, face: SignFace) -> None:
    colours = face.colours
    canvas.fill(shapes.rounded(FOOT, 4), colours.stone)
    label = " · ".join(dict.fromkeys(text.code_label for text in face.languages))
    small = Style(7, colour=colours.ink_2, leading=1.3)
    canvas.text(label, Box(9, 129.8, 87, 3.6), small)
    code = Style(18, bold=True, colour=colours.ink, tracking=0.06, leading=1.15)
    canvas.text(grouped(face.code), Box(9, 133.2, 38, 8.2), code, valign="centre")
    address = face.url.split("://", 1)[-1]
    shown = Box(49, 133.2, 47, 8.2)
    canvas.text(address, shown, Style(10, bold=True, colour=colours.sea, align="end"), valign="centre")
    canvas.link(shown, face.url)


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share (0 to 1) of another, both as #rrggbb."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
