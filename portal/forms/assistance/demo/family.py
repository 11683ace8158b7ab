"""A household of the demo and what it answers for a month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from portal.accounts.population.simulated import demo_person
from portal.forms.assistance.agencies.source import days_before
from portal.forms.assistance.rules.answers import (
    Answers,
    ApplicationKind,
    Asset,
    AssetType,
    Child,
    Cost,
    CostType,
    Housing,
    HousingForm,
    Income,
    IncomeType,
    Occupation,
    Period,
    Person,
    Planning,
    Residence,
    Role,
)

ME, PARTNER = Role.APPLICANT, Role.CO_APPLICANT


@dataclass(frozen=True)
class Family:
    """A household: `people` and `children` are keys of the population register; money in kronor a month.

    `incomes` are (type, whose, kronor, day of the month); `assets` (type, registration, kronor).
    """

    people: tuple[str, ...]
    account: str
    livelihood: str
    rooms: int
    costs: Mapping[CostType, int]
    occupations: tuple[Occupation, ...]
    incomes: Sequence[tuple[IncomeType, Role, int, int]] = ()
    children: tuple[str, ...] = ()
    days: int | None = None
    assets: Sequence[tuple[AssetType, str, int]] = ()
    language: str = "sv"
    flat: str = ""
    worked: str = ""
    message: str = ""
    more: Mapping[CostType, int] = field(default_factory=dict)

    def answers(self, month: str) -> Answers:
        """What the household answers for a month (YYYY-MM); the kind of application is the draft's to say."""
        home = demo_person(self.people[0])
        count = len(self.people) + len(self.children)
        address = f"{home['address']}, lgh {self.flat}" if self.flat else home["address"]
        costs = {**self.costs, **self.more}
        return Answers(
            Period(ApplicationKind.FIRST, month),
            tuple(self._person(place, key) for place, key in enumerate(self.people)),
            livelihood=self.livelihood,
            children=tuple(self._child(key, month) for key in self.children),
            housing=Housing(HousingForm.RENTAL, count, self.rooms, address),
            has_incomes=bool(self.incomes),
            incomes=tuple(_income(row, month) for row in self.incomes),
            has_assets=bool(self.assets),
            assets=tuple(Asset(kind, value * 100, ME, "", plate) for kind, plate, value in self.assets),
            planning=tuple(map(_plan, (ME, PARTNER), self.occupations)),
            costs=tuple(Cost(kind, amount * 100) for kind, amount in costs.items()),
            message=self.message,
            is_attested=True,
        )

    def but(self, **changes: object) -> "Family":
        """The same household a month when something is different."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def _person(self, place: int, key: str) -> Person:
        known = demo_person(key)
        person = Person((ME, PARTNER)[place], known["personnummer"], known["name"], phone="+46701740605")
        work = replace(person, worked_last_year=bool(self.worked and place == 0), work_description=self.worked)
        return replace(work, clearing="8327", account=self.account) if place == 0 else work

    def _child(self, key: str, month: str) -> Child:
        known = demo_person(key)
        years = int(month[:4]) - date.fromisoformat(known["born_on"]).year
        residence = Residence.FULL if self.days is None else Residence.OTHER
        return Child(known["name"], known["personnummer"], residence, self.days, lunch_away=2 <= years <= 5)  # noqa: PLR2004


def _plan(whose: Role, what: Occupation) -> Planning:
    return Planning(whose, what, 100 if what is Occupation.SICK_LEAVE else None)


def _income(row: tuple[IncomeType, Role, int, int], month: str) -> Income:
    kind, whose, kronor, day = row
    first, _last = days_before(month)
    description = "Insättning" if kind is IncomeType.SWISH_DEPOSITS else ""
    return Income(kind, kronor * 100, first + timedelta(days=day - 1), whose, description=description)
