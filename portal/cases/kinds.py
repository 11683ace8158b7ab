"""What a kind of case hands over: its states and how they may move, its outcomes, its secrecy, its review page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.core.words import Word


class Secrecy(StrEnum):
    """Who may know of a case: the service's roles, one role alone, or one role until it shares the case."""

    OPEN = "open"
    ONE_ROLE = "one_role"
    UNTIL_SHARED = "until_shared"


class Tone(StrEnum):
    """How a state looks in a tag; never the only sign of it."""

    NEW = "new"
    PROGRESS = "progress"
    PLANNED = "planned"
    WAITING = "waiting"
    DONE = "done"
    CLOSED = "closed"


@dataclass(frozen=True)
class State:
    """A state: what staff call it, what the resident reads, what happens next.

    `pauses` stops the promise while we wait for the reporter.
    """

    code: str
    label: Word
    plain: Word
    next_step: Word
    tone: Tone
    is_open: bool = True
    pauses: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a case may end; `asks` names what staff must add: `who` it belongs to, `why` not, or `which` it doubles.

    `is_change` says whether the place is better for it; `state` is where the case then stands.
    """

    code: str
    label: Word
    plain: Word
    state: str
    asks: str | None = None
    is_change: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of case. `review` is the endpoint of its page for staff, taking `number`.

    `permission` is what a member of staff needs to see such a case at all; with `Secrecy.UNTIL_SHARED` the team
    that a case was shared with sees it too.
    """

    slug: str
    prefix: str
    label: Word
    states: Mapping[str, State]
    first_state: str
    reopened_state: str
    withdrawn_state: str
    moves: Mapping[str, frozenset[str]]
    outcomes: Mapping[str, Outcome]
    secrecy: Secrecy
    permission: str
    review: str
    bulk_actions: frozenset[str] = frozenset()
    reopen_days: int = 30
    letters: Mapping[str, str] = field(default_factory=dict)

    def may_move(self, state: str, to: str) -> bool:
        """True when the kind's table allows a case in `state` to go `to`."""
        return to in self.moves.get(state, frozenset())

    def next_states(self, state: str) -> tuple[State, ...]:
        """The states a case may go to from `state`, in the order of the kind's table."""
        return tuple(found for code, found in self.states.items() if self.may_move(state, code))

    @property
    def is_secret(self) -> bool:
        """True when the words of such a case may be in no index that others search."""
        return self.secrecy is not Secrecy.OPEN


class Kinds(dict[str, Kind]):
    """The kinds of this portal by slug, gathered by `app`; checked for moves to states that do not exist."""

    def add(self, kind: Kind) -> None:
        """Add a kind; raises ValueError when its tables do not fit together or its slug or prefix is taken."""
        if kind.slug in self or any(kind.prefix == other.prefix for other in self.values()):
            raise ValueError(f"the kind {kind.slug} or its prefix {kind.prefix} exists already")
        if faults := faults_of(kind):
            raise ValueError(f"kind {kind.slug}: {'; '.join(faults)}")
        self[kind.slug] = kind


def faults_of(kind: Kind) -> list[str]:
    """Everything in a kind's tables that does not fit together, as sentences; empty when all is well."""
    named = {kind.first_state, kind.reopened_state, kind.withdrawn_state, *kind.moves}
    named |= {to for moves in kind.moves.values() for to in moves}
    named |= {outcome.state for outcome in kind.outcomes.values()}
    unknown = [f"there is no state {code}" for code in sorted(named - set(kind.states))]
    reached = {kind.first_state, kind.reopened_state, kind.withdrawn_state}
    reached |= {to for moves in kind.moves.values() for to in moves}
    reached |= {outcome.state for outcome in kind.outcomes.values()}
    lonely = [f"no way leads to the state {code}" for code in sorted(set(kind.states) - reached)]
    return unknown + lonely
