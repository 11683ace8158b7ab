"""The households of the demo and what they answer; invented people with test numbers, sums that could be true."""

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
I, C, O = IncomeType, CostType, Occupation  # noqa: E741 (short names keep the table readable)


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


WARSAME = Family(
    ("amina",),
    "1234567890",
    "Jag har aktivitetsstöd och bidrag men de räcker inte till hyran.",
    rooms=3,
    flat="1102",
    children=("yusuf", "hodan"),
    costs={C.RENT: 7400, C.ELECTRICITY: 450, C.HOME_INSURANCE: 120},
    occupations=(O.JOBSEEKING,),
    incomes=(
        (I.CHILD_ALLOWANCE, ME, 2650, 20),
        (I.HOUSING_ALLOWANCE, ME, 3400, 20),
        (I.CHILD_SUPPORT, ME, 3346, 25),
        (I.ACTIVITY_SUPPORT, ME, 5000, 25),
    ),
)
EKBERG = Family(
    ("johan", "elin"),
    "2233445566",
    "Elin arbetar deltid och Johan har aktivitetsstöd. Min uppsägningslön tog slut i somras.",
    rooms=4,
    children=("stina", "melker", "alva"),
    costs={C.RENT: 9200, C.ELECTRICITY: 700, C.HOME_INSURANCE: 160, C.UNEMPLOYMENT_FUND: 150},
    occupations=(O.JOBSEEKING, O.WORK_PART),
    incomes=(
        (I.CHILD_ALLOWANCE, ME, 2240, 20),
        (I.ACTIVITY_SUPPORT, ME, 6800, 25),
        (I.CHILD_ALLOWANCE, PARTNER, 2240, 20),
        (I.HOUSING_ALLOWANCE, PARTNER, 2400, 20),
        (I.SALARY, PARTNER, 9900, 25),
    ),
    assets=((AssetType.VEHICLE, "KLM 04A", 15000),),
    worked="Lagerarbete i Nybro, till och med juni.",
)
SANDGREN = Family(
    ("erik",),
    "3030303030",
    "Jag har levt på sparade pengar sedan min firma lades ner.",
    rooms=2,
    costs={C.RENT: 6100, C.ELECTRICITY: 300},
    occupations=(O.JOBSEEKING,),
    assets=((AssetType.BANK_SAVINGS, "", 18500),),
    worked="Egen målerifirma, avslutad i augusti.",
)
LINDROTH = Family(
    ("maja",),
    "4040404040",
    "Jag har bott hos en kompis och fått hjälp med mat. Nu har jag en egen lägenhet.",
    rooms=1,
    costs={C.RENT: 5300},
    occupations=(O.JOBSEEKING,),
)
HADDAD = Family(
    ("samir", "rania"),
    "5050505050",
    "راتب رانيا وتعويض البطالة لا يكفيان لكل الفواتير.",
    rooms=2,
    costs={C.RENT: 7800, C.ELECTRICITY: 400},
    occupations=(O.JOBSEEKING, O.WORK_PART),
    incomes=((I.UNEMPLOYMENT_BENEFIT, ME, 14800, 24), (I.SALARY, PARTNER, 13600, 25)),
    language="ar",
)
WIKANDER = Family(
    ("bjorn",),
    "6060606060",
    "Sjukpenningen är min enda inkomst.",
    rooms=2,
    costs={C.RENT: 6400, C.ELECTRICITY: 250},
    occupations=(O.SICK_LEAVE,),
    incomes=((I.SICKNESS_BENEFIT, ME, 12900, 26),),
)
MALMBORG = Family(
    ("kerstin",),
    "7070707070",
    "Pensionen och bostadstillägget räcker inte sedan hyran höjdes.",
    rooms=3,
    costs={C.RENT: 8900, C.ELECTRICITY: 320, C.HOME_INSURANCE: 110},
    occupations=(O.OTHER,),
    incomes=((I.PENSION, ME, 8300, 19), (I.HOUSING_ALLOWANCE, ME, 1900, 19)),
)
NYLEN = Family(
    ("petra",),
    "8080808080",
    "Efter skilsmässan bor barnen hos mig varannan vecka.",
    rooms=3,
    children=("ida", "oskar"),
    days=15,
    costs={C.RENT: 7700, C.ELECTRICITY: 420},
    occupations=(O.JOBSEEKING,),
    incomes=((I.CHILD_ALLOWANCE, ME, 1325, 20), (I.ACTIVITY_SUPPORT, ME, 8200, 25)),
)
KOVALENKO = Family(
    ("olena",),
    "9090909090",
    "I have lived on the daily allowance. I am at home with my child.",
    rooms=1,
    children=("danylo",),
    costs={C.RENT: 5900, C.ELECTRICITY: 200},
    occupations=(O.PARENTAL_LEAVE,),
    language="en",
)
HASSAN = Family(
    ("abdi", "fadumo"),
    "1010101010",
    "Vi är åtta i familjen. Föräldrapenning och aktivitetsstöd räcker inte.",
    rooms=5,
    children=("ayaan", "sumaya", "bilal", "hani", "idris", "maryam"),
    costs={C.RENT: 11800, C.ELECTRICITY: 900},
    occupations=(O.JOBSEEKING, O.PARENTAL_LEAVE),
    incomes=(
        (I.CHILD_ALLOWANCE, ME, 5920, 20),
        (I.ACTIVITY_SUPPORT, ME, 5600, 25),
        (I.CHILD_ALLOWANCE, PARTNER, 5920, 20),
        (I.PARENTAL_BENEFIT, PARTNER, 5400, 25),
    ),
)
SUNDIN = Family(
    ("filip",),
    "1212121212",
    "Jag har inte haft något arbete sedan i vintras.",
    rooms=1,
    costs={C.RENT: 4900},
    occupations=(O.JOBSEEKING,),
)
OHMAN = Family(
    ("viktor",),
    "1212121212",
    "Jag har levt på lån från vänner.",
    rooms=1,
    costs={C.RENT: 4900},
    occupations=(O.JOBSEEKING,),
)
HELLSTROM = Family(
    ("nora", "adam"),
    "1313131313",
    "Jag läser sista terminen och Adam söker arbete.",
    rooms=2,
    costs={C.RENT: 6900, C.ELECTRICITY: 300},
    occupations=(O.STUDIES, O.JOBSEEKING),
    incomes=((I.STUDY_SUPPORT, ME, 13100, 25),),
)
