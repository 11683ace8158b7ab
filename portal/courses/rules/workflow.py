"""How a course becomes public: made by one person, approved by another, put on the shelf, taken off again.

The state is that of the *working copy*. What is on the shelf stays there unchanged while an editor works on, until
the course is published anew or withdrawn.
"""

from collections.abc import Mapping
from enum import StrEnum

from portal.core.words import Word, word


class State(StrEnum):
    """Where the working copy is."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


STATE_NAMES: Mapping[State, Word] = {
    State.DRAFT: word("Draft"),
    State.REVIEW: word("Waits for approval"),
    State.APPROVED: word("Approved"),
    State.PUBLISHED: word("Public"),
    State.WITHDRAWN: word("Withdrawn from the public"),
}


class Step(StrEnum):
    """What staff do with a course; also the kinds of rows in its history."""

    CREATED = "created"
    CHANGED = "changed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


MOVES: Mapping[State, Mapping[Step, State]] = {
    State.DRAFT: {Step.CHANGED: State.DRAFT, Step.SUBMITTED: State.REVIEW, Step.WITHDRAWN: State.WITHDRAWN},
    State.REVIEW: {
        Step.CHANGED: State.DRAFT,
        Step.RETURNED: State.DRAFT,
        Step.APPROVED: State.APPROVED,
        Step.WITHDRAWN: State.WITHDRAWN,
    },
    State.APPROVED: {
        Step.CHANGED: State.DRAFT,
        Step.RETURNED: State.DRAFT,
        Step.PUBLISHED: State.PUBLISHED,
        Step.WITHDRAWN: State.WITHDRAWN,
    },
    State.PUBLISHED: {Step.CHANGED: State.DRAFT, Step.WITHDRAWN: State.WITHDRAWN},
    State.WITHDRAWN: {Step.CHANGED: State.DRAFT, Step.SUBMITTED: State.REVIEW},
}
"""Which step leads where; a step that is not there is refused."""


class FilmState(StrEnum):
    """Where a film is between the editor's computer and the shelf."""

    RECEIVING = "receiving"
    WAITING = "waiting"
    ENCODING = "encoding"
    READY = "ready"
    REFUSED = "refused"
    FAILED = "failed"


FILM_STATE_NAMES: Mapping[FilmState, Word] = {
    FilmState.RECEIVING: word("Is being uploaded"),
    FilmState.WAITING: word("Waits to be made ready"),
    FilmState.ENCODING: word("Is being made ready"),
    FilmState.READY: word("Ready"),
    FilmState.REFUSED: word("Cannot be used"),
    FilmState.FAILED: word("Failed"),
}
