"""The ombudsman's work: what a complaint turns out to be, why it is complicated, and what is done about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.core.words import Word, word

TITLE_MOST, TEXT_MOST, REASON_MOST = 120, 4_000, 1_000
HIDDEN_BELOW = 5
"""Public figures below this are not shown."""


class Sorted(StrEnum):
    """What a complaint is, once the ombudsman has read it."""

    TROUBLE = "trouble"
    NATIONAL = "national"
    APPEAL = "appeal"
    CONDUCT = "conduct"
    PRAISE = "praise"


class Cause(StrEnum):
    """Why a process is complicated."""

    LANGUAGE = "language"
    DOUBLE = "double"
    STEPS = "steps"
    QUEUE = "queue"
    HANDOVER = "handover"
    PRACTICE = "practice"
    FEES = "fees"
    RULES = "rules"
    SYSTEM = "system"
    INFORMATION = "information"


class GroupState(StrEnum):
    """Where a group of complaints about the same thing stands."""

    OPEN = "open"
    WITH_OWNER = "with_owner"
    DECIDED = "decided"
    NOT_DECIDED = "not_decided"
    DONE = "done"
    MEASURED = "measured"


class MeasureState(StrEnum):
    """Where a measure stands; one that is not decided has a reason."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    NOT_DECIDED = "not_decided"
    DONE = "done"
    MEASURED = "measured"


MEASURE_MOVES: Mapping[MeasureState, frozenset[MeasureState]] = {
    MeasureState.PROPOSED: frozenset({MeasureState.DECIDED, MeasureState.NOT_DECIDED}),
    MeasureState.DECIDED: frozenset({MeasureState.DONE, MeasureState.NOT_DECIDED}),
    MeasureState.NOT_DECIDED: frozenset({MeasureState.DECIDED}),
    MeasureState.DONE: frozenset({MeasureState.MEASURED, MeasureState.DECIDED}),
    MeasureState.MEASURED: frozenset({MeasureState.DONE}),
}
SORTED_NAMES: Mapping[Sorted, Word] = {
    Sorted.TROUBLE: word("Needless trouble"),
    Sorted.NATIONAL: word("The rule is national"),
    Sorted.APPEAL: word("An appeal, sent on"),
    Sorted.CONDUCT: word("About a person, sent on"),
    Sorted.PRAISE: word("Praise"),
}
CAUSE_NAMES: Mapping[Cause, Word] = {
    Cause.LANGUAGE: word("Hard language"),
    Cause.DOUBLE: word("The same information asked twice"),
    Cause.STEPS: word("Too many steps"),
    Cause.QUEUE: word("Waiting in a queue"),
    Cause.HANDOVER: word("Handed from unit to unit"),
    Cause.PRACTICE: word("Different practice"),
    Cause.FEES: word("Fees"),
    Cause.RULES: word("The rules"),
    Cause.SYSTEM: word("The system"),
    Cause.INFORMATION: word("Missing information"),
}
GROUP_STATE_NAMES: Mapping[GroupState, Word] = {
    GroupState.OPEN: word("Being looked into"),
    GroupState.WITH_OWNER: word("With the one who owns the process"),
    GroupState.DECIDED: word("A measure is decided"),
    GroupState.NOT_DECIDED: word("No measure"),
    GroupState.DONE: word("Done"),
    GroupState.MEASURED: word("Done, and the effect is measured"),
}
MEASURE_STATE_NAMES: Mapping[MeasureState, Word] = {
    MeasureState.PROPOSED: word("Proposed"),
    MeasureState.DECIDED: word("Decided"),
    MeasureState.NOT_DECIDED: word("Decided against"),
    MeasureState.DONE: word("Done"),
    MeasureState.MEASURED: word("Effect measured"),
}


@dataclass(frozen=True)
class Effort:
    """What one passage through a process costs a person: minutes, steps, forms; None where nobody has counted."""

    minutes: int | None = None
    steps: int | None = None
    forms: int | None = None


def minutes_given_back(before: Effort, after: Effort, times_a_year: int | None) -> int | None:
    """Minutes a year that a measure gives back to people; None when it cannot be said."""
    if before.minutes is None or after.minutes is None or times_a_year is None:
        return None
    return (before.minutes - after.minutes) * times_a_year
