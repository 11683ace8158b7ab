"""Every pair of colours that meet on a page can be read, in both schemes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "assets" / "css" / "tokens.css"
TEXT, UI = 4.5, 3.0
GROUNDS = ("stone", "paper")

TEXT_PAIRS = [
    *product(("ink", "ink-2", "sea", "sea-deep", "red", "green", "amber-ink"), GROUNDS),
    *product(("ink", "ink-2", "sea", "sea-deep"), ("sea-soft",)),
    *product(("ink", "amber-ink"), ("amber-soft",)),
    ("red", "red-soft"),
    ("green", "green-soft"),
    ("ink", "stone-2"),
    ("on-act", "act"),
    ("on-amber", "amber"),
    *product(("on-band", "on-band-2"), ("band", "band-2")),
]
UI_PAIRS = [
    *product(("edge", "sea", "red", "green"), GROUNDS),
    ("edge", "stone-2"),
    ("sea", "sea-soft"),
    ("sea", "stone-2"),
    ("ink-2", "stone-2"),
    ("ink", "stone"),
    ("amber", "band"),
    ("amber", "band-2"),
    ("act", "stone"),
    ("act", "paper"),
]


def schemes() -> dict[str, dict[str, str]]:
    css = TOKENS.read_text(encoding="utf-8")
    light_part, dark_part = css.split("(prefers-color-scheme: dark)")
    light = hex_colours(light_part)
    return {"light": light, "dark": light | hex_colours(dark_part.split("@media")[0])}


def hex_colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6});", css))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_reckoning_agrees_with_the_extremes_of_wcag() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(scheme: str, front: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[front], colours[ground]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), UI_PAIRS)
def test_edges_icons_and_focus_stand_out_from_their_ground(scheme: str, front: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[front], colours[ground]) >= UI


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["stone", "paper", "band", "band-2", "sea-soft"])
def test_one_of_the_two_rings_of_the_focus_stands_out_everywhere(scheme: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert max(contrast(colours[ring], colours[ground]) for ring in ("amber", "ink")) >= UI


def test_no_colour_is_written_outside_the_tokens() -> None:
    others = [
        path for path in TOKENS.parent.glob("*.css") if path.name not in {"tokens.css", "modes.css", "leaflet.css"}
    ]
    strays = {path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text(encoding="utf-8")) for path in others}
    assert {name: found for name, found in strays.items() if found} == {}
