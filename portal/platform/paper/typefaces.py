"""The bundled typefaces: which characters each one has, and how wide a shaped piece of text is."""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import uharfbuzz

Direction = Literal["ltr", "rtl"]

FOLDER = Path(__file__).parent / "fonts"


class Face(StrEnum):
    """A typeface; the order is the order in which a character is looked for."""

    SANS = "sans"
    ARABIC = "arabic"
    ETHIOPIC = "ethiopic"

    def file(self, *, bold: bool) -> Path:
        """The font file of this face; Ethiopic has one weight, to keep the bundle small."""
        if self is Face.ETHIOPIC:
            return FOLDER / "NotoSansEthiopic-Regular.ttf"
        family = {Face.SANS: "NotoSans", Face.ARABIC: "NotoSansArabic"}[self]
        return FOLDER / f"{family}-{'Bold' if bold else 'Regular'}.ttf"


@cache
def shaper(face: Face, *, bold: bool) -> "uharfbuzz.Font":
    """The face as HarfBuzz reads it; opened once for the life of the process."""
    import uharfbuzz  # noqa: PLC0415 - compiled, and needed only by those who print

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.file(bold=bold)))))


@cache
def characters(face: Face) -> frozenset[int]:
    """The code points that the face can print."""
    return frozenset(shaper(face, bold=False).face.unicodes)


def advance(text: str, face: Face, *, bold: bool, direction: Direction) -> float:
    """The width of one shaped piece in ems: multiply by the size to have its width on paper."""
    import uharfbuzz  # noqa: PLC0415 - see shaper()

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction = direction
    buffer.guess_segment_properties()
    font = shaper(face, bold=bold)
    uharfbuzz.shape(font, buffer)
    return float(sum(position.x_advance for position in buffer.glyph_positions or ()) / font.face.upem)
