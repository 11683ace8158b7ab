"""A document to read: headings, paragraphs, pictures and tables that flow down as many pages as they need."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from portal.platform.paper import fitting
from portal.platform.paper.canvas import Canvas, Style
from portal.platform.paper.fitting import millimetres
from portal.platform.paper.runs import tidy
from portal.platform.paper.sizes import Box, Paper
from portal.platform.paper.typefaces import Direction

INK, INK_2, SEA, LINE, STONE = "#12232e", "#3d4f5a", "#083a50", "#d5ccbc", "#f6f2ea"
_CELL = 1.6


@dataclass(frozen=True)
class _Row:
    cells: tuple[tuple[str, ...], ...]
    style: Style

    @property
    def height(self) -> float:
        return max(map(len, self.cells)) * millimetres(self.style.size) * self.style.leading + 2 * _CELL


class Document:
    """Pages that fill from above; nothing is lost or overlaps, what does not fit goes on to the next page.

    `language` is a BCP 47 tag for screen readers; in a document from right to left everything starts at the right.
    The same calls with the same `made_at` give the same bytes.
    """

    def __init__(
        self,
        *,
        title: str,
        language: str,
        made_at: datetime,
        paper: Paper = Paper.A4,
        direction: Direction = "ltr",
        author: str = "",
    ) -> None:
        self.canvas = Canvas(title=title, language=language, made_at=made_at, author=author)
        self._paper, self._direction = paper, direction
        self._margin = paper.width * 0.095
        self._pages = 0
        self.new_page()

    @property
    def area(self) -> Box:
        """The part of the page that text may fill, in millimetres."""
        return Box(0, 0, self._paper.width, self._paper.height).inset(self._margin)

    def new_page(self) -> None:
        """Go on at the top of a new page, numbered below from the second one on."""
        self.canvas.page(self._paper)
        self._pages += 1
        self._y = self.area.y
        if self._pages > 1:
            foot = Box(self.area.x, self.area.bottom + 3, self.area.width, 6)
            self.canvas.line(str(self._pages), foot, Style(9, colour=INK_2, direction=self._direction, align="end"))

    def heading(self, text: str, level: int = 1) -> None:
        """A heading of level 1 to 3; never the last thing on a page."""
        style = Style(
            {1: 20, 2: 14.5}.get(level, 11.5), bold=True, colour=SEA, direction=self._direction, leading=1.2
        )
        if self._y > self.area.y:
            self._y += millimetres(style.size) * 0.7
        lines = self._lines(text, style, self.area.width)
        self._need((len(lines) + 1.5) * millimetres(style.size) * style.leading)
        self._flow(lines, style)
        self._y += millimetres(style.size) * 0.3

    def paragraph(self, text: str, *, bold: bool = False, direction: Direction | None = None) -> None:
        """A paragraph, with the line breaks that the writer made, and its own direction if that differs."""
        style = Style(10.5, bold=bold, colour=INK, direction=direction or self._direction, leading=1.45)
        for part in text.splitlines():
            self._flow(self._lines(part, style, self.area.width) or [""], style)
        self._y += millimetres(style.size) * 0.6

    def image(self, data: bytes, description: str, *, width: float | None = None, height: float = 90) -> None:
        """A JPEG or PNG as large as `width` and `height` (millimetres) and the page allow, never distorted."""
        room, leftward = self.area, self._direction == "rtl"
        wide, high = min(width or room.width, room.width), min(height, room.height)
        self._need(high)
        space = Box(room.right - wide if leftward else room.x, self._y, wide, high)
        shown = self.canvas.picture(data, space, description, align="end" if leftward else "start")
        self._y += shown.height + 4

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], *, shares: Sequence[float] | None = None
    ) -> None:
        """A table; `shares` says how the width is shared among the columns (equally, if not given).

        A row keeps together unless it is taller than a page; the header stands again on every page. Raises ValueError
        where a row has another number of cells than the header.
        """
        columns = self._columns(len(header), shares)
        body = Style(9.5, colour=INK, direction=self._direction)
        head = self._row(header, columns, replace(body, bold=True))
        parts = [part for cells in rows for part in self._split(self._row(cells, columns, body), head)]
        self._need(head.height + (parts[0].height if parts else 0))
        self._draw_row(head, columns, STONE)
        for row in parts:
            if self._need(row.height):
                self._draw_row(head, columns, STONE)
            self._draw_row(row, columns, None)
        self._y += 4

    def to_bytes(self) -> bytes:
        """The finished PDF; nothing can be added after it."""
        return self.canvas.to_bytes()

    def _lines(self, text: str, style: Style, width: float) -> list[str]:
        ems = width / millimetres(style.size)
        return fitting.wrap(tidy(text), ems, lambda line: self.canvas.width(line, style) / millimetres(style.size))

    def _flow(self, lines: Sequence[str], style: Style) -> None:
        step = millimetres(style.size) * style.leading
        for line in lines:
            self._need(step)
            self.canvas.line(line, Box(self.area.x, self._y, self.area.width, step), style)
            self._y += step

    def _need(self, height: float) -> bool:
        """Turn the page unless there is room; says whether it did."""
        if self._y + height <= self.area.bottom + 1e-6 or self._y <= self.area.y:
            return False
        self.new_page()
        return True

    def _columns(self, count: int, shares: Sequence[float] | None) -> list[Box]:
        parts = list(shares or [1.0] * count)
        if len(parts) != count or not parts:
            raise ValueError("a table needs one share for every column")
        widths = [self.area.width * part / sum(parts) for part in parts]
        starts = [self.area.x + sum(widths[:number]) for number in range(count)]
        boxes = [Box(x, 0, width, 0) for x, width in zip(starts, widths, strict=True)]
        if self._direction == "ltr":
            return boxes
        mirror = self.area.x + self.area.right
        return [replace(box, x=mirror - box.right) for box in boxes]

    def _row(self, cells: Sequence[str], columns: Sequence[Box], style: Style) -> _Row:
        pairs = zip(cells, columns, strict=True)
        return _Row(tuple(self._cell(text, style, box.width - 2 * _CELL) for text, box in pairs), style)

    def _cell(self, text: str, style: Style, width: float) -> tuple[str, ...]:
        return tuple(line for part in text.splitlines() for line in self._lines(part, style, width) or [""])

    def _split(self, row: _Row, head: _Row) -> list[_Row]:
        """The row, or as many rows as it takes when it is taller than a page."""
        line = millimetres(row.style.size) * row.style.leading
        most = int((self.area.height - head.height - 2 * _CELL) / line)
        parts = range(0, max(map(len, row.cells)) or 1, most)
        return [_Row(tuple(cell[start : start + most] for cell in row.cells), row.style) for start in parts]

    def _draw_row(self, row: _Row, columns: Sequence[Box], background: str | None) -> None:
        area, bottom = self.area, self._y + row.height
        if background:
            self.canvas.fill(f"M{area.x} {self._y}H{area.right}V{bottom}H{area.x}z", background)
        self.canvas.stroke(f"M{area.x} {bottom}H{area.right}", LINE, 0.2)
        step = millimetres(row.style.size) * row.style.leading
        for cell, column in zip(row.cells, columns, strict=True):
            for number, line in enumerate(cell):
                y = self._y + _CELL + number * step
                self.canvas.line(line, Box(column.x + _CELL, y, column.width - 2 * _CELL, step), row.style)
        self._y = bottom
