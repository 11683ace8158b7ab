"""The municipality's colours: what follows from the few that are given, and whether words can be read on them.

A municipality gives as little as one colour (`sea`); the rest is mixed from it. Every pair that meets on a page is
checked in both schemes (WCAG 2.2, 1.4.3: text 4.5:1; 1.4.11: parts of the interface 3:1).
"""

import re
from collections.abc import Iterator, Mapping

Palette = dict[str, str]
Rgb = tuple[float, float, float]

BUILT_IN = {
    "sea": "#0b4f6c",
    "sea-deep": "#083a50",
    "sea-soft": "#e3eef2",
    "act": "#0b4f6c",
    "band": "#083a50",
    "band-2": "#0b5677",
    "amber": "#f2b134",
}
"""The colours that a municipality may change, as `assets/css/tokens.css` has them."""
GROUNDS = {
    "light": {"stone": "#f6f2ea", "paper": "#fffdf9", "on-act": "#ffffff"},
    "dark": {"stone": "#0d1a21", "paper": "#15262f", "on-act": "#06222e"},
}
_SHARED = {"on-band": "#ffffff", "on-band-2": "#d3e6ee", "on-amber": "#2a1c00"}
TEXT, PART = 4.5, 3.0
_READ = (
    *((text, ground, TEXT) for text in ("sea", "sea-deep") for ground in ("stone", "paper", "sea-soft")),
    *((text, ground, TEXT) for text in ("on-band", "on-band-2") for ground in ("band", "band-2")),
    ("on-act", "act", TEXT),
    ("on-amber", "amber", TEXT),
    ("amber", "band", PART),
    ("amber", "band-2", PART),
)
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
WHITE, BLACK = "#ffffff", "#000000"


def colour_faults(given: Mapping[str, str]) -> list[str]:
    """Everything that is wrong with the colours given, as sentences; empty when every word can be read."""
    malformed = [fault for name, value in given.items() if (fault := _malformed(name, value))]
    return malformed or [*_unreadable(palettes(given))]


def is_built_in(given: Mapping[str, str]) -> bool:
    """True when the colours given are those of the style sheet, which then needs no other."""
    return all(BUILT_IN.get(name) == str(value).lower() for name, value in given.items())


def palettes(given: Mapping[str, str]) -> dict[str, Palette]:
    """All colours of the `light` and of the `dark` scheme; what is not given follows from `sea`."""
    light = _light({name: value.lower() for name, value in given.items()})
    return {"light": light, "dark": _dark(light)}


def _light(given: Palette) -> Palette:
    if "sea" not in given:
        return BUILT_IN | given
    sea = given["sea"]
    deep = given.get("sea-deep", mixed(sea, BLACK, 0.26))
    follows = {"sea-deep": deep, "sea-soft": mixed(sea, WHITE, 0.88), "act": sea, "band": deep, "band-2": sea}
    return {"amber": BUILT_IN["amber"]} | follows | given


def _dark(light: Palette) -> Palette:
    """The same hues, turned so that they can be read on dark grounds."""
    sea = _lightened(light["sea"], GROUNDS["dark"]["paper"])
    return {
        "sea": sea,
        "sea-deep": mixed(sea, WHITE, 0.35),
        "sea-soft": mixed(light["sea"], GROUNDS["dark"]["paper"], 0.7),
        "act": sea,
        "band": mixed(light["band"], BLACK, 0.3),
        "band-2": mixed(light["band-2"], BLACK, 0.2),
        "amber": light["amber"],
    }


def _lightened(colour: str, ground: str) -> str:
    steps = (mixed(colour, WHITE, step / 20) for step in range(21))
    return next((found for found in steps if contrast(found, ground) >= TEXT + PART), WHITE)


def _malformed(name: str, value: object) -> str | None:
    if name not in BUILT_IN:
        return f"colours.{name}: there is no such colour; there are {', '.join(BUILT_IN)}"
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        return f"colours.{name}: {value!r} is not a colour such as #0b4f6c"
    return None


def _unreadable(found: Mapping[str, Palette]) -> Iterator[str]:
    for scheme, palette in found.items():
        all_of_it = GROUNDS[scheme] | _SHARED | palette
        for upper, ground, least in _READ:
            reached = contrast(all_of_it[upper], all_of_it[ground])
            if reached < least:
                yield (
                    f"colours: {upper} {all_of_it[upper]} on {ground} {all_of_it[ground]} ({scheme} scheme) reaches "
                    f"{reached:.1f}:1, and {least}:1 is needed to be read"
                )


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, part: float) -> str:
    """The colour between two: `part` of the other, from 0 to 1."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return "#" + "".join(f"{round(255 * (a + (b - a) * part)):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour))  # noqa: PLR2004 (sRGB)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
