"""A family whom the robot meets in tests: Amina Warsame of the demo, her two children, and what is known of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.accounts import service as accounts
from portal.accounts.permissions import Role as StaffRole
from portal.accounts.queries import viewer_of
from portal.accounts.rules import AccountDetails
from portal.accounts.viewer import Viewer
from portal.forms.assistance.agencies.replies import Agency, Heard
from portal.forms.assistance.agencies.simulated import Simulated
from portal.forms.assistance.agencies.source import Question, Source, ask_all, days_before
from portal.forms.assistance.models import Application
from portal.forms.assistance.riksnorm import Practice
from portal.forms.assistance.robot.assessing import Assessment, assess
from portal.forms.assistance.robot.facts import Facts
from portal.forms.assistance.rules.answers import (
    Answers,
    ApplicationKind,
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
    Role,
)
from portal.forms.assistance.service import robot
from tests.factories import assistance
from tests.factories.accounts import PASSWORD_HASH

OCTOBER = datetime(2026, 9, 25, 10, 0, tzinfo=UTC)
NOVEMBER = datetime(2026, 10, 26, 10, 0, tzinfo=UTC)
DECEMBER = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
AMINA = Person(Role.APPLICANT, "199103142387", "Amina Warsame", clearing="8327-9", account="123 456 789-0")
ME = Role.APPLICANT
STATED = (
    Income(IncomeType.CHILD_ALLOWANCE, 2_650_00, None, ME),
    Income(IncomeType.HOUSING_ALLOWANCE, 3_400_00, None, ME),
    Income(IncomeType.CHILD_SUPPORT, 3_346_00, None, ME),
    Income(IncomeType.ACTIVITY_SUPPORT, 5_000_00, None, ME),
)
LACKS = 5_724_00
"""What is lacking: norm 12 270, rent 7 400, electricity 450, less 14 396."""


def lead(session: Session) -> Viewer:
    """A lead of assistance, who may do everything caseworkers do."""
    details = AccountDetails("lead@kommun.example", "Birgitta Löfgren", "sv", frozenset({StaffRole.ASSISTANCE_LEAD}))
    made = accounts.create_account(
        session, details=details, password_hash=PASSWORD_HASH, is_temporary=False, now=OCTOBER
    )
    viewer = viewer_of(session, made.id)
    assert viewer is not None
    return viewer


def answers(kind: ApplicationKind = ApplicationKind.FIRST, month: str = "2026-10", **more: Any) -> Answers:
    """What Amina answers: complete, and as the simulated agencies know it."""
    said = Answers(
        Period(kind, month),
        (AMINA,),
        livelihood="Aktivitetsstöd och bidrag.",
        children=(
            Child("Yusuf Warsame", "201805022397"),
            Child("Hodan Warsame", "202109192381", lunch_away=True),
        ),
        housing=Housing(HousingForm.RENTAL, 3, rooms=3, address="Norra Långgatan 14, lgh 1102"),
        has_incomes=True,
        incomes=STATED,
        has_assets=False,
        planning=(Planning(ME, Occupation.JOBSEEKING),),
        costs=(Cost(CostType.RENT, 7_400_00), Cost(CostType.ELECTRICITY, 450_00)),
        is_attested=True,
    )
    return replace(said, **more)


def renewal(month: str = "2026-11", **more: Any) -> Answers:
    """The same a month later."""
    return answers(ApplicationKind.RENEWAL, month, **more)


def heard(of: Answers, source: Source | None = None, *, silent: Sequence[Agency] = ()) -> tuple[Heard, ...]:
    """What the agencies answer about everybody in `of`; `silent` ones do not."""
    asked = [Question(person.personnummer, person.role, *days_before(of.period.month)) for person in of.people]
    found = ask_all(source or Simulated(), asked)
    return tuple(replace(one, reply=None) if one.agency in silent else one for one in found)


def facts(of: Answers, **more: Any) -> Facts:
    """What the robot knows beside the answers, with no month before."""
    return replace(Facts(on=date(2026, 9, 25), heard=heard(of)), **more)


def assessed(of: Answers, practice: Practice | None = None, **more: Any) -> Assessment:
    """The robot's run on answers and facts alone."""
    return assess(of, facts(of, **more), practice or Practice())


def filed(session: Session, of: Answers, now: datetime) -> Application:
    """The application with its case."""
    application = assistance.presented(session, of=of, now=now)
    for person in of.people:
        assistance.sign(session, application, person, now=now)
    return application


def ran(
    session: Session,
    application: Application,
    now: datetime,
    *,
    source: Source | None = None,
    silent: Sequence[Agency] = (),
    draw: bool = False,
    is_demo: bool = True,
) -> Assessment | None:
    """The robot's run as its job does it."""
    found = ask_all(source or Simulated(), robot.questions(session, application.id))
    return robot.run(
        session,
        application.id,
        heard=[replace(one, reply=None) if one.agency in silent else one for one in found],
        settings=assistance.RULES,
        is_demo=is_demo,
        now=now,
        draw=lambda _one_in: draw,
    )
