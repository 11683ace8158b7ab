"""What the robot looks up: the application, what agencies said, caseworkers' words, last month, the history."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session, joinedload

from portal.accounts.residents.service import subject_key
from portal.cases.models import Case
from portal.core.keys import Keyring
from portal.forms.assistance import riksnorm
from portal.forms.assistance.agencies import replies
from portal.forms.assistance.agencies.replies import Agency, Heard
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import (
    AgencyAnswer,
    Application,
    ApplicationState,
    Calculation,
    Decision,
    DecisionState,
    LineChange,
    Outcome,
    Party,
)
from portal.forms.assistance.robot.changes import known
from portal.forms.assistance.robot.facts import Approved, Before, Earned, Given
from portal.forms.assistance.robot.incomes import total
from portal.forms.assistance.rules import answers as answered
from portal.forms.assistance.rules.answers import Amount, Answers, ApplicationKind, IncomeType, Role
from portal.forms.assistance.rules.changes import LineWord, Said
from portal.forms.assistance.rules.decision import PAYING

Spoken = dict[tuple[Role, Agency], Heard]
"""The latest that each agency answered about each adult."""


_APPLICATION = (
    select(Application)
    .where(Application.id == bindparam("id"), Application.state == ApplicationState.FILED)
    .options(joinedload(Application.case, innerjoin=True), joinedload(Application.parties, innerjoin=True))
)
_LOCKED = _APPLICATION.with_for_update(of=Application).execution_options(populate_existing=True)
_SPOKEN = (
    select(AgencyAnswer)
    .where(AgencyAnswer.application_id.in_(bindparam("ids", expanding=True)))
    .order_by(AgencyAnswer.asked_at, AgencyAnswer.has_answered)
)
_SAID = select(LineChange).where(LineChange.application_id == bindparam("id")).order_by(LineChange.at, LineChange.id)
_OF_HOUSEHOLD = (
    select(Application, Decision.outcome, Calculation)
    .join(Case, Case.id == Application.case_id)
    .outerjoin(Decision, and_(Decision.application_id == Application.id, Decision.state == DecisionState.MADE))
    .outerjoin(Calculation, Calculation.id == Decision.calculation_id)
    .where(
        Application.household_key == bindparam("household"),
        Application.state == ApplicationState.FILED,
        Application.kind != ApplicationKind.SUPPLEMENTARY,
        Case.state != KIND.withdrawn_state,
    )
    .order_by(Application.month.desc(), Application.filed_at.desc(), Decision.made_at.desc(), Decision.id.desc())
    .limit(1)
)
_PREVIOUS = _OF_HOUSEHOLD.where(Application.month < bindparam("month"))
_MAIN = _OF_HOUSEHOLD.where(Application.month == bindparam("month"))
_GIVEN = (
    select(Party.person_key, Application.month)
    .join(Application, Application.id == Party.application_id)
    .join(Decision, Decision.application_id == Application.id)
    .where(
        Party.person_key.in_(bindparam("people", expanding=True)),
        Application.month < bindparam("month"),
        Decision.state == DecisionState.MADE,
        Decision.outcome.in_(PAYING),
    )
)
"""Made once: to build a statement anew takes longer than to run it."""


def application(session: Session, application_id: UUID, *, is_locked: bool = False) -> Application | None:
    """A filed application with its case and adults; locked for those who calculate."""
    wanted = _LOCKED if is_locked else _APPLICATION
    return session.scalars(wanted, {"id": application_id}).unique().one_or_none()


def answers_of(found: Application) -> Answers:
    """What the application says."""
    return answered.from_json(found.answers or "{}")


def spoken(session: Session, people: Mapping[UUID, Mapping[str, Role]]) -> dict[UUID, Spoken]:
    """The latest answers of agencies, per application of `people`, who says whose role each person key is."""
    rows = session.scalars(_SPOKEN, {"ids": list(people)})
    latest: dict[UUID, Spoken] = {each: {} for each in people}
    for row in rows:
        role, agency = people[row.application_id].get(row.person_key), Agency(row.agency)
        if role is not None:
            reply = replies.from_json(row.content) if row.content else None
            latest[row.application_id][role, agency] = Heard(agency, role, reply, row.is_simulated)
    return latest


def roles_of(found: Application) -> dict[str, Role]:
    """Whose role each person key of an application is."""
    return {party.person_key: party.role for party in found.parties}


def in_order(rows: Spoken) -> tuple[Heard, ...]:
    """The answers as the robot reads them, always in the same order."""
    return tuple(heard for _, heard in sorted(rows.items()))


def said(session: Session, application_id: UUID) -> tuple[Said, ...]:
    """Every word of caseworkers on lines, the oldest first."""
    rows = session.scalars(_SAID, {"id": application_id})
    return tuple(Said(row.line, LineWord.from_json(row.content or ""), row.reason or "") for row in rows)


@dataclass(frozen=True)
class Earlier:
    """The household's application for an earlier month, what it says, and the decision on it, if there is one."""

    application: Application
    answers: Answers
    outcome: Outcome | None
    calculation: Calculation | None


def previous(session: Session, of: Application) -> Earlier | None:
    """The household's latest application for an earlier month that was not withdrawn.

    For a supplementary one it is the application for the same month that it adds to.
    """
    wanted = _MAIN if of.kind is ApplicationKind.SUPPLEMENTARY else _PREVIOUS
    found = session.execute(wanted, {"household": of.household_key, "month": of.month}).first()
    return Earlier(found[0], answers_of(found[0]), found[1], found[2]) if found else None


def earlier_roles(session: Session, earlier: Earlier) -> dict[str, Role]:
    """Whose role each person key of the earlier application is."""
    keyring: Keyring = session.info["keyring"]
    return {subject_key(keyring, person.personnummer): person.role for person in earlier.answers.people}


def before(earlier: Earlier, rows: Spoken, month: str) -> Before:
    """The earlier application as the one for `month` is compared with it."""
    stored = earlier.calculation.result if earlier.calculation else None
    result = riksnorm.result_from_json(stored) if stored else None
    return Before(
        application=str(earlier.application.id),
        month=earlier.application.month,
        outcome=earlier.outcome.value if earlier.outcome else "",
        known=known(earlier.answers, in_order(rows)),
        approved=_approved(result) if result else (),
        surplus=_surplus(result, _months_between(earlier.application.month, month)),
    )


def given(session: Session, of: Application) -> tuple[Given, ...]:
    """The months before in which each adult has had assistance, in whatever household."""
    people = [party.person_key for party in of.parties]
    rows = session.execute(_GIVEN, {"people": people, "month": of.month})
    months: defaultdict[str, set[str]] = defaultdict(set)
    for person_key, month in rows:
        months[person_key].add(month)
    return tuple(Given(party.role, tuple(sorted(months[party.person_key]))) for party in of.parties)


def granted(session: Session, of: Application) -> Amount:
    """What the household has been granted for the same month by other applications, in öre.

    Of each the latest decision counts: one that was changed was never granted beside the one that changed it.
    """
    rows = session.execute(
        select(Application.id, Decision.amount)
        .join(Decision, Decision.application_id == Application.id)
        .where(
            Application.household_key == of.household_key,
            Application.month == of.month,
            Application.id != of.id,
            Decision.state == DecisionState.MADE,
        )
        .order_by(Decision.made_at, Decision.id)
    )
    latest = {application_id: amount for application_id, amount in rows}  # noqa: C416 (a row is no tuple to mypy)
    return sum(latest.values())


def earned(session: Session, of: Application, answers: Answers) -> tuple[Earned, ...]:
    """What each child who works has earned by earlier applications of the same calendar year, not withdrawn ones."""
    wages = (row.child for row in answers.incomes if row.type is IncomeType.SALARY)
    working = sorted({child for child in wages if child is not None and child < len(answers.children)})
    if not working:
        return ()
    earlier = session.scalars(
        select(Application)
        .join(Case, Case.id == Application.case_id)
        .where(
            Application.household_key == of.household_key,
            Application.month < of.month,
            Application.month >= f"{of.month[:4]}-01",
            Application.state == ApplicationState.FILED,
            Case.state != KIND.withdrawn_state,
        )
    )
    said_before = [answers_of(found) for found in earlier]
    numbers = [answers.children[at].personnummer for at in working]
    return tuple(Earned(number, _wages(said_before, number)) for number in numbers)


def _wages(said_before: Iterable[Answers], number: str) -> Amount | None:
    return total(
        row.amount
        for answers in said_before
        for row in answers.incomes
        if row.type is IncomeType.SALARY and row.child is not None and row.child < len(answers.children)
        if answers.children[row.child].personnummer == number
    )


def _approved(result: riksnorm.Result) -> tuple[Approved, ...]:
    costs = (line for line in result.lines if line.kind is riksnorm.Kind.COST)
    return tuple(_approved_line(line) for line in costs)


def _approved_line(line: riksnorm.Line) -> Approved:
    kind, _, ref = line.key.removeprefix("cost.").partition(":")
    applied = line.values.get("applied")
    return Approved(kind, ref, None if applied is None else int(applied), line.amount, line.reason)


def _surplus(result: riksnorm.Result | None, months: int) -> Amount | None:
    """What is left over for a month so many months later, None when nothing is decided or not all was known.

    For the same month it is what was carried into it.
    """
    if months == 0:
        lines = result.lines if result else ()
        return next((line.amount for line in lines if line.key == "income.surplus"), 0)
    if months > 1:
        return 0
    return None if result is None or result.result is None else max(0, -result.result)


def _months_between(earlier: str, month: str) -> int:
    return riksnorm.Month.parse(month).since(riksnorm.Month.parse(earlier))
