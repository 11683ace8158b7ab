import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.platform.paper.runs import REPLACEMENT, Run, tidy, visual_runs
from portal.platform.paper.typefaces import Face


def _seen(line: str, direction: str) -> list[str]:
    return [run.text.strip() for run in visual_runs(line, direction) if run.text.strip()]  # type: ignore[arg-type]


def test_plain_swedish_is_one_piece() -> None:
    assert visual_runs("Lekplats på Ängö", "ltr") == [Run("Lekplats på Ängö", "ltr", Face.SANS)]


def test_a_swedish_name_in_an_arabic_sentence_keeps_its_order() -> None:
    assert _seen("الرمز في Kapten Karlssons lekpark هنا", "rtl") == ["هنا", "Kapten Karlssons lekpark", "الرمز في"]


def test_arabic_in_a_swedish_sentence_keeps_its_place() -> None:
    assert _seen("Parken (حديقة) är öppen", "ltr") == ["Parken (", "حديقة", ") är öppen"]


def test_a_number_after_arabic_in_a_swedish_line_stands_left_of_it() -> None:
    assert _seen("اتصل 112 الآن", "ltr") == ["الآن", "112", "اتصل"]


PARTS = ["0480-45 00 00", "2026-11-22", "+46 480 45 00 00", "+46701740605", "7\xa0800\xa0kr", "–2\xa0650,50\xa0kr"]


@pytest.mark.parametrize("number", PARTS)
def test_the_parts_of_a_number_keep_their_order_in_arabic(number: str) -> None:
    assert _seen(f"اتصل بالرقم {number} الآن", "rtl") == ["الآن", number, "اتصل بالرقم"]


def test_day_and_hour_in_arabic_are_read_from_the_right() -> None:
    assert _seen("في 26 أكتوبر 2026 10:00", "rtl") == ["10:00", "2026", "أكتوبر", "26", "في"]


@pytest.mark.parametrize("alone", ["+46701740605", "7\xa0800\xa0kr"])
def test_a_number_alone_in_an_arabic_table_keeps_its_order(alone: str) -> None:
    assert _seen(alone, "rtl") == [alone]


def test_each_script_gets_its_typeface() -> None:
    faces = {sign: visual_runs(sign, "ltr")[0].face for sign in ("a", "ж", "ع", "ሰ", "đ", "ŋ")}
    assert faces == {
        "a": Face.SANS,
        "ж": Face.SANS,
        "ع": Face.ARABIC,
        "ሰ": Face.ETHIOPIC,
        "đ": Face.SANS,
        "ŋ": Face.SANS,
    }


def test_a_character_that_cannot_be_printed_shows_that_something_was_there() -> None:
    assert visual_runs("a漢\ud800b", "ltr") == [Run(f"a{REPLACEMENT}{REPLACEMENT}b", "ltr", Face.SANS)]


def test_invisible_characters_do_not_turn_the_page() -> None:
    assert visual_runs("a\u202eb\u200b\x07c\u00ad", "rtl") == [Run("abc", "ltr", Face.SANS)]


def test_white_space_is_tidied_but_no_break_spaces_stay() -> None:
    assert tidy("  a\n\t b\x00c d\u00a0e ") == "a b c d\u00a0e"


@given(st.text(alphabet="abåÖ 12-(.)حديقة،ሰж\u202e\u2067\u2069", max_size=40), st.sampled_from(["ltr", "rtl"]))
def test_no_letter_is_lost_or_made_up(line: str, direction: str) -> None:
    runs = visual_runs(line, direction)  # type: ignore[arg-type]
    hidden = dict.fromkeys([0x202E, 0x2067, 0x2069])
    assert sorted("".join(run.text for run in runs)) == sorted(line.translate(hidden))
