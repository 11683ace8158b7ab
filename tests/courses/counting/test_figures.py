"""Published figures: no hidden number can be had from totals, from pictures, or from two publications (AN-20)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from itertools import product

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.courses.counting.figures import HEIGHT, WIDTH, CourseFigures, Table, as_csv, table_of
from portal.courses.counting.rules import Countable
from portal.courses.counting.showing import shown_figures

THRESHOLD, MOST = 3, 4
CODES, MONTHS = ("visit", "done"), ("2026-09", "2026-10")
CELLS = tuple(product(CODES, MONTHS))
Numbers = Mapping[tuple[str, str], int]
Publish = Callable[[Table, Numbers], Hashable]


def everything_published(table: Table, _numbers: Numbers) -> Hashable:
    figures = CourseFigures("granser", table, table_of((), (), {}, THRESHOLD))
    totals = tuple(table.total(code) for code in table.codes)
    return tuple(table.cells.items()), totals, figures.bars(), as_csv([figures])


def with_true_totals(table: Table, numbers: Numbers) -> Hashable:
    totals = tuple(sum(numbers[code, month] for month in table.periods) for code in table.codes)
    return tuple(table.cells.items()), totals


def what_can_be_known(
    publish: Publish, own: Numbers | None = None
) -> dict[Hashable, dict[tuple[str, str], set[int]]]:
    """For every two successive publications there can be: the numbers of others that each small cell may stand for.

    Who asks may have pressed too: `own` times, which are known and are counted with the rest.
    """
    known: dict[Hashable, dict[tuple[str, str], set[int]]] = defaultdict(lambda: defaultdict(set))
    for values in product(range(MOST + 1), repeat=len(CELLS)):
        numbers = dict(zip(CELLS, values, strict=True))
        counted = {cell: number + (own or {}).get(cell, 0) for cell, number in numbers.items()}
        first = publish(table_of(CODES, MONTHS[:1], counted, THRESHOLD), counted)
        second = publish(table_of(CODES, MONTHS, counted, THRESHOLD), counted)
        for cell in CELLS:
            if numbers[cell] < THRESHOLD:
                known[first, second][cell].add(numbers[cell])
    return known


def test_a_hidden_number_can_be_anything_below_the_threshold_whatever_is_published() -> None:
    known = what_can_be_known(everything_published)
    assert len(known) > 10
    for cells in known.values():
        for values in cells.values():
            assert values == set(range(THRESHOLD))


@pytest.mark.parametrize("cell", CELLS)
def test_who_fills_a_cell_learns_of_that_cell_alone(cell: tuple[str, str]) -> None:
    """The limit that `rules` states: others' presses in it can be had by subtracting one's own; nothing else can."""
    known = what_can_be_known(everything_published, {cell: THRESHOLD})
    for cells in known.values():
        for other, values in cells.items():
            assert len(values) == 1 if other == cell else values == set(range(THRESHOLD))


def test_who_presses_a_little_less_learns_whether_anybody_else_did() -> None:
    cell, own = CELLS[0], THRESHOLD - 1
    known = what_can_be_known(everything_published, {cell: own})
    assert any(cells[cell] == {0} for cells in known.values())  # hidden still: nobody else pressed
    others = [cells[one] for cells in known.values() for one in cells if one != cell]
    assert all(values == set(range(THRESHOLD)) for values in others)


def test_true_totals_would_give_hidden_numbers_away() -> None:
    assert any(
        len(values) == 1 for cells in what_can_be_known(with_true_totals).values() for values in cells.values()
    )


def test_a_total_is_whole_only_when_all_of_it_is_shown() -> None:
    table = table_of(("visit", "done"), MONTHS, {("visit", m): 12 for m in MONTHS} | {("done", MONTHS[0]): 11}, 10)
    assert table.total("visit") == (24, True)
    assert table.total("done") == (11, False)
    assert table.row(MONTHS[1]) == (12, None)
    assert not table.is_empty


@given(st.lists(st.integers(0, 100_000), min_size=12, max_size=12), st.booleans())
def test_every_bar_lies_in_the_picture_and_says_no_more_than_the_table(numbers: list[int], mirrored: bool) -> None:
    months = tuple(f"2026-{month:02}" for month in range(1, 13))
    table = table_of(("visit",), months, {("visit", m): n for m, n in zip(months, numbers, strict=True)}, 10)
    bars = CourseFigures("granser", table, table).bars(mirrored=mirrored)
    assert [bar.number for bar in bars] == [table.cells["visit", month] for month in months]
    for bar in bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
        assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT + 0.01
        assert bar.number is not None or bar.height == 0
    places = [bar.x for bar in bars]
    assert places == sorted(places, reverse=mirrored)


@pytest.mark.parametrize("language", ["en", "sv", "ar"])
def test_figures_are_told_in_words(watching: Flask, language: str) -> None:
    course = Countable("granser", 1, {"support": ("talk",)})
    months = table_of(course.milestones, MONTHS, {("visit", "2026-10"): 1234}, 10)
    answers = table_of(course.answers, ("2026-Q3",), {("survey-support-talk", "2026-Q3"): 10}, 10)
    survey = {"support": "Which support?", "support.talk": "Talking"}
    with watching.test_request_context(f"/{language}/kurser"):
        shown = shown_figures(
            CourseFigures("granser", months, answers), survey=survey, threshold=10, mirrored=language == "ar"
        )
    assert shown.milestones is not None
    (answers_in_words,) = shown.answers
    assert shown.milestones.rows[0].cells[0].replace("\xa0", "").replace(",", "") == "1234"
    assert len(shown.milestones.heads) == 3
    assert answers_in_words.caption == "Which support?"
    assert [(row.name, row.cells) for row in answers_in_words.rows] == [("Talking", ("10",))]
    assert [row.cells[1:] for row in shown.milestones.rows] == [("< 10", "< 10")]
    assert shown.milestones.has_rest
    assert shown.milestones.total is not None
    assert shown.milestones.total.cells[1:] == ("–", "–")


def test_a_course_of_which_everything_is_hidden_shows_no_table(watching: Flask) -> None:
    empty = table_of(("visit",), MONTHS, {("visit", MONTHS[0]): 9}, 10)
    with watching.test_request_context("/sv/kurser"):
        shown = shown_figures(CourseFigures("granser", empty, empty), survey={}, threshold=10, mirrored=False)
    assert (shown.milestones, shown.answers, shown.bars) == (None, (), ())
