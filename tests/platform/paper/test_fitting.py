import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.platform.paper.fitting import fit, millimetres, wrap

WORDS = st.text(alphabet="abcå -/", min_size=1, max_size=120).map(lambda text: " ".join(text.split()))


def _half(text: str) -> float:
    """Every letter half an em wide."""
    return len(text) * 0.5


def test_lines_break_after_spaces_hyphens_and_slashes() -> None:
    assert wrap("kultur- och fritid/idrott här", 4.5, _half) == ["kultur-", "och", "fritid/", "idrott", "här"]


def test_a_telephone_number_or_date_is_not_broken_at_its_hyphens() -> None:
    assert wrap("ring 0480-45 före 2026-11-30", 5, _half) == ["ring", "0480-45", "före", "2026-11-30"]


def test_a_word_wider_than_the_line_is_broken() -> None:
    assert wrap("abcdefghij", 2, _half) == ["abcd", "efgh", "ij"]


def test_an_accent_is_never_parted_from_its_letter() -> None:
    assert wrap("e\u0301" * 4, 1, _half) == ["e\u0301"] * 4


def test_nothing_gives_no_lines() -> None:
    assert wrap("", 5, _half) == []


def test_a_short_text_keeps_its_size() -> None:
    assert fit("Ängö", 80, 20, _half, size=20, leading=1.2).size == 20


def test_lines_are_about_equally_long() -> None:
    found = fit("en två tre fyra fem sex sju", 42, 20, _half, size=16, leading=1.2)
    assert found.lines == ("en två tre fyra", "fem sex sju") or max(map(len, found.lines)) <= 15


def test_two_sentences_on_two_lines_get_a_line_each() -> None:
    found = fit("Scan and tell us. No account needed.", 40, 20, _half, size=10, leading=1.2)
    assert found.lines == ("Scan and tell us.", "No account needed.")


@given(WORDS, st.floats(5, 100), st.floats(5, 40))
def test_whatever_is_written_fits_its_box(text: str, width: float, height: float) -> None:
    found = fit(text, width, height, _half, size=22, leading=1.2)
    em = millimetres(found.size)
    assert len(found.lines) * em * 1.2 <= height + 0.001
    assert all(_half(line) * em <= width + 0.001 for line in found.lines)
    assert "".join(found.lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(("width", "height"), [(0, 10), (10, 0), (-1, 10)])
def test_a_box_without_area_is_refused(width: float, height: float) -> None:
    with pytest.raises(ValueError, match="no room"):
        fit("x", width, height, _half, size=10, leading=1.2)
