"""Chapters are read from WebVTT or from lines with a time and a title, and come back as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.courses.rules.captions import (
    Fault,
    Problem,
    chapter_cues,
    chapters_as_webvtt,
    chapters_of,
    read_chapters,
    tidied,
)
from portal.courses.rules.cues import Chapter, Cue


def test_lines_with_a_time_and_a_title_are_chapters() -> None:
    chapters, faults = read_chapters("0:00 Varför nej?\n\n1:30 – Öva\n1:02:03.5 Sist")
    assert chapters == (Chapter(0.0, "Varför nej?"), Chapter(90.0, "Öva"), Chapter(3723.5, "Sist"))
    assert faults == ()


def test_a_webvtt_file_of_chapters_is_read() -> None:
    chapters, faults = read_chapters("WEBVTT\n\n00:00.000 --> 00:10.000\nEtt\n\n00:10.000 --> 00:20.000\nTvå")
    assert chapters == (Chapter(0.0, "Ett"), Chapter(10.0, "Två"))
    assert faults == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("0:00 Ett\nutan tid", Fault(Problem.BAD_TIME, 2)),
        ("0:00 Ett\n0:05", Fault(Problem.EMPTY, 2, 2)),
        ("0:00 Ett\n\n0:00 Två", Fault(Problem.UNORDERED, 3, 2)),
        ("0:00 Ett\n0:12 Två", Fault(Problem.BEYOND, 2, 2)),
        ("0:00 " + "a" * 91, Fault(Problem.LONG_WORDS, 1, 1)),
        ("", Fault(Problem.NOT_CAPTIONS)),
        ("0:00 a\x00", Fault(Problem.NOT_TEXT)),
        ("0:00 a" * 300_000, Fault(Problem.TOO_LARGE)),
    ],
)
def test_what_is_wrong_with_chapters_is_named_by_line(text: str, fault: Fault) -> None:
    assert read_chapters(text, 12.0)[1] == (fault,)


def test_a_million_chapters_are_refused() -> None:
    chapters, faults = read_chapters("\n".join(f"{minute}:00 a" for minute in range(60)) * 40)
    assert len(chapters) <= 61
    assert Problem.TOO_MANY in {fault.problem for fault in faults}


def test_a_chapter_lasts_until_the_next_one() -> None:
    assert chapter_cues([Chapter(0, "a"), Chapter(5, "b")], 12.0) == (Cue(0, 5, "a"), Cue(5, 12.0, "b"))
    assert chapters_of([[0, 5, "a"], [5, 12.0, "b"]]) == (Chapter(0, "a"), Chapter(5, "b"))
    assert chapter_cues([]) == ()


titles = st.text(max_size=80).map(lambda text: " ".join(tidied(text).split())).filter(bool)


@given(st.dictionaries(st.integers(0, 3600), titles, min_size=1, max_size=20))
def test_chapters_come_back_as_they_were_written(starts: dict[int, str]) -> None:
    chapters = tuple(Chapter(float(start), title) for start, title in sorted(starts.items()))
    assert read_chapters(chapters_as_webvtt(chapters, 3700.0)) == (chapters, ())


@given(st.text(max_size=300))
def test_nothing_that_is_sent_breaks_the_reader(text: str) -> None:
    read_chapters(text, 10.0)
