"""What the robot looks up: the application, what agencies said, caseworkers' words, last month, the history."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.cases.models import Case
from portal.forms.assistance import riksnorm
from portal.forms.assistance.agencies.replies import Agency, Heard, Reply
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import (
    AgencyAnswer,
    Application,
    ApplicationState,
    Calculation,
    Decision,
    DecisionState,
    LineChange,
    Party,
)
from portal.forms.assistance.robot.changes import known
from portal.forms.assistance.robot.facts import Approved, Before, Earned, Given
from portal.forms.assistance.robot.incomes import total
from portal.forms.assistance.rules import answers as answered
from portal.forms.assistance.rules import canonical
from portal.forms.assistance.rules.answers import Amount, Answers, ApplicationKind, IncomeType, Role
from portal.forms.assistance.rules.changes import LineWord, Said
from portal.forms.assistance.rules.decision import PAYING

Spoken = Mapping[tuple[Role, Agency], AgencyAnswer]
"""The latest that each agency answered about each adult."""


def application(session: Session, application_id: UUID, *, is_locked: bool = False) -> Application | None:
    """A filed application with its case and adults; locked for those who calculate."""
    wanted = (
        select(Application)
        .where(Application.id == application_id, Application.state == ApplicationState.FILED)
        .options(joinedload(Application.case), selectinload(Application.parties))
    )
    if is_locked:
        wanted = wanted.with_for_update(of=Application).execution_options(populate_existing=True)
    return session.scalar(wanted)


def answers_of(found: Application) -> Answers:
    """What the application says."""
    return answered.from_json(found.answers or "{}")


def spoken(session: Session, applications: Sequence[Application]) -> dict[UUID, Spoken]:
    """The latest answers of agencies, per application."""
    roles = {(found.id, party.person_key): party.role for found in applications for party in found.parties}
    rows = session.scalars(
        select(AgencyAnswer)
        .where(AgencyAnswer.application_id.in_([found.id for found in applications]))
        .order_by(AgencyAnswer.asked_at, AgencyAnswer.has_answered)
    )
    latest: dict[UUID, dict[tuple[Role, Agency], AgencyAnswer]] = {found.id: {} for found in applications}
    for row in rows:
        role = roles[row.application_id, row.person_key]
        latest[row.application_id][role, Agency(row.agency)] = row
    return {each: dict(sorted(rows.items())) for each, rows in latest.items()}


def heard(rows: Spoken) -> tuple[Heard, ...]:
    """The answers as the robot reads them, always in the same order."""
    return tuple(
        Heard(agency, role, canonical.from_json(Reply, row.content) if row.content else None, row.is_simulated)
        for (role, agency), row in rows.items()
    )


def said(session: Session, application_id: UUID) -> tuple[Said, ...]:
    """Every word of caseworkers on lines, the oldest first."""
    rows = session.scalars(
        select(LineChange).where(LineChange.application_id == application_id).order_by(LineChange.at, LineChange.id)
    )
    return tuple(Said(row.line, LineWord.from_json(row.content or ""), row.reason or "") for row in rows)


def previous(session: Session, of: Application) -> Application | None:
    """The household's latest application for an earlier month that was not withdrawn."""
    return session.scalar(
        select(Application)
        .join(Case, Case.id == Application.case_id)
        .where(
            Application.household_key == of.household_key,
            Application.month < of.month,
            Application.state == ApplicationState.FILED,
            Application.kind != ApplicationKind.SUPPLEMENTARY,
            Case.state != KIND.withdrawn_state,
        )
        .options(selectinload(Application.parties))
        .order_by(Application.month.desc(), Application.filed_at.desc())
        .limit(1)
    )


def before(session: Session, earlier: Application, rows: Spoken, month: str) -> Before:
    """The earlier application as the one for `month` is compared with it."""
    found = session.execute(
        select(Decision.outcome, Calculation)
        .join(Calculation, Calculation.id == Decision.calculation_id)
        .where(Decision.application_id == earlier.id, Decision.state == DecisionState.MADE)
        .order_by(Decision.made_at.desc(), Decision.id.desc())
        .limit(1)
    ).first()
    outcome, result = (found[0].value, riksnorm.result_from_json(found[1].result or "")) if found else ("", None)
    return Before(
        application=str(earlier.id),
        month=earlier.month,
        outcome=outcome,
        known=known(answers_of(earlier), heard(rows)),
        approved=_approved(result) if result else (),
        surplus=_surplus(result) if _follows(earlier.month, month) else 0,
    )


def given(session: Session, of: Application) -> tuple[Given, ...]:
    """The months before in which each adult has had assistance, in whatever household."""
    rows = session.execute(
        select(Party.person_key, Application.month)
        .join(Application, Application.id == Party.application_id)
        .join(Decision, Decision.application_id == Application.id)
        .where(
            Party.person_key.in_([party.person_key for party in of.parties]),
            Application.month < of.month,
            Decision.state == DecisionState.MADE,
            Decision.outcome.in_(PAYING),
        )
    )
    months: defaultdict[str, set[str]] = defaultdict(set)
    for person_key, month in rows:
        months[person_key].add(month)
    return tuple(Given(party.role, tuple(sorted(months[party.person_key]))) for party in of.parties)


def granted(session: Session, of: Application) -> Amount:
    """What the household has been granted for the same month by other applications, in öre."""
    paid = session.scalar(
        select(func.sum(Decision.amount))
        .join(Application, Application.id == Decision.application_id)
        .where(
            Application.household_key == of.household_key,
            Application.month == of.month,
            Application.id != of.id,
            Decision.state == DecisionState.MADE,
        )
    )
    return int(paid or 0)


def earned(session: Session, of: Application, answers: Answers) -> tuple[Earned, ...]:
    """What each child who works has earned by earlier applications of the same calendar year."""
    wages = (row.child for row in answers.incomes if row.type is IncomeType.SALARY)
    working = sorted({child for child in wages if child is not None and child < len(answers.children)})
    if not working:
        return ()
    earlier = session.scalars(
        select(Application).where(
            Application.household_key == of.household_key,
            Application.month < of.month,
            Application.month >= f"{of.month[:4]}-01",
            Application.state == ApplicationState.FILED,
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


def _surplus(result: riksnorm.Result | None) -> Amount | None:
    """What was left over, None when nothing is decided or not all was known."""
    return None if result is None or result.result is None else max(0, -result.result)


def _follows(earlier: str, month: str) -> bool:
    return riksnorm.Month.parse(month).since(riksnorm.Month.parse(earlier)) == 1
