"""All that one application says, and how it is kept."""

from dataclasses import dataclass

from portal.forms.assistance.rules import canonical
from portal.forms.assistance.rules.answers.parts import (
    Asset,
    Child,
    Cost,
    Housing,
    Income,
    JobApplication,
    PendingBenefit,
    Period,
    Person,
    Planning,
)


@dataclass(frozen=True)
class Answers:
    """All that one application says. `people` holds the applicant first, then the co-applicant if there is one."""

    period: Period
    people: tuple[Person, ...]
    livelihood: str = ""
    children: tuple[Child, ...] = ()
    children_changed: str = ""
    housing: Housing | None = None
    has_incomes: bool | None = None
    incomes: tuple[Income, ...] = ()
    pending: tuple[PendingBenefit, ...] = ()
    has_assets: bool | None = None
    assets: tuple[Asset, ...] = ()
    planning: tuple[Planning, ...] = ()
    job_applications: tuple[JobApplication, ...] = ()
    costs: tuple[Cost, ...] = ()
    message: str = ""
    is_attested: bool = False

    @property
    def applicant(self) -> Person:
        """The one who applies."""
        return self.people[0]

    @property
    def co_applicant(self) -> Person | None:
        """The other adult, when a couple applies together."""
        return self.people[1] if len(self.people) > 1 else None


def to_json(answers: Answers) -> str:
    """`answers` as canonical JSON: the same answers give the same bytes."""
    return canonical.to_json(answers)


def from_json(text: str) -> Answers:
    """The answers that `to_json` wrote; raises ValueError, KeyError or TypeError for anything else."""
    return canonical.from_json(Answers, text)
