"""The order of the pages of a long form: how each stands, which comes next, what is left; plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.core.words import Word


class Standing(StrEnum):
    """How far a page has come; `CHECK`: filled in with what was said an earlier time, and not yet looked at."""

    TO_DO = "to_do"
    BEGUN = "begun"
    CHECK = "check"
    DONE = "done"


@dataclass(frozen=True)
class Step:
    """One page of a form and how it stands."""

    code: str
    label: Word
    standing: Standing


def after(codes: Sequence[str], code: str) -> str | None:
    """The page that follows `code`; None after the last and for a page that is not asked."""
    if code not in codes:
        return None
    return next(iter(codes[codes.index(code) + 1 :]), None)


def before(codes: Sequence[str], code: str) -> str | None:
    """The page that comes before `code`; None for the first and for a page that is not asked."""
    return after(tuple(reversed(codes)), code)


def left(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps that are not done, in their order."""
    return tuple(step for step in steps if step.standing is not Standing.DONE)
