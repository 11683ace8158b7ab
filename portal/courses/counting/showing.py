"""Figures in words: what the public's page and the staff's page draw, made by one function for both (AN-21)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from portal.courses.counting.figures import Bar, CourseFigures, Table
from portal.courses.counting.rules import DONE, HELPED, VISIT, Helped, answer, helped, part

Words = Mapping[str, str]
"""Words by code; of a survey: by the code of a question, and by `<question>.<choice>`."""


@dataclass(frozen=True)
class Row:
    """A line of a table: its name and its cells, in words."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class ShownTable:
    """A table in words; `total` is a last line, or None; `has_rest` when lines without any number were left out."""

    caption: str
    corner: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    has_rest: bool = False


@dataclass(frozen=True)
class ShownFigures:
    """The figures of a course in words; a table of which every number is hidden is left out.

    `answers` are a table for each question; `bars` are drawn of the visits, `names` are the months below them.
    """

    course: str
    milestones: ShownTable | None
    answers: tuple[ShownTable, ...]
    bars: tuple[Bar, ...]
    names: Mapping[str, str]


def shown_figures(figures: CourseFigures, *, survey: Words, threshold: int, mirrored: bool) -> ShownFigures:
    """`figures` in the language of the page; the picture begins at the right when `mirrored`."""
    bars = figures.bars(mirrored=mirrored)
    return ShownFigures(
        figures.course,
        None if figures.milestones.is_empty else _by_period(figures.milestones, threshold),
        _by_question(figures.answers, survey, threshold),
        bars if any(bar.number for bar in bars) else (),
        {bar.period: period_name(bar.period) for bar in bars},
    )


def period_name(period: str) -> str:
    """A month (`YYYY-MM`) or a quarter (`YYYY-Qn`) as people write it."""
    year, _dash, rest = period.partition("-")
    if rest.startswith("Q"):
        return str(_("Quarter %(number)s of %(year)s", number=rest[1:], year=year))
    return str(format_date(date(int(year), int(rest), 1), "LLLL y"))


def milestone_name(code: str) -> str:
    """What a milestone is called."""
    names = {VISIT: _("Visits"), DONE: _("Whole course")}
    return str(names.get(code) or _("Part %(number)s", number=code.removeprefix(part(0)[:-1])))


def questions(survey: Words) -> dict[str, dict[str, str]]:
    """Every question in words, with the words of its answers by code: the fixed one first, then the survey's."""
    fixed = {helped(choice): str(_(HELPED[choice])) for choice in Helped}
    found = {str(_("Did the course help?")): fixed}
    for key, words in survey.items():
        question, _dot, choice = key.partition(".")
        if choice:
            found.setdefault(survey.get(question, question), {})[answer(question, choice)] = words
    return found


def _by_period(table: Table, threshold: int) -> ShownTable:
    periods = [period for period in reversed(table.periods) if any(table.row(period))]
    rows = tuple(
        Row(period_name(one), tuple(_cell(number, threshold) for number in table.row(one))) for one in periods
    )
    totals = Row(_("Together"), tuple(_total(table, code) for code in table.codes))
    heads = tuple(milestone_name(code) for code in table.codes)
    caption = _("How far visitors came, by month")
    return ShownTable(caption, _("Month"), heads, rows, totals, has_rest=len(rows) < len(table.periods))


def _by_question(table: Table, survey: Words, threshold: int) -> tuple[ShownTable, ...]:
    asked = questions(survey)
    parts = (
        (words, names, table.only([code for code in names if code in table.codes])) for words, names in asked.items()
    )
    return tuple(_by_code(part, words, names, threshold) for words, names, part in parts if not part.is_empty)


def _by_code(table: Table, caption: str, names: Words, threshold: int) -> ShownTable:
    periods = tuple(reversed(table.periods))
    rows = tuple(
        Row(names[code], tuple(_cell(table.cells[code, period], threshold) for period in periods))
        for code in table.codes
    )
    return ShownTable(caption, _("Answers"), tuple(period_name(period) for period in periods), rows)


def _cell(number: int | None, threshold: int) -> str:
    return f"< {threshold}" if number is None else written(number)


def _total(table: Table, code: str) -> str:
    total = table.total(code)
    if total.is_whole:
        return written(total.number)
    return str(_("at least %(number)s", number=written(total.number)) if total.number else "–")


def written(number: int) -> str:
    """A number as people write it, in the digits that the rest of the portal uses."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}") if str(get_locale()) != "en" else f"{number:,}"
