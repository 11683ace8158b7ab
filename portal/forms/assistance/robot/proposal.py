"""The robot's proposal on one application: what it found and what the figures speak for; people decide."""

from dataclasses import dataclass
from enum import StrEnum

from portal.forms.assistance.robot.facts import Facts
from portal.forms.assistance.robot.remarks import Remark
from portal.forms.assistance.rules import canonical
from portal.forms.assistance.rules.answers import Amount

ROBOT_VERSION = "1"
"""Named in every proposal; it changes when the same facts would give another one."""


class Proposed(StrEnum):
    """What is proposed; `ASSESS`: a human must assess, and the remarks say what."""

    GRANT = "grant"
    PARTLY = "partly"
    REFUSE = "refuse"
    ASSESS = "assess"


@dataclass(frozen=True)
class Proposal:
    """`calculated` is what the figures alone speak for; `amount` in öre is None when not all is known.

    Then the result lies between `lower` and `upper`. `is_renewal_of` is the outcome of the decision for the month
    just before, empty when there is none. `only_usual` and `has_words` say whether every cost is of a usual type, and
    whether a caseworker has changed a line. `simulated`: some answer of an agency was made up.
    """

    robot: str
    outcome: Proposed
    calculated: Proposed
    amount: Amount | None
    lower: Amount
    upper: Amount
    missing: tuple[Remark, ...]
    changes: tuple[Remark, ...]
    contradictions: tuple[Remark, ...]
    findings: tuple[Remark, ...]
    questions: tuple[Remark, ...]
    kind: str
    is_renewal_of: str
    only_usual: bool
    all_approved: bool
    all_answered: bool
    has_words: bool
    simulated: bool

    @property
    def is_complete(self) -> bool:
        """True when nothing is missing."""
        return not self.missing


@dataclass(frozen=True)
class Kept:
    """What is stored: the proposal and the facts it was made from, so that it can be made again."""

    proposal: Proposal
    facts: Facts

    def to_json(self) -> str:
        """Canonical JSON: the same proposal gives the same bytes."""
        return canonical.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> "Kept":
        """What `to_json` wrote; raises ValueError, KeyError or TypeError for anything else."""
        return canonical.from_json(cls, text)
