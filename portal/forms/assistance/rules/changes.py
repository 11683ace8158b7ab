"""A caseworker's word on one line of the calculation: its amount, a row added, or an earlier word taken back.

`LineChange.line` is the line's key in the calculation (`riksnorm` Line.key) or, for a row that a caseworker adds, a
key of its own that begins with `ADDED`; `LineChange.content` is a `LineWord` as JSON. The latest word on a line
counts in every recalculation (förvaltningslagen 31 §: what was done, when and by whom is kept).
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from portal.forms.assistance.rules.answers import Amount

ADDED = "added-"
"""How the key of a row begins that neither the applicant nor an agency gave."""


class WordKind(StrEnum):
    """What is said of the line: its amount, that it is a new cost or income, or that an earlier word is void."""

    AMOUNT = "amount"
    COST = "cost"
    INCOME = "income"
    VOID = "void"


@dataclass(frozen=True)
class LineWord:
    """`amount` in öre is what the line shall have, `was` what it had; `type` is a `CostType` or `IncomeType`."""

    kind: WordKind
    amount: Amount = 0
    was: Amount | None = None
    type: str = ""

    def to_json(self) -> str:
        """Canonical JSON: the same word gives the same bytes."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "LineWord":
        """The word that `to_json` wrote."""
        values = json.loads(text)
        return cls(WordKind(values["kind"]), values["amount"], values["was"], values["type"])


@dataclass(frozen=True)
class Said:
    """One word on one line with its reason."""

    line: str
    word: LineWord
    reason: str


def word_key(line: str) -> str:
    """Under which key the words on a line of the calculation are kept: its own, or that of the row that was added."""
    own = line.partition(":")[2]
    return own if own.startswith(ADDED) else line


def in_force(said: Iterable[Said]) -> dict[str, Said]:
    """The latest word on each line, given the oldest first; a line whose latest word is void has none."""
    latest = {one.line: one for one in said}
    return {line: one for line, one in latest.items() if one.word.kind is not WordKind.VOID}
