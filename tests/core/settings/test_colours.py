"""The municipality's colours: what follows from one, and that nobody starts with words that cannot be read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.settings.colours import BUILT_IN, GROUNDS, colour_faults, contrast, is_built_in, mixed, palettes

TOKENS = Path(__file__).resolve().parents[3] / "assets" / "css" / "tokens.css"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_the_built_in_colours_are_those_of_the_style_sheet() -> None:
    light, dark = TOKENS.read_text(encoding="utf-8").split("(prefers-color-scheme: dark)")
    shown = {
        scheme: dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6});", css))
        for scheme, css in (("light", light), ("dark", dark))
    }
    assert {name: shown["light"][name] for name in BUILT_IN} == BUILT_IN
    for scheme, grounds in GROUNDS.items():
        whole = {name: value if len(value) == 7 else f"#{value[1:] * 2}" for name, value in shown[scheme].items()}
        assert {name: whole[name] for name in grounds} == grounds


def test_nothing_given_is_the_built_in_palette() -> None:
    assert is_built_in({})
    assert is_built_in({"sea": "#0B4F6C", "amber": "#f2b134"})
    assert not is_built_in({"sea": "#0b4f6d"})
    assert palettes({})["light"] == BUILT_IN
    assert colour_faults({}) == []


@pytest.mark.parametrize("accent", ["#7a1f3d", "#1d5c2f", "#4b2e83", "#0b4f6c", "#5a3a00"])
def test_one_dark_accent_is_enough_in_both_schemes(accent: str) -> None:
    assert colour_faults({"sea": accent}) == []
    assert set(palettes({"sea": accent})["light"]) == set(palettes({"sea": accent})["dark"]) == set(BUILT_IN)


@pytest.mark.parametrize("accent", ["#ffcc00", "#ffffff", "#8fcde4", "#888888"])
def test_an_accent_that_cannot_be_read_is_refused_with_words(accent: str) -> None:
    faults = colour_faults({"sea": accent})
    assert any(f"sea {accent} on paper #fffdf9 (light scheme) reaches" in fault for fault in faults)
    assert all("is needed to be read" in fault for fault in faults)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"sea": "blue"}, "colours.sea: 'blue' is not a colour such as #0b4f6c"),
        ({"sea": "#fff"}, "is not a colour"),
        ({"sea": 7}, "7 is not a colour"),
        ({"sea": "#0b4f6c;}body{display:none"}, "is not a colour"),
        ({"see": "#0b4f6c"}, "colours.see: there is no such colour"),
    ],
)
def test_what_is_no_colour_is_told(given: dict[str, str], says: str) -> None:
    assert [says in fault for fault in colour_faults(given)] == [True]


@given(COLOURS)
def test_no_accent_passes_on_which_words_reach_less_than_four_and_a_half(accent: str) -> None:
    light = GROUNDS["light"]
    weakest = min(contrast(accent, ground) for ground in (light["stone"], light["paper"], light["on-act"]))
    if weakest < 4.5:
        assert colour_faults({"sea": accent})


@given(COLOURS, COLOURS)
def test_contrast_and_mixing_keep_their_bounds(one: str, other: str) -> None:
    assert 1 <= contrast(one, other) <= 21
    assert contrast(one, other) == contrast(other, one)
    assert (mixed(one, other, 0), mixed(one, other, 1)) == (one, other)
