"""Texts as editors write them, and transcripts made from captions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.courses.published import Cue
from portal.courses.watching.pages.text import Block, blocks
from portal.courses.watching.pages.transcript import of_language, paragraphs, seconds_in_address, transcripts
from tests.factories import courses


def test_paragraphs_and_lists_are_told_apart() -> None:
    text = "Ett.\nTvå.\n\n- a\n- b\nEfter.\r\n\r\nSist."
    assert blocks(text) == [
        Block(is_list=False, lines=("Ett.", "Två.")),
        Block(is_list=True, lines=("a", "b")),
        Block(is_list=False, lines=("Efter.",)),
        Block(is_list=False, lines=("Sist.",)),
    ]


@pytest.mark.parametrize("empty", ["", "\n", " \n\n \n"])
def test_an_empty_text_has_no_blocks(empty: str) -> None:
    assert blocks(empty) == []


@given(st.text(alphabet="ab -\n", max_size=80))
def test_no_word_is_lost(text: str) -> None:
    shown = "".join(line for block in blocks(text) for line in block.lines)
    assert shown.replace(" ", "").replace("-", "") == text.replace("\n", "").replace(" ", "").replace("-", "")


def test_a_pause_begins_a_paragraph() -> None:
    cues = (Cue(0, 2, "Ett"), Cue(2.1, 4, "två."), Cue(7, 9, "Tre."))
    assert [[cue.words for cue in one] for one in paragraphs(cues)] == [["Ett", "två."], ["Tre."]]


def test_a_long_paragraph_ends_with_its_sentence() -> None:
    cues = [Cue(at, at + 1, "x" * 150 + ("." if at == 2 else "")) for at in range(5)]
    assert [len(one) for one in paragraphs(cues)] == [3, 2]


@given(st.lists(st.tuples(st.floats(0, 5), st.sampled_from(["a.", "b", "c?" * 90])), max_size=30))
def test_paragraphs_hold_every_cue_in_order(steps: list[tuple[float, str]]) -> None:
    at, cues = 0.0, []
    for gap, words in steps:
        cues.append(Cue(at + gap, at + gap + 1, words))
        at += gap + 1
    assert [cue for one in paragraphs(cues) for cue in one] == cues


def test_the_transcript_in_the_language_of_the_page_comes_first() -> None:
    film = courses.published_film()
    assert [text.language for text in transcripts(film, "ar")] == ["ar", "sv", "en"]
    assert [text.language for text in transcripts(film, "fa")] == ["sv", "ar", "en"]


@pytest.mark.parametrize(("seconds", "written"), [(0.0, "0"), (12.5, "12.5"), (60.0, "60"), (3.14159, "3.14")])
def test_moments_are_written_as_browsers_read_them(seconds: float, written: str) -> None:
    assert seconds_in_address(seconds) == written


def test_a_language_that_is_missing_gives_swedish_then_what_there_is() -> None:
    assert of_language({"sv": (), "ar": ()}, "fa") == "sv"
    assert of_language({"ar": ()}, "fa") == "ar"
    assert of_language({}, "fa") is None
