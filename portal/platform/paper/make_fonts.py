"""Make the bundled fonts anew: `python portal/platform/paper/make_fonts.py`. Needed only when a script is added.

Takes Debian's Noto fonts (package fonts-noto-core), keeps the characters of the portal's languages and drops the
hints, so that five small files print every letter, sign and decision. The same input gives the same bytes.
"""

import sys
from pathlib import Path

from fontTools import subset

SOURCE = Path("/usr/share/fonts/truetype/noto")
TARGET = Path(__file__).parent / "fonts"

SHARED = "U+0020-0040,U+005B-0060,U+007B-007E,U+00A0,U+00AB,U+00B7,U+00BB,U+200C-200F,U+2010-2026,U+2039,U+203A"
LATIN_AND_CYRILLIC = (
    "U+0020-007E,U+00A0-024F,U+0259,U+0292,U+02B0-02FF,U+0300-036F,U+0400-04FF,U+1E00-1EFF,"
    "U+2010-2027,U+202F-203A,U+2044,U+2070-209F,U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+25CF,U+FFFD"
)
ARABIC = f"{SHARED},U+0600-06FF,U+0750-077F"
ETHIOPIC = f"{SHARED},U+1200-139F"

FONTS = {
    "NotoSans-Regular.ttf": LATIN_AND_CYRILLIC,
    "NotoSans-Bold.ttf": LATIN_AND_CYRILLIC,
    "NotoSansArabic-Regular.ttf": ARABIC,
    "NotoSansArabic-Bold.ttf": ARABIC,
    "NotoSansEthiopic-Regular.ttf": ETHIOPIC,
}


def make(name: str, characters: str) -> Path:
    """Write the subset of one font below `fonts/` and return its path; raises OSError if the source is missing."""
    options = subset.Options(hinting=False, notdef_outline=True, recommended_glyphs=True)
    options.name_IDs = ["*"]
    font = subset.load_font(str(SOURCE / name), options)
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=subset.parse_unicodes(characters))
    chosen.subset(font)
    subset.save_font(font, str(TARGET / name), options)
    return TARGET / name


if __name__ == "__main__":
    for font_name, wanted in FONTS.items():
        made = make(font_name, wanted)
        sys.stdout.write(f"{made.name}: {made.stat().st_size / 1000:.0f} kB\n")
