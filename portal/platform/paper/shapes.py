"""Shapes as SVG path data in millimetres: boxes, waves, the mark of a castle by the sea, QR codes."""

from functools import lru_cache
from itertools import groupby

from portal.platform.paper.sizes import Box

CASTLE = (
    "M3 19.4V7.2h1.4v1.4h1.3V7.2h1.4v3.4h1.5V3.6h1.5v1.6h1.2V3.6h1.4v1.6h1.2V3.6h1.5v7h1.5V7.2h1.4v1.4h1.3V7.2H21"
    "v12.2h-6.6v-3.5a2.4 2.4 0 0 0-4.8 0v3.5z"
)
"""A castle with three towers, in a square of 24; it is nobody's coat of arms (those are protected by law)."""

RIPPLE = "M3 22.4q1.5-1.7 3 0t3 0 3 0 3 0 3 0 3 0"
"""The water below the castle: a line to be stroked, in the same square."""

QUIET_MODULES = 4
"""Modules that must stay blank around a QR code (ISO/IEC 18004)."""


def rounded(box: Box, radius: float) -> str:
    """A box with rounded corners."""
    r = min(radius, box.width / 2, box.height / 2)
    return (
        f"M{box.x + r:.3f} {box.y:.3f}H{box.right - r:.3f}"
        f"Q{box.right:.3f} {box.y:.3f} {box.right:.3f} {box.y + r:.3f}"
        f"V{box.bottom - r:.3f}Q{box.right:.3f} {box.bottom:.3f} {box.right - r:.3f} {box.bottom:.3f}"
        f"H{box.x + r:.3f}Q{box.x:.3f} {box.bottom:.3f} {box.x:.3f} {box.bottom - r:.3f}"
        f"V{box.y + r:.3f}Q{box.x:.3f} {box.y:.3f} {box.x + r:.3f} {box.y:.3f}z"
    )


def water(box: Box, radius: float, waves: int, height: float, *, crest_first: bool = True) -> str:
    """A box whose upper edge is a row of waves (`height` from crest to trough) and whose lower corners are round."""
    half = box.width / waves / 2
    lift = height if crest_first else -height
    top = box.y + height / 2
    swell = f"q{half / 2:.3f} {-lift:.3f} {half:.3f} 0" + f"t{half:.3f} 0" * (2 * waves - 1)
    return (
        f"M{box.x:.3f} {top:.3f}{swell}V{box.bottom - radius:.3f}"
        f"Q{box.right:.3f} {box.bottom:.3f} {box.right - radius:.3f} {box.bottom:.3f}"
        f"H{box.x + radius:.3f}Q{box.x:.3f} {box.bottom:.3f} {box.x:.3f} {box.bottom - radius:.3f}z"
    )


def corners(box: Box, radius: float, arm: float) -> str:
    """The four corners of a viewfinder around a box, as lines to be stroked."""
    left, top, right, bottom, r = box.x, box.y, box.right, box.bottom, radius
    return (
        f"M{left:.3f} {top + arm:.3f}V{top + r:.3f}Q{left:.3f} {top:.3f} {left + r:.3f} {top:.3f}H{left + arm:.3f}"
        f"M{right - arm:.3f} {top:.3f}H{right - r:.3f}"
        f"Q{right:.3f} {top:.3f} {right:.3f} {top + r:.3f}V{top + arm:.3f}"
        f"M{right:.3f} {bottom - arm:.3f}V{bottom - r:.3f}"
        f"Q{right:.3f} {bottom:.3f} {right - r:.3f} {bottom:.3f}H{right - arm:.3f}"
        f"M{left + arm:.3f} {bottom:.3f}H{left + r:.3f}"
        f"Q{left:.3f} {bottom:.3f} {left:.3f} {bottom - r:.3f}V{bottom - arm:.3f}"
    )


@lru_cache(maxsize=256)
def qr_modules(content: str) -> tuple[tuple[bool, ...], ...]:
    """The dark modules of a QR code at level Q (a quarter of it may be scratched or dirty), without its margin.

    Raises ValueError when the content is too long for any QR code at that level (1 663 bytes).
    """
    import qrcode.exceptions  # noqa: PLC0415 - brings its drawing code along; needed only when something is printed

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=0)
    code.add_data(content, optimize=0)
    try:
        code.make(fit=True)
    except (qrcode.exceptions.DataOverflowError, ValueError) as error:
        raise ValueError("too long for a QR code at level Q") from error
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def module_runs(modules: tuple[tuple[bool, ...], ...]) -> list[Box]:
    """The dark modules as few flat boxes, one unit to a module, so that one path draws them without seams."""
    return [run for row, line in enumerate(modules) for run in _dark(row, line)]


def _dark(row: int, line: tuple[bool, ...]) -> list[Box]:
    groups = [list(group) for _, group in groupby(enumerate(line), key=lambda module: module[1])]
    return [Box(group[0][0], row, len(group), 1) for group in groups if group[0][1]]
