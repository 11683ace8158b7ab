"""Which pages an application asks, decided on the server from what has been said (domain facts §2.1).

A first application asks everything; a renewal leaves out how the household lived before and may keep what is the
same; a supplementary one asks only for the costs. What is not asked is never read, whatever was posted.
"""

from dataclasses import dataclass
from datetime import date

from portal.forms.assistance.rules.answers import ApplicationKind, Occupation

PERIOD, TOGETHER, APPLICANT, PAYMENT, CO_APPLICANT = "period", "together", "applicant", "payment", "co_applicant"
LIVELIHOOD, CHILDREN, HOUSING = "livelihood", "children", "housing"
INCOMES, PENDING, ASSETS, COSTS = "incomes", "pending", "assets", "costs"
PLANNING, CO_PLANNING, JOBS, MESSAGE, DECLARATION = "planning", "co_planning", "jobs", "message", "declaration"

ALL = (
    PERIOD,
    TOGETHER,
    APPLICANT,
    PAYMENT,
    CO_APPLICANT,
    CHILDREN,
    HOUSING,
    LIVELIHOOD,
    PLANNING,
    CO_PLANNING,
    JOBS,
    INCOMES,
    PENDING,
    ASSETS,
    COSTS,
    MESSAGE,
)
"""In the order they are asked; `DECLARATION` is signed under on the page that shows all answers."""

_SUPPLEMENT = frozenset({PERIOD, TOGETHER, APPLICANT, PAYMENT, CO_APPLICANT, COSTS, MESSAGE})
_OF_A_COUPLE = frozenset({CO_APPLICANT, CO_PLANNING})
KEPT_BY_A_RENEWAL = frozenset(
    {APPLICANT, PAYMENT, CO_APPLICANT, CHILDREN, HOUSING, PLANNING, CO_PLANNING, PENDING, ASSETS}
)
"""Pages that a renewal fills in with last time's answers and asks only whether they still hold."""


@dataclass(frozen=True)
class Child:
    """A child as other pages name it: its row's id and its name."""

    id: str
    name: str


@dataclass(frozen=True)
class Setting:
    """What the pages need to know of the rest: who applies for what, with whom.

    `months` are those open today; `partner` is empty when alone; `last_partner` is whom they applied with last.
    """

    today: date
    kind: ApplicationKind = ApplicationKind.FIRST
    month: str = ""
    months: tuple[str, ...] = ()
    name: str = ""
    personnummer: str = ""
    partner: str = ""
    partner_number: str = ""
    last_partner: str = ""
    children: tuple[Child, ...] = ()
    occupations: frozenset[str] = frozenset()

    @property
    def is_couple(self) -> bool:
        """True when two adults apply together."""
        return bool(self.partner)

    @property
    def is_first(self) -> bool:
        """True for a first application."""
        return self.kind is ApplicationKind.FIRST


def asked(setting: Setting) -> tuple[str, ...]:
    """The pages of this application, in their order."""
    return tuple(code for code in ALL if _is_asked(code, setting))


def _is_asked(code: str, setting: Setting) -> bool:
    if setting.kind is ApplicationKind.SUPPLEMENTARY and code not in _SUPPLEMENT:
        return False
    if code in _OF_A_COUPLE and not setting.is_couple:
        return False
    if code == LIVELIHOOD:
        return setting.is_first
    return code != JOBS or Occupation.JOBSEEKING.value in setting.occupations
