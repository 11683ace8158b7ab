"""What the robot reckons with beside the answers: last month, agencies, caseworkers' words, matches, history.

All of it is stored with the proposal, so that the same proposal can be made again later (`assessing.assess`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.forms.assistance.agencies.replies import Heard
from portal.forms.assistance.rules.answers import Amount, Answers, Role
from portal.forms.assistance.rules.changes import Said


class Section(StrEnum):
    """What is compared with last month."""

    ADULTS = "adults"
    CHILDREN = "children"
    HOME = "home"
    ACCOUNT = "account"
    INCOMES = "incomes"
    COSTS = "costs"
    ASSETS = "assets"
    OCCUPATION = "occupation"
    PENDING = "pending"


@dataclass(frozen=True)
class Entry:
    """One thing that was so in a month: `key` says what, `amount` (öre) or `text` how."""

    section: Section
    key: str
    amount: Amount | None = None
    text: str = ""


@dataclass(frozen=True)
class Approved:
    """How a cost was assessed last month; `ref` as in the calculation."""

    type: str
    ref: str
    applied: Amount | None
    approved: Amount | None
    reason: str = ""


@dataclass(frozen=True)
class Before:
    """The household's latest application for an earlier month; `outcome` of its decision, empty when there is none.

    `surplus` is what was left over then, None when that is not known.
    """

    application: str
    month: str
    outcome: str
    known: tuple[Entry, ...]
    approved: tuple[Approved, ...] = ()
    surplus: Amount | None = 0


class MatchKind(StrEnum):
    """What two unrelated households have in common."""

    ACCOUNT = "account"
    DOCUMENT = "document"
    ADDRESS = "address"


@dataclass(frozen=True)
class Match:
    """A blind index found in an unrelated household's application: never more about it than its id."""

    kind: MatchKind
    application: str


@dataclass(frozen=True)
class Given:
    """The months in which an adult has had assistance, as `2026-03`."""

    whose: Role
    months: tuple[str, ...]


@dataclass(frozen=True)
class Earned:
    """What a child has earned from work earlier this calendar year; None when not known."""

    personnummer: str
    amount: Amount | None


@dataclass(frozen=True)
class Facts:
    """Everything beside the answers; `on` is the day the application was filed.

    A supplementary application asks for costs alone: `main` is what the household said when it applied for that
    month, and `granted` what it has got for the month already (öre).
    """

    on: date
    heard: tuple[Heard, ...] = ()
    before: Before | None = None
    said: tuple[Said, ...] = ()
    matches: tuple[Match, ...] = ()
    given: tuple[Given, ...] = ()
    earned: tuple[Earned, ...] = ()
    granted: Amount = 0
    main: Answers | None = None
