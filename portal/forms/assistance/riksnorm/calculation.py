"""The calculation: norm + approved costs - counted incomes; what is above zero is lacking, below zero left over."""

from collections.abc import Iterable, Sequence

from portal.forms.assistance.riksnorm.amounts import Amount
from portal.forms.assistance.riksnorm.case import Case, opened
from portal.forms.assistance.riksnorm.costs import cost_lines
from portal.forms.assistance.riksnorm.household import Change, Household, Source
from portal.forms.assistance.riksnorm.incomes import income_lines
from portal.forms.assistance.riksnorm.month import Month
from portal.forms.assistance.riksnorm.norm import norm_lines
from portal.forms.assistance.riksnorm.practice import Practice
from portal.forms.assistance.riksnorm.result import NORM, Line, Outcome, Question, Result, Status

ENGINE_VERSION = "1"
"""Named in every result; it changes when the same input would give another result."""

INCOMPLETE, CALCULATED = Status.INCOMPLETE, Status.CALCULATED
GRANT, PARTLY, REFUSE, ASSESS = Outcome.GRANT, Outcome.PARTLY, Outcome.REFUSE, Outcome.ASSESS
_USUAL = Practice()


def calculate(household: Household, month: Month, practice: Practice = _USUAL) -> Result:
    """What the household lacks in `month`, line by line; the same input always gives the same result.

    Raises NoTableError for a month without a riksnorm, BadHouseholdError for days that the month does not have.
    """
    case = opened(household, month, practice)
    norm, costs, incomes = norm_lines(case), cost_lines(case), income_lines(case)
    if household.changes:
        norm, costs, incomes = (_changed(case, lines) for lines in (norm, costs, incomes))
        _ask_about_lost(case, (*norm, *costs, *incomes))
    return _summed(case, norm, costs, incomes)


def _summed(case: Case, norm: list[Line], costs: list[Line], incomes: list[Line]) -> Result:
    (norm_low, norm_high), (cost_low, cost_high), (income_low, income_high) = map(_bounds, (norm, costs, incomes))
    lower, upper = norm_low + cost_low - income_high, norm_high + cost_high - income_low
    lines, questions, table = (*norm, *costs, *incomes), case.questions, case.table
    missing = _missing(lines)
    return Result(
        case.month,
        ENGINE_VERSION,
        INCOMPLETE if missing else CALCULATED,
        table.version,
        table.year,
        table.sfs,
        norm_low if norm_low == norm_high else None,
        cost_low if cost_low == cost_high else None,
        income_low if income_low == income_high else None,
        None if missing else upper,
        lower,
        upper,
        ASSESS if missing or questions else _outcome(upper, costs),
        lines,
        missing,
        tuple(questions),
    )


def _bounds(lines: Iterable[Line]) -> tuple[Amount, Amount]:
    low = high = 0
    for line in lines:
        low += line.lower
        high += line.upper
    return low, high


def _missing(lines: Iterable[Line]) -> tuple[str, ...]:
    """Each path once, in the order of the lines."""
    found: list[str] = []
    for line in lines:
        if line.missing:
            found.extend(line.missing)
    return tuple(dict.fromkeys(found)) if found else ()


def _outcome(result: Amount, costs: Sequence[Line]) -> Outcome:
    """Nothing lacking: refuse. All costs in full: grant. Otherwise in part."""
    if result <= 0:
        return REFUSE
    for line in costs:
        if line.upper < int(line.values.get("applied", 0)):
            return PARTLY
    return GRANT


def _changed(case: Case, lines: list[Line]) -> list[Line]:
    changes = {change.line: change for change in case.household.changes}
    return [_with_change(case, line, changes[line.key]) if line.key in changes else line for line in lines]


def _with_change(case: Case, line: Line, change: Change) -> Line:
    """The line with the caseworker's amount; a changed norm is one for special reasons (12 kap. 7 § third part)."""
    computed = line.amount
    return line._replace(
        lower=change.amount,
        upper=change.amount,
        law=case.laws["special_norm"] if line.kind is NORM else line.law,
        source=Source.CASEWORKER,
        values={**line.values, **({} if computed is None else {"computed": computed})},
        reason=change.reason,
        notes=(*line.notes, "changed.unknown" if computed is None else "changed"),
        missing=(),
    )


def _ask_about_lost(case: Case, lines: Iterable[Line]) -> None:
    there = {line.key for line in lines}
    lost = (change for change in case.household.changes if change.line not in there)
    case.questions.extend(Question("change_without_line", change.line) for change in lost)
