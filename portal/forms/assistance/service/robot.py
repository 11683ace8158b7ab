"""The robot's run on one application: load, compare, calculate, propose, store; and grant where that is allowed.

Running it again with nothing new stores nothing new. Everything that was stored stays, so that it can be replayed.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.cases.promise import day_of
from portal.core.errors import Refused
from portal.core.settings.assistance import AssistanceSettings
from portal.core.words import word
from portal.forms.assistance import riksnorm
from portal.forms.assistance.agencies.replies import Agency, Heard
from portal.forms.assistance.agencies.source import Question, days_before
from portal.forms.assistance.models import Application, Proposal
from portal.forms.assistance.queries import findings
from portal.forms.assistance.queries import robot as queries
from portal.forms.assistance.robot.assessing import Assessment, assess
from portal.forms.assistance.robot.facts import Facts, Match
from portal.forms.assistance.robot.incomes import has_wage
from portal.forms.assistance.robot.proposal import Kept
from portal.forms.assistance.rules.answers import Answers, ApplicationKind
from portal.forms.assistance.rules.decision import ORE
from portal.forms.assistance.service import automatic, keeping
from portal.forms.assistance.service.investigating import AT_WORK, check_at_work


def questions(session: Session, application_id: UUID) -> tuple[Question, ...]:
    """What agencies are to be asked: those that have not answered yet, about each adult; none once it is decided."""
    application = queries.application(session, application_id)
    if application is None or not is_at_work(application):
        return ()
    rows = queries.spoken(session, {application.id: queries.roles_of(application)})[application.id]
    first, last = days_before(application.month)
    asked = []
    for party in application.parties:
        known = {one.agency for one in rows.values() if one.whose is party.role and one.reply is not None}
        left = tuple(agency for agency in Agency if agency not in known)
        if left:
            asked.append(Question(party.personnummer or "", party.role, first, last, left))
    return tuple(asked)


def run(
    session: Session,
    application_id: UUID,
    *,
    heard: Sequence[Heard],
    settings: AssistanceSettings,
    is_demo: bool,
    now: datetime,
    draw: automatic.Draw = automatic.drawn,
) -> Assessment | None:
    """Take in what agencies answered, calculate, propose, and grant where that is allowed.

    None when the application is not there, withdrawn, decided or about to be. Raises `riksnorm.NoTableError` for a
    month without a riksnorm.
    """
    application = queries.application(session, application_id, is_locked=True)
    if application is None or not is_at_work(application):
        return None
    assessment = _assess(session, application, settings, heard, now)
    keeping.keep(session, application, assessment, by=None, now=now)
    automatic.grant_if_allowed(
        session, application, assessment.proposal, settings=settings, is_demo=is_demo, now=now, draw=draw
    )
    return assessment


def recalculate(
    session: Session, application: Application, *, settings: AssistanceSettings, now: datetime, by: Viewer
) -> Assessment:
    """Calculate and propose anew with what is known now, caseworkers' words included; nobody is asked again.

    Raises `Refused` for a month without a riksnorm, and when the case is decided.
    """
    check_at_work(application)
    session.flush()
    try:
        assessment = _assess(session, application, settings, (), now)
    except riksnorm.NoTableError:
        raise Refused(word("There is no riksnorm for that month yet, so nothing can be calculated.")) from None
    keeping.keep(session, application, assessment, by=by.account_id, now=now)
    return assessment


def proposal_of(kept: Proposal) -> Kept:
    """The stored proposal and the facts it was made from."""
    return Kept.from_json(kept.content or "")


def is_at_work(application: Application) -> bool:
    """True while nothing is decided and the application is not withdrawn."""
    return application.case is not None and application.case.state in AT_WORK


def practice_of(settings: AssistanceSettings, persons: int) -> riksnorm.Practice:
    """The municipality's practice for a household of so many: rounding, day divisor and caps in öre.

    A cap that is given for smaller households only holds for larger ones as well.
    """
    caps = {}
    for kind, by_size in settings.cost_caps.items():
        sizes = sorted(int(size) for size in by_size)
        fitting = [size for size in sizes if size <= persons] or sizes[:1]
        if fitting:
            caps[kind] = by_size[str(fitting[-1])] * ORE
    return riksnorm.Practice(
        riksnorm.Rounding(settings.rounding), riksnorm.DayDivisor(settings.day_divisor), dict(sorted(caps.items()))
    )


def _assess(
    session: Session,
    application: Application,
    settings: AssistanceSettings,
    heard: Sequence[Heard],
    now: datetime,
) -> Assessment:
    """Assess what is stored and what is heard now, which is stored too."""
    answers = queries.answers_of(application)
    persons = len(answers.people) + len(answers.children)
    facts = _facts(session, application, answers, heard, now)
    return assess(answers, facts, practice_of(settings, persons))


def _facts(
    session: Session, application: Application, answers: Answers, heard: Sequence[Heard], now: datetime
) -> Facts:
    earlier = queries.previous(session, application)
    people = {application.id: queries.roles_of(application)}
    if earlier:
        people[earlier.application.id] = queries.earlier_roles(session, earlier)
    rows = queries.spoken(session, people)
    latest = keeping.keep_answers(session, application, rows[application.id], heard, now)
    said = queries.said(session, application.id)
    is_more = application.kind is ApplicationKind.SUPPLEMENTARY
    main = earlier.answers if is_more and earlier else None
    works = has_wage(main or answers, latest.values(), said)
    return Facts(
        on=day_of(application.filed_at or application.made_at),
        heard=queries.in_order(latest),
        before=queries.before(earlier, rows[earlier.application.id], application.month) if earlier else None,
        said=said,
        matches=_matches(session, application, answers),
        given=queries.given(session, application) if works else (),
        earned=queries.earned(session, application, answers),
        granted=queries.granted(session, application) if is_more else 0,
        main=main,
    )


def _matches(session: Session, application: Application, answers: Answers) -> tuple[Match, ...]:
    """Where else the application's traces are found; traces that are new are stored, also of what came later."""
    traces = findings.traces(session, application, answers)
    stored, found = findings.matches(session, application, traces)
    session.add_all(trace for trace in traces if trace.key not in stored)
    return found
