"""The canvas: pages on which text, shapes, QR codes and pictures are put at exact places, given in millimetres."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Literal

from PIL import Image

from portal.platform.paper import fitting, shapes
from portal.platform.paper.fitting import Fitted, millimetres
from portal.platform.paper.runs import Run, tidy, visual_runs
from portal.platform.paper.sizes import Box, Paper
from portal.platform.paper.typefaces import Direction, Face, advance

Align = Literal["start", "centre", "end"]
BLACK = "#000000"


@dataclass(frozen=True)
class Style:
    """How text looks: size in points, line height in sizes, extra space between letters in ems.

    `start` is left in a text from left to right and right in one from right to left.
    """

    size: float
    bold: bool = False
    colour: str = BLACK
    direction: Direction = "ltr"
    align: Align = "start"
    leading: float = 1.3
    tracking: float = 0.0


class Canvas:
    """A PDF being drawn. The same calls with the same `made_at` give the same bytes."""

    def __init__(self, *, title: str, language: str, made_at: datetime, author: str = "") -> None:
        import fpdf.prefs  # noqa: PLC0415 - takes a second to import; only those who print pay for it

        self._engine: Any = fpdf
        self._pdf: Any = fpdf.FPDF(unit="mm")
        self._pdf.set_auto_page_break(False)
        self._pdf.c_margin = 0
        self._pdf._parse_chars = self._in_one_piece  # type: ignore[assignment]
        self._pdf.alias_nb_pages("")  # else "{nb}" in somebody's words would print the number of pages
        self._pdf.set_creation_date(made_at.astimezone(UTC))
        self._pdf.set_title(title)
        self._pdf.set_lang(language)
        self._pdf.set_author(author)
        self._pdf.viewer_preferences = fpdf.prefs.ViewerPreferences(display_doc_title=True)
        for face in Face:
            self._pdf.add_font(face.value, "", face.file(bold=False))
            self._pdf.add_font(face.value, "B", face.file(bold=True))
        _close_files(self._pdf.fonts.values())
        self._x, self._y, self._scale = 0.0, 0.0, 1.0
        self._widths: dict[tuple[str, Direction, bool], float] = {}

    def page(self, paper: Paper) -> None:
        """Begin a new page of that paper."""
        self._pdf.add_page(format=(paper.width, paper.height))

    @contextmanager
    def placed(self, x: float, y: float, scale: float = 1.0) -> Iterator[None]:
        """Within the block every place and size is counted from (x, y) and enlarged by `scale`."""
        before = self._x, self._y, self._scale
        self._x, self._y, self._scale = x, y, scale
        yield
        self._x, self._y, self._scale = before

    def width(self, text: str, style: Style) -> float:
        """The width in millimetres of a text on one line."""
        return self._ems(text, style) * millimetres(style.size)

    def fitted(self, text: str, box: Box, style: Style) -> Fitted:
        """The lines and the size, at most the style's, at which the text fits the box."""
        return fitting.fit(
            tidy(text),
            box.width,
            box.height,
            lambda line: self._ems(line, style),
            size=style.size,
            leading=style.leading,
        )

    def text(self, text: str, box: Box, style: Style, *, valign: Align = "start") -> float:
        """Write the text inside the box, smaller if it must be, never beyond it; gives the height used."""
        found = self.fitted(text, box, style)
        step = millimetres(found.size) * style.leading
        used = step * len(found.lines)
        top = box.y + (box.height - used) * {"start": 0.0, "centre": 0.5, "end": 1.0}[valign]
        at_size = replace(style, size=found.size)
        for number, line in enumerate(found.lines):
            self.line(line, _moved(box, top + number * step), at_size)
        return used

    def line(self, line: str, box: Box, style: Style) -> None:
        """Write one line at the top of the box, as it is: neither broken nor made smaller."""
        x = box.x + (box.width - self.width(line, style)) * _share(style)
        baseline = box.y + millimetres(style.size) * (style.leading / 2 + 0.34)
        self._pdf.set_text_color(style.colour)
        for run in visual_runs(line, style.direction):
            self._write(run, x, baseline, style)
            x += _run_ems(run, style) * millimetres(style.size)

    def fill(self, path: str, colour: str, *, at: tuple[float, float] = (0, 0), scale: float = 1.0) -> None:
        """Fill a shape given as SVG path data; `scale` makes its unit that many millimetres."""
        self._draw(self._path(path, fill=colour), at, scale)

    def stroke(
        self, path: str, colour: str, width: float, *, at: tuple[float, float] = (0, 0), scale: float = 1.0
    ) -> None:
        """Draw a line `width` units wide, with round ends, along SVG path data."""
        self._draw(self._path(path, stroke=colour, stroke_width=width), at, scale)

    def qr(self, content: str, box: Box) -> None:
        """A QR code at level Q in pure black, as one vector shape filling the square box; its margin is the caller's.

        Leave `shapes.QUIET_MODULES` modules blank around it; raises ValueError when the content is too long.
        """
        modules = shapes.qr_modules(content)
        path = self._path("", fill=BLACK)
        for run in shapes.module_runs(modules):
            path.rectangle(run.x, run.y, run.width, run.height)
        self._draw(path, (box.x, box.y), box.width / len(modules))

    def picture(self, data: bytes, box: Box, description: str, *, align: Align = "start") -> Box:
        """Put a JPEG or PNG at the top of the box, as large as fits, with a text for those who do not see it.

        Gives the box it fills. Raises PIL.UnidentifiedImageError when the bytes are no picture.
        """
        with Image.open(BytesIO(data)) as picture:
            across, down = picture.size
        share = min(box.width / across, box.height / down)
        free = box.width - across * share
        x = box.x + free * {"start": 0.0, "centre": 0.5, "end": 1.0}[align]
        shown = Box(x, box.y, across * share, down * share)
        placed = self._on_page(shown)
        self._pdf.image(BytesIO(data), placed.x, placed.y, placed.width, placed.height, alt_text=description)
        return shown

    def link(self, box: Box, address: str) -> None:
        """Make the box lead to an address in programs that show PDF on a screen."""
        placed = self._on_page(box)
        self._pdf.link(placed.x, placed.y, placed.width, placed.height, address)

    def to_bytes(self) -> bytes:
        """The finished PDF; nothing can be drawn after it."""
        return bytes(self._pdf.output())

    def _on_page(self, box: Box) -> Box:
        scale = self._scale
        return Box(self._x + box.x * scale, self._y + box.y * scale, box.width * scale, box.height * scale)

    def _ems(self, text: str, style: Style) -> float:
        """The width in ems; a word is measured once for a whole document, however often sizes are tried."""
        key = (text, style.direction, style.bold)
        if key not in self._widths:
            runs = visual_runs(text, style.direction)
            self._widths[key] = sum(_advance(run, style) for run in runs)
        return self._widths[key] + style.tracking * len(text)

    def _write(self, run: Run, x: float, baseline: float, style: Style) -> None:
        size = style.size * self._scale
        self._pdf.set_font(run.face.value, "B" if style.bold else "", size)
        self._pdf.set_char_spacing(style.tracking * size)
        self._pdf.set_text_shaping(True, direction=run.direction)
        height = millimetres(size)
        # A cell puts the baseline at half its height plus 0.3 of the size.
        self._pdf.set_xy(self._x + x * self._scale, self._y + baseline * self._scale - 0.8 * height)
        self._pdf.cell(_run_ems(run, style) * height, height, run.text)

    def _in_one_piece(self, text: str, _markdown: bool, **_emphasis: Any) -> Iterator[Any]:
        """A run for the library, which else cuts it at every vowel mark of Arabic and leaves the letters unjoined."""
        yield self._engine.line_break.Fragment(text, self._pdf._get_current_graphics_state(), self._pdf.k)

    def _path(self, data: str, *, fill: str | None = None, stroke: str | None = None, stroke_width: float = 0) -> Any:
        path = self._engine.drawing.PaintedPath()
        if data:
            self._engine.svg.svg_path_converter(path, data)
        path.style.auto_close = False
        path.style.fill_color = fill
        path.style.stroke_color = stroke
        path.style.stroke_width = stroke_width
        path.style.stroke_cap_style = path.style.stroke_join_style = "round"
        return path

    def _draw(self, path: Any, at: tuple[float, float], scale: float) -> None:
        placed = self._on_page(Box(*at, 0, 0))
        scaling = self._engine.drawing.Transform.scaling(scale * self._scale)
        path.transform = scaling.translate(placed.x, placed.y)
        self._pdf.draw_path(path, copy=False)


def _close_files(fonts: Iterable[Any]) -> None:
    """The library keeps every font file open for as long as it lives; read them from memory instead."""
    for font in fonts:
        with font.ttfont.reader.file as file:
            file.seek(0)
            font.ttfont.reader.file = BytesIO(file.read())


def _moved(box: Box, y: float) -> Box:
    return replace(box, y=y)


def _advance(run: Run, style: Style) -> float:
    return advance(run.text, run.face, bold=style.bold, direction=run.direction)


def _run_ems(run: Run, style: Style) -> float:
    return _advance(run, style) + style.tracking * len(run.text)


def _share(style: Style) -> float:
    """How much of the room left on a line lies to the left of the text."""
    if style.align == "centre":
        return 0.5
    return 1.0 if (style.align == "end") == (style.direction == "ltr") else 0.0
