"""Captions are read as people have them, named by line where they are wrong, and written so that they come back."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.courses.rules.captions import (
    CUES_MOST,
    WORDS_MOST,
    Fault,
    Problem,
    as_srt,
    as_webvtt,
    check,
    decoded,
    read_captions,
    read_time,
    shifted,
    tidied,
    transcript,
)
from portal.courses.rules.captions.times import as_clock
from portal.courses.rules.cues import Cue

SRT = (
    "\ufeff1\r\n00:00:01,000 --> 00:00:03,500\r\nHej och\r\nvälkommen.\r\n\r\n"
    "2\r\n0:00:04,000 --> 00:00:06,0\r\n<i>Nu</i> börjar vi.\r\n"
)
VTT = """WEBVTT - Del 1
Kind: captions

STYLE
::cue { color: red }

NOTE somebody's remark

intro
00:01.000 --> 00:03.500 line:80% align:start
<v Anna>Hej &amp; <b>välkommen</b> &lt;3

00:00:04.000 --> 00:00:06.000
Nu<00:00:05.000> börjar vi.
"""


def problems(text: str, seconds: float | None = None) -> list[tuple[Problem, int]]:
    return [(fault.problem, fault.line) for fault in read_captions(text, seconds).faults]


def test_srt_is_read_with_its_mark_its_line_ends_and_its_tags() -> None:
    cues, faults = read_captions(SRT)
    assert cues == (Cue(1.0, 3.5, "Hej och\nvälkommen."), Cue(4.0, 6.0, "Nu börjar vi."))
    assert faults == ()


def test_webvtt_is_read_without_notes_styles_settings_and_tags() -> None:
    cues, faults = read_captions(VTT)
    assert cues == (Cue(1.0, 3.5, "Hej & välkommen <3"), Cue(4.0, 6.0, "Nu börjar vi."))
    assert faults == ()


def test_a_head_without_its_empty_line_loses_no_cue() -> None:
    assert read_captions("WEBVTT\n00:01.000 --> 00:02.000\nHej").cues == (Cue(1.0, 2.0, "Hej"),)


def test_a_missing_empty_line_between_two_cues_is_forgiven() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nEtt\n2\n00:00:03,000 --> 00:00:04,000\nTvå\n"
    assert [cue.words for cue in read_captions(text).cues] == ["Ett", "Två"]


@pytest.mark.parametrize(
    ("times", "problem"),
    [
        ("00:00:01,000 --> x", Problem.BAD_TIME),
        ("00:99:01,000 --> 00:99:02,000", Problem.BAD_TIME),
        ("-1:00 --> 00:02,000", Problem.BAD_TIME),
        ("00:00:01,000 -->", Problem.BAD_TIME),
        ("00:00:05,000 --> 00:00:05,000", Problem.BACKWARDS),
        ("00:00:01,500 --> 00:00:04,000", Problem.OVERLAP),
        ("00:00:00,500 --> 00:00:04,000", Problem.UNORDERED),
        ("00:00:08,000 --> 00:00:13,000", Problem.BEYOND),
    ],
)
def test_a_wrong_time_is_named_by_its_line(times: str, problem: Problem) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\nEtt\n\n2\n{times}\nTvå\n"
    assert problems(text, seconds=12) == [(problem, 6)]


def test_words_without_a_time_and_times_without_words_are_named_by_line() -> None:
    text = "00:01,000 --> 00:02,000\nEtt\n\nlöst i luften\n\n00:03,000 --> 00:04,000\n\n"
    assert problems(text) == [(Problem.NO_TIME, 4), (Problem.EMPTY, 6)]


def test_what_is_hard_to_read_is_a_warning_alone() -> None:
    long = "Det här är en rad som är mycket längre än fyrtiotvå tecken"
    faults = read_captions(f"00:01,000 --> 00:02,000\n{long}\nett\ntvå\n").faults
    assert {fault.problem for fault in faults} == {Problem.MANY_LINES, Problem.LONG_LINE, Problem.TOO_FAST}
    assert all(fault.is_warning for fault in faults)


def test_the_last_words_may_stand_half_a_second_after_the_film() -> None:
    assert check([Cue(0, 12.4, "Hej")], 12.0) == []
    assert check([Cue(0, 12.6, "Hej")], 12.0) == [Fault(Problem.BEYOND, 0, 1)]


@pytest.mark.parametrize("text", ["", "hej", "%PDF-1.7 and so on", "<html></html>"])
def test_what_holds_no_time_is_no_caption_file(text: str) -> None:
    assert problems(text) == [(Problem.NOT_CAPTIONS, 0)]


def test_a_file_with_nul_or_of_a_film_is_no_text() -> None:
    assert problems("00:01.000 --> 00:02.000\nh\x00ej") == [(Problem.NOT_TEXT, 0)]
    assert decoded(b"\x00\x00\x00\x20ftypisom\x00") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encodings_that_programs_write_are_read(encoding: str) -> None:
    assert decoded("Räksmörgås".encode(encoding)) == "Räksmörgås"


def test_huge_and_endless_files_are_refused_quickly() -> None:
    started = time.process_time()
    assert problems("x" * 3_000_000) == [(Problem.TOO_LARGE, 0)]
    many = "".join(f"{as_clock(one)} --> {as_clock(one + 1)}\nA\n\n" for one in range(CUES_MOST + 50))
    cues, faults = read_captions(many)
    assert len(cues) == CUES_MOST
    assert [fault.problem for fault in faults] == [Problem.TOO_MANY]
    for hostile in ("<" * 1_000_000 + "-->", "-->" * 300_000, "00:01.000 --> 00:02.000\n" + "<b " * 300_000):
        assert read_captions(hostile).faults
    assert time.process_time() - started < 10


def test_too_many_words_in_one_cue_are_a_fault() -> None:
    assert problems(f"00:01.000 --> 09:02.000\n{'a' * (WORDS_MOST + 1)}") == [(Problem.LONG_WORDS, 1)]


@given(st.text(max_size=400))
def test_nothing_that_is_sent_breaks_the_reader(text: str) -> None:
    for given_text in (text, f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}", f"{text} --> {text}\n{text}"):
        cues, _ = read_captions(given_text, 10.0)
        assert all(cue.start >= 0 and "\x00" not in cue.words for cue in cues)


@given(st.binary(max_size=400))
def test_nothing_of_bytes_breaks_the_decoder(raw: bytes) -> None:
    text = decoded(raw)
    assert text is None or "\x00" not in text


times = st.integers(0, 86_000_000).map(lambda thousandths: thousandths / 1000)
words = st.text(max_size=120).map(tidied).filter(bool)


@st.composite
def cue_lists(draw: st.DrawFn, said: st.SearchStrategy[str] = words) -> list[Cue]:
    marks = sorted(draw(st.lists(times, min_size=2, max_size=20, unique=True)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return [Cue(start, end, draw(said)) for start, end in pairs]


@given(cue_lists())
def test_webvtt_comes_back_as_it_was_written(cues: list[Cue]) -> None:
    assert list(read_captions(as_webvtt(cues)).cues) == cues


@given(cue_lists(words.filter(lambda text: not set(text) & set("&<>{"))))
def test_srt_comes_back_as_it_was_written(cues: list[Cue]) -> None:
    assert list(read_captions(as_srt(cues)).cues) == cues


@given(times)
def test_a_time_comes_back_as_it_was_written(seconds: float) -> None:
    assert read_time(as_clock(seconds)) == pytest.approx(seconds, abs=0.0005)


def test_all_cues_are_moved_together_and_none_before_the_film() -> None:
    cues = [Cue(1, 2, "a"), Cue(3, 4, "b")]
    assert shifted(cues, 1.5) == (Cue(2.5, 3.5, "a"), Cue(4.5, 5.5, "b"))
    assert shifted(cues, -1.5) == (Cue(0.0, 0.5, "a"), Cue(1.5, 2.5, "b"))
    assert shifted(cues, -2) == (Cue(1, 2, "b"),)


def test_the_transcript_has_a_paragraph_for_every_pause() -> None:
    cues = [Cue(0, 2, "Hej och\nvälkommen."), Cue(2.1, 4, "Nu börjar vi."), Cue(7, 9, "Del ett.")]
    assert transcript(cues) == ("Hej och välkommen. Nu börjar vi.", "Del ett.")


def test_a_long_paragraph_ends_with_its_sentence() -> None:
    cues = [Cue(second, second + 1, "Det här är en ganska lång mening om barn.") for second in range(12)]
    assert [len(part) // 42 for part in transcript(cues)] == [7, 3]
