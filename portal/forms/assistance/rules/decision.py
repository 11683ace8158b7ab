"""What may be decided, and when: förvaltningslagen (2017:900) 20, 25 and 32 §§, socialtjänstlagen (2025:400) 12 kap.

Before a decision that goes against somebody they must have seen what it rests on and had time to answer (FL 25 §);
an application that lacks something is dismissed only after its sender was asked to mend it (FL 20 §).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.core.words import Word, word
from portal.forms.assistance.rules.answers import Amount

ORE = 100


class Outcome(StrEnum):
    """Bifall, delavslag, avslag, avvisning."""

    GRANT = "grant"
    PARTLY = "partly"
    REFUSE = "refuse"
    DISMISS = "dismiss"


OUTCOME_NAMES: dict[Outcome, Word] = {
    Outcome.GRANT: word("Grant"),
    Outcome.PARTLY: word("Grant a part"),
    Outcome.REFUSE: word("Refuse"),
    Outcome.DISMISS: word("Dismiss without examining"),
}
CASE_OUTCOMES: dict[Outcome, str] = {
    Outcome.GRANT: "granted",
    Outcome.PARTLY: "partly",
    Outcome.REFUSE: "refused",
    Outcome.DISMISS: "dismissed",
}
"""What each is called as an outcome of the case."""
PAYING = frozenset({Outcome.GRANT, Outcome.PARTLY})
NEGATIVE = frozenset({Outcome.PARTLY, Outcome.REFUSE, Outcome.DISMISS})


@dataclass(frozen=True)
class Asked:
    """Something the resident was asked or sent for comments, with its last day."""

    is_kommunicering: bool
    due_on: date
    is_answered: bool

    def is_over(self, today: date) -> bool:
        """True when it was answered, or the last day has passed."""
        return self.is_answered or self.due_on < today


@dataclass(frozen=True)
class Figures:
    """What the latest calculation came to, in öre (None: something is missing), and whether any cost was cut."""

    result: Amount | None
    is_cut: bool


def objection(
    outcome: Outcome, asked: Iterable[Asked], figures: Figures, today: date, *, is_worse: bool = False
) -> Word | None:
    """Why `outcome` may not be decided now, in words; None when it may.

    `is_worse`: it gives less than an earlier decision did, so that even a grant goes against them.
    """
    why = _money(outcome, figures) if outcome in PAYING else None
    goes_against = is_worse or outcome in NEGATIVE
    return why or (_hearing(outcome, list(asked), today) if goes_against else None)


def amount_of(outcome: Outcome, figures: Figures) -> Amount:
    """What is paid, in öre."""
    return (figures.result or 0) if outcome in PAYING else 0


def needs_second(amount: Amount, limit: int) -> bool:
    """True when another person must approve: `amount` in öre is above `limit` in kronor."""
    return amount > limit * ORE


def _money(outcome: Outcome, figures: Figures) -> Word | None:
    if figures.result is None:
        return word("The calculation lacks something. Settle every line first, then decide.")
    if figures.result <= 0:
        return word("The calculation gives no assistance to pay. Change a line with a reason, or refuse.")
    if outcome is Outcome.GRANT and figures.is_cut:
        return word("The calculation approves less than was applied for. That is to grant a part.")
    return None


def _hearing(outcome: Outcome, asked: Sequence[Asked], today: date) -> Word | None:
    fitting = [one for one in asked if one.is_kommunicering or outcome is Outcome.DISMISS]
    if not fitting:
        return word("Send what the decision rests on for comments first (förvaltningslagen 25 §).")
    if not any(one.is_over(today) for one in fitting):
        return word("The time to comment has not run out, and nothing has been answered yet.")
    return None
