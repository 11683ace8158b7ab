"""The table of captions: rows in any order, blank ones left out, faults named by the row."""

from hypothesis import given
from hypothesis import strategies as st

from portal.courses.rules.captions import Fault, Problem
from portal.courses.rules.captions.table import Row, read_table, rows_of
from portal.courses.rules.cues import Cue, TrackKind

CAPTIONS, CHAPTERS = TrackKind.CAPTIONS, TrackKind.CHAPTERS


def test_rows_are_ordered_by_their_start_and_blank_ones_left_out() -> None:
    table = read_table(CAPTIONS, [Row("0:05", "0:06", "Två"), Row("", " ", ""), Row("0:01", "0:02", " Ett ")])
    assert table.cues == (Cue(1.0, 2.0, "Ett"), Cue(5.0, 6.0, "Två"))
    assert table.faults == ()


def test_a_fault_is_named_by_the_row_it_was_typed_in() -> None:
    rows = [Row("0:09", "0:14", "Sist"), Row("", "", ""), Row("x", "0:02", "Ett"), Row("0:01", "0:02", "")]
    table = read_table(CAPTIONS, rows, seconds=12)
    assert table.faults == (
        Fault(Problem.BEYOND, number=1),
        Fault(Problem.BAD_TIME, number=3),
        Fault(Problem.EMPTY, number=4),
    )
    assert table.refusals == table.faults


def test_chapters_need_no_end_and_last_until_the_next() -> None:
    table = read_table(CHAPTERS, [Row("0:00", "", "Ett"), Row("0:05", "", "Två")], seconds=12)
    assert table.cues == (Cue(0.0, 5.0, "Ett"), Cue(5.0, 12.0, "Två"))
    late = read_table(CHAPTERS, [Row("0:05", "", "Ett"), Row("0:05", "", "Två")], seconds=12)
    assert late.faults == (Fault(Problem.UNORDERED, number=2),)


def test_rows_show_what_they_were_read_from() -> None:
    cues = (Cue(1.0, 2.5, "Ett"), Cue(3600.0, 3601.25, "Två"))
    assert read_table(CAPTIONS, rows_of(cues)).cues == cues


typed = st.one_of(st.text(max_size=12), st.from_regex(r"[0-9]{1,2}:[0-9]{2}", fullmatch=True))


@given(st.lists(st.builds(Row, typed, typed, st.text(max_size=60)), max_size=12), st.sampled_from(TrackKind))
def test_every_row_is_either_read_or_named(rows: list[Row], kind: TrackKind) -> None:
    table = read_table(kind, rows, 60.0)
    unread = {fault.number for fault in table.faults if fault.problem is Problem.BAD_TIME}
    assert len(table.cues) + len(unread) == sum(not row.is_blank for row in rows)
