"""A result in words: for the reader of a decision, and beside the figures for other programs."""

import re
from typing import Any

from portal.core.words import Word, word
from portal.forms.assistance.riksnorm.amounts import shown
from portal.forms.assistance.riksnorm.result import Kind, Line, Outcome, Question, Result
from portal.forms.assistance.riksnorm.wording import MISSING, Say, filled
from portal.forms.assistance.riksnorm.writing import plain

_PLACE = re.compile(r"\[(\d+)\]")
HEADING = word("Calculation for %(month)s by the riksnorm %(table)s")
RANGE = word("between %(low)s and %(high)s")
AT_MOST = word("at most %(high)s")
SUMS: dict[Kind, tuple[Word, Word]] = {
    Kind.NORM: (word("The norm"), word("The norm together")),
    Kind.COST: (word("Approved costs"), word("Costs together")),
    Kind.INCOME: (word("Incomes that count"), word("Incomes together")),
}
LACKING, LEFT_OVER = word("The month lacks"), word("Left over")
UNKNOWN = word("We cannot calculate the result yet")
OUTCOMES: dict[Outcome, Word] = {
    Outcome.GRANT: word("Proposal: grant"),
    Outcome.PARTLY: word("Proposal: grant in part"),
    Outcome.REFUSE: word("Proposal: refuse"),
    Outcome.ASSESS: word("Proposal: a person must assess"),
}
TO_FIND_OUT, TO_ASSESS = word("What is missing"), word("For a person to assess")


def line_text(line: Line, say: Say = str) -> str:
    """What the line is, without its amount."""
    return filled(line.label, line.values, say)


def line_note(line: Line, say: Say = str) -> str:
    """What there is to know about the line; empty when there is nothing."""
    return "; ".join(filled(remark, line.values, say) for remark in line.remarks)


def missing_text(path: str, say: Say = str) -> str:
    """What is asked for by a path of `Result.missing`."""
    place = _PLACE.search(path)
    number = int(place[1]) + 1 if place else 0
    return filled(MISSING[path.rsplit(".", 1)[-1]], {"number": number}, say)


def question_text(question: Question, say: Say = str) -> str:
    """The question in words."""
    return filled(question.words, question.values, say)


def answer(result: Result, say: Say = str) -> dict[str, Any]:
    """`result` for other programs: as it is stored, and with the words beside the codes."""
    found = plain(result)
    for line, raw in zip(result.lines, found["lines"], strict=True):
        raw["label"] = line_text(line, say)
        if line.notes:
            raw["note"] = line_note(line, say)
    for question, raw in zip(result.for_a_human, found["for_a_human"], strict=True):
        raw["text"] = question_text(question, say)
    return found


def explained(result: Result, say: Say = str) -> str:
    """The whole calculation as text to read, a line a row."""
    rows = [filled(HEADING, {"month": str(result.month), "table": result.table}, say)]
    for kind in Kind:
        rows += _part(kind, [line for line in result.lines if line.kind is kind], say)
    rows += ["", _outcome(result, say), say(OUTCOMES[result.outcome])]
    rows += _listed(TO_FIND_OUT, [missing_text(path, say) for path in result.missing], say)
    rows += _listed(TO_ASSESS, [question_text(question, say) for question in result.for_a_human], say)
    return "\n".join(rows)


def _part(kind: Kind, lines: list[Line], say: Say) -> list[str]:
    if not lines:
        return []
    heading, together = SUMS[kind]
    low, high = sum(line.lower for line in lines), sum(line.upper for line in lines)
    rows = [f"  {_row(line, say)}" for line in lines]
    return ["", say(heading), *rows, f"  {say(together)}: {_money(low, high, say)}"]


def _row(line: Line, say: Say) -> str:
    more = [part for part in (line_note(line, say), line.reason) if part]
    explanation = f" ({'; '.join(more)})" if more else ""
    return f"{line_text(line, say)}: {_money(line.lower, line.upper, say)}{explanation} [{line.law}]"


def _money(low: int, high: int, say: Say) -> str:
    if low == high:
        return shown(low)
    return filled(RANGE, {"low": shown(low), "high": shown(high)}, say)


def _outcome(result: Result, say: Say) -> str:
    if result.result is None:
        high = shown(max(0, result.upper))
        bounds = {"low": shown(result.lower), "high": high}
        return f"{say(UNKNOWN)}: {filled(RANGE if result.lower > 0 else AT_MOST, bounds, say)}"
    return f"{say(LACKING if result.result > 0 else LEFT_OVER)}: {shown(abs(result.result))}"


def _listed(heading: Word, sentences: list[str], say: Say) -> list[str]:
    return ["", say(heading), *(f"  {sentence}" for sentence in sentences)] if sentences else []
