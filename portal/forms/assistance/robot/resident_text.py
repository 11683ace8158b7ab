"""How we reckoned, in plain words for the resident: the sum first, then line by line."""

from portal.core.words import Word, word
from portal.forms.assistance import riksnorm
from portal.forms.assistance.riksnorm.amounts import shown
from portal.forms.assistance.robot.parts import UNKNOWN, Part, Say

NEED = word("To live on in %(month)s: %(norm)s by the riksnorm, and %(costs)s for other costs.")
HAVE = word("Incomes that count: %(incomes)s.")
LACK = word("By this calculation %(result)s is lacking.")
ENOUGH = word("By this calculation the incomes are %(result)s more than that, so nothing is lacking.")
NOT_YET = word("We do not know everything yet, so we cannot say how much it is.")


def for_resident(result: riksnorm.Result, say: Say = str, *, month: str = "") -> tuple[Part, ...]:
    """How we reckoned, in plain words: the sum first, then line by line. `month` is how the reader calls it."""
    sums = _sums(result, say) | ({"month": month} if month else {})
    return (Part(say(_verdict(result)) % sums, (say(NEED) % sums, say(HAVE) % sums)), *_lines(result, say))


def _verdict(result: riksnorm.Result) -> Word:
    if result.result is None:
        return NOT_YET
    return LACK if result.result > 0 else ENOUGH


def _sums(result: riksnorm.Result, say: Say) -> dict[str, str]:
    return {
        "month": str(result.month),
        "norm": _amount(result.norm, say),
        "costs": _amount(result.costs, say),
        "incomes": _amount(result.incomes, say),
        "result": shown(abs(result.result or 0)),
    }


def _amount(amount: int | None, say: Say) -> str:
    return say(UNKNOWN) if amount is None else shown(amount)


def _lines(result: riksnorm.Result, say: Say) -> list[Part]:
    titles = {
        riksnorm.Kind.NORM: word("The norm"),
        riksnorm.Kind.COST: word("Approved costs"),
        riksnorm.Kind.INCOME: word("Incomes that count"),
    }
    found = {kind: tuple(_line(line, say) for line in result.lines if line.kind is kind) for kind in riksnorm.Kind}
    return [Part(say(titles[kind]), sentences) for kind, sentences in found.items() if sentences]


def _line(line: riksnorm.Line, say: Say) -> str:
    amount = say(UNKNOWN) if line.amount is None else shown(line.amount)
    more = "; ".join(part for part in (riksnorm.line_note(line, say), line.reason) if part)
    return f"{riksnorm.line_text(line, say)}: {amount}{f' ({more})' if more else ''}"
