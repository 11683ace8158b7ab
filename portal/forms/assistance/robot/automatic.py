"""When a grant may be made without a person: only where all of this holds, and never anything but a full grant.

Kommunallagen (2017:725) 6 kap. 37–38 §§: an automated decision needs the nämnd's delegation, and grants under
socialtjänstlagen (2025:400) 12 kap. 1 § alone may be delegated so. Refusal, part of what was applied for and recovery
are always a person's.
"""

from dataclasses import dataclass
from enum import StrEnum

from portal.forms.assistance.robot.proposal import Proposal, Proposed
from portal.forms.assistance.rules.answers import Amount, ApplicationKind


class Hindrance(StrEnum):
    """Why a person decides."""

    OFF = "off"
    NO_DELEGATION = "no_delegation"
    NOT_RENEWAL = "not_renewal"
    NOT_GRANTED_BEFORE = "not_granted_before"
    NOT_GRANT = "not_grant"
    NOT_IN_FULL = "not_in_full"
    OTHER_NEED = "other_need"
    ABOVE_LIMIT = "above_limit"
    MISSING = "missing"
    CHANGED = "changed"
    CONTRADICTION = "contradiction"
    FINDING = "finding"
    QUESTION = "question"
    AGENCY_SILENT = "agency_silent"
    SIMULATED = "simulated"
    ENCLOSED = "enclosed"
    IN_HAND = "in_hand"


@dataclass(frozen=True)
class Switch:
    """Whether the municipality has switched automatic grants on, and by which delegation decision."""

    is_on: bool
    delegation: str


@dataclass(frozen=True)
class Standing:
    """What else counts: `most` in öre without a second person; whether made-up agencies are good enough (the demo).

    `has_enclosures`: something was sent with it that no program reads. `is_in_hand`: a person has begun to work on
    the case, or something was asked or decided already.
    """

    most: Amount
    may_be_simulated: bool
    has_enclosures: bool
    is_in_hand: bool


def hindrances(proposal: Proposal, switch: Switch, standing: Standing) -> tuple[Hindrance, ...]:
    """Everything that keeps a grant from being made automatically; only when it is empty may one be made."""
    found = {
        Hindrance.OFF: not switch.is_on,
        Hindrance.NO_DELEGATION: not switch.delegation.strip(),
        Hindrance.NOT_RENEWAL: proposal.kind != ApplicationKind.RENEWAL,
        Hindrance.NOT_GRANTED_BEFORE: proposal.is_renewal_of != Proposed.GRANT,
        Hindrance.NOT_GRANT: not _is_grant(proposal),
        Hindrance.NOT_IN_FULL: not proposal.all_approved,
        Hindrance.OTHER_NEED: not proposal.only_usual,
        Hindrance.ABOVE_LIMIT: proposal.upper > standing.most,
        Hindrance.MISSING: not proposal.is_complete,
        Hindrance.CHANGED: bool(proposal.changes),
        Hindrance.CONTRADICTION: bool(proposal.contradictions),
        Hindrance.FINDING: bool(proposal.findings),
        Hindrance.QUESTION: bool(proposal.questions),
        Hindrance.AGENCY_SILENT: not proposal.all_answered,
        Hindrance.SIMULATED: proposal.simulated and not standing.may_be_simulated,
        Hindrance.ENCLOSED: standing.has_enclosures,
        Hindrance.IN_HAND: standing.is_in_hand or proposal.has_words,
    }
    return tuple(hindrance for hindrance, is_there in found.items() if is_there)


def _is_grant(proposal: Proposal) -> bool:
    """True for a grant of an amount that is known and above zero."""
    both = proposal.outcome is Proposed.GRANT and proposal.calculated is Proposed.GRANT
    return both and proposal.amount is not None and proposal.amount > 0 and proposal.lower == proposal.upper
