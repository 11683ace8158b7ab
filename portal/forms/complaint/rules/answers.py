"""What a complaint says: the typed answers behind every page of the form, shared by form, service and staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from portal.core.words import Word, word

WORDS_MOST = 5_000
MINUTES_MOST, KRONOR_MOST = 100_000, 10_000_000


class Who(StrEnum):
    """In which role somebody complains."""

    RESIDENT = "resident"
    COMPANY = "company"
    ASSOCIATION = "association"
    EMPLOYEE = "employee"
    ANONYMOUS = "anonymous"


class Hard(StrEnum):
    """What was hard; several may be chosen."""

    UNCLEAR = "unclear"
    TWICE = "twice"
    FORM = "form"
    WAITING = "waiting"
    CONTRADICTORY = "contradictory"
    FEE = "fee"
    RULE = "rule"
    DIGITAL = "digital"
    OTHER = "other"


class Door(StrEnum):
    """What somebody may want instead of complaining; each has a page or a number of its own.

    An appeal is never taken for a complaint: its page shows the route and the time limit (förvaltningslagen
    (2017:900) 43–45 §§: to the authority that decided, in writing, within three weeks of being told).
    """

    APPEAL = "appeal"
    PERSON = "person"
    ACUTE = "acute"
    PLACE = "place"


WHO_NAMES: Mapping[Who, Word] = {
    Who.RESIDENT: word("Resident"),
    Who.COMPANY: word("Company"),
    Who.ASSOCIATION: word("Association"),
    Who.EMPLOYEE: word("Employee of the municipality"),
    Who.ANONYMOUS: word("I would rather not say"),
}
HARD_NAMES: Mapping[Hard, Word] = {
    Hard.UNCLEAR: word("The text was hard to understand"),
    Hard.TWICE: word("I had to give the same information twice"),
    Hard.FORM: word("The form was complicated"),
    Hard.WAITING: word("It took too long"),
    Hard.CONTRADICTORY: word("I got different answers"),
    Hard.FEE: word("The fee"),
    Hard.RULE: word("The rule itself"),
    Hard.DIGITAL: word("It had to be done on the web, and that was hard"),
    Hard.OTHER: word("Something else"),
}


@dataclass(frozen=True)
class Complaint:
    """A whole complaint. `node_id` is a service, process or step of the register, None for "don't know".

    `minutes` and `kronor` are what the person says it cost them; `may_publish` allows telling of it without personal
    data.
    """

    who: Who
    node_id: UUID | None
    hard: tuple[Hard, ...]
    happened: str
    simpler: str = ""
    minutes: int | None = None
    kronor: int | None = None
    email: str | None = None
    phone: str | None = None
    may_publish: bool = False
