"""What a kind of case hands over: its states and how they may move, its outcomes, its secrecy, its review page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote

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


ACTIONS = frozenset({"take", "assign", "team", "priority", "state", "close", "reply", "note", "publish", "unpublish"})
"""What the backoffice offers to do with a case of any kind."""


@dataclass(frozen=True)
class Kind:
    """A kind of case. `review` is the endpoint of its page for staff, taking `number`.

    `permission` is what a member of staff needs to see such a case at all; with `Secrecy.UNTIL_SHARED` the team
    that a case was shared with sees it too. `answered_state` is where a case goes when the reporter answers what we
    waited for. `subject_page` is the path of the public page about a case's subject, with `{language}` and `{ref}`.

    `actions` are those of the backoffice's own that the kind allows; the rest its own pages do by rules of their own.
    `own_page` is the path of the page where a signed-in resident reads such cases, with `{language}`: then no receipt
    and no letter opens one. `barred` gives a SELECT of (account, case) pairs: who may not know of which (jäv).
    """

    slug: str
    prefix: str
    label: Word
    states: Mapping[str, State]
    first_state: str
    reopened_state: str
    withdrawn_state: str
    answered_state: str
    moves: Mapping[str, frozenset[str]]
    outcomes: Mapping[str, Outcome]
    secrecy: Secrecy
    permission: str
    review: str
    bulk_actions: frozenset[str] = frozenset()
    reopen_days: int = 30
    subject_page: str = ""
    actions: frozenset[str] = ACTIONS
    own_page: str = ""
    barred: Callable[[], Any] | None = None

    def may_move(self, state: str, to: str) -> bool:
        """True when the kind's table allows a case in `state` to go `to`."""
        return to in self.moves.get(state, frozenset())

    def next_states(self, state: str) -> tuple[State, ...]:
        """The states a case may go to from `state`, in the order of the kind's table."""
        return tuple(found for code, found in self.states.items() if self.may_move(state, code))

    def page_about(self, ref: str | None, language: str) -> str | None:
        """The path of the public page about the subject `ref`; None where there is none."""
        return self.subject_page.format(language=language, ref=quote(ref, safe="")) if ref else None

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
    unknown = [f"there is no state {code}" for code in sorted(_named(kind) - set(kind.states))]
    return unknown or [*_lonely(kind), *_endless(kind), *_misplaced(kind)]


def _starts(kind: Kind) -> set[str]:
    return {kind.first_state, kind.reopened_state, kind.answered_state}


def _named(kind: Kind) -> set[str]:
    ends = {outcome.state for outcome in kind.outcomes.values()}
    return _starts(kind) | {kind.withdrawn_state, *kind.moves} | ends | set().union(*kind.moves.values())


def _reached(kind: Kind, starts: set[str]) -> set[str]:
    found, fresh = set(starts), set(starts)
    while fresh:
        fresh = set().union(*(kind.moves.get(code, frozenset()) for code in fresh)) - found
        found |= fresh
    return found


def _lonely(kind: Kind) -> list[str]:
    reached = _reached(kind, _starts(kind)) | {kind.withdrawn_state}
    return [f"no way leads to the state {code}" for code in sorted(set(kind.states) - reached)]


def _endless(kind: Kind) -> list[str]:
    ends = {outcome.state for outcome in kind.outcomes.values()}
    return [
        f"no way leads from the state {code} to an outcome"
        for code, state in kind.states.items()
        if state.is_open and not ends & _reached(kind, {code})
    ]


def _misplaced(kind: Kind) -> list[str]:
    ends = {kind.withdrawn_state, *(outcome.state for outcome in kind.outcomes.values())}
    open_ends = [f"a case ends in the open state {code}" for code in sorted(ends) if kind.states[code].is_open]
    begun = [kind.states[code] for code in sorted(_starts(kind))]
    if kind.withdrawn_state in {outcome.state for outcome in kind.outcomes.values()}:
        open_ends.append("a case that was taken back looks like one that has ended")
    return open_ends + [f"a case begins in {state.code}" for state in begun if state.pauses or not state.is_open]
