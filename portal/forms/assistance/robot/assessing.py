"""The whole run without a database: answers and facts in, household, calculation and proposal out.

The same input always gives the same output, byte for byte; raises `riksnorm.NoTableError` for a month without a
riksnorm.
"""

from dataclasses import dataclass, replace

from portal.forms.assistance import riksnorm
from portal.forms.assistance.agencies.replies import Agency
from portal.forms.assistance.robot import changes, contradictions, findings, household, incomes, questions
from portal.forms.assistance.robot.facts import Before, Entry, Facts
from portal.forms.assistance.robot.proposal import ROBOT_VERSION, Kept, Proposal, Proposed
from portal.forms.assistance.robot.remarks import Remark
from portal.forms.assistance.rules.answers import Answers
from portal.forms.assistance.rules.changes import in_force


@dataclass(frozen=True)
class Assessment:
    """What came out; `kept` is what is stored of the proposal."""

    household: riksnorm.Household
    practice: riksnorm.Practice
    result: riksnorm.Result
    kept: Kept

    @property
    def proposal(self) -> Proposal:
        """What is proposed."""
        return self.kept.proposal


@dataclass(frozen=True)
class _Found:
    missing: tuple[Remark, ...]
    changes: tuple[Remark, ...]
    contradictions: tuple[Remark, ...]
    findings: tuple[Remark, ...]
    questions: tuple[Remark, ...]

    @property
    def needs_a_human(self) -> bool:
        return bool(self.missing or self.contradictions or self.findings or self.questions)


def assess(answers: Answers, facts: Facts, practice: riksnorm.Practice) -> Assessment:
    """Compare, calculate and propose."""
    answers = whole(answers, facts.main)
    counted = incomes.merged(answers, facts.heard)
    built = household.build(answers, facts, counted).household
    result = riksnorm.calculate(built, riksnorm.Month.parse(answers.period.month), practice)
    found = _found(answers, facts, counted, result)
    proposal = _proposal(answers, facts, result, found)
    return Assessment(built, practice, result, Kept(proposal, facts))


def whole(answers: Answers, main: Answers | None) -> Answers:
    """A supplementary application put together with what the household said for the same month (`main`)."""
    if main is None:
        return answers
    return replace(
        main,
        period=answers.period,
        people=answers.people,
        costs=(*main.costs, *answers.costs),
        message=answers.message,
        is_attested=answers.is_attested,
    )


def _found(answers: Answers, facts: Facts, counted: incomes.Incomes, result: riksnorm.Result) -> _Found:
    known = changes.known_with(answers, counted.counted)
    asked = tuple(
        Remark(f"ask.riksnorm.{one.code}", {"where": one.where, **one.values}) for one in result.for_a_human
    )
    return _Found(
        questions.missing(answers, facts.heard, result),
        _changes(answers, facts.before, known),
        (*contradictions.contradictions(answers, facts), *counted.contradictions),
        findings.findings(answers, facts.matches, counted),
        (*questions.questions(answers, facts, known), *asked),
    )


def _changes(answers: Answers, before: Before | None, known: tuple[Entry, ...]) -> tuple[Remark, ...]:
    return (*(changes.changes(before.known, known, answers) if before else ()), *changes.said_by_applicant(answers))


def _proposal(answers: Answers, facts: Facts, result: riksnorm.Result, found: _Found) -> Proposal:
    calculated = Proposed(result.outcome.value)
    costs = [line for line in result.lines if line.kind is riksnorm.Kind.COST]
    return Proposal(
        robot=ROBOT_VERSION,
        outcome=Proposed.ASSESS if found.needs_a_human else calculated,
        calculated=calculated,
        amount=None if result.result is None else max(result.result, 0),
        lower=max(result.lower, 0),
        upper=max(result.upper, 0),
        missing=found.missing,
        changes=found.changes,
        contradictions=found.contradictions,
        findings=found.findings,
        questions=found.questions,
        kind=answers.period.kind.value,
        is_renewal_of=_is_renewal_of(answers, facts.before),
        only_usual=all(cost.type in household.USUAL for cost in answers.costs),
        all_approved=all(line.amount is not None and line.amount == line.values.get("applied") for line in costs),
        all_answered=_all_answered(answers, facts),
        has_words=bool(in_force(facts.said)),
        simulated=any(one.is_simulated for one in facts.heard),
    )


def _is_renewal_of(answers: Answers, before: Before | None) -> str:
    if before is None:
        return ""
    follows = riksnorm.Month.parse(answers.period.month).since(riksnorm.Month.parse(before.month)) == 1
    return before.outcome if follows else ""


def _all_answered(answers: Answers, facts: Facts) -> bool:
    """True when every agency has answered about every adult."""
    answered = {(one.whose, one.agency) for one in facts.heard if one.reply is not None}
    return {(person.role, agency) for person in answers.people for agency in Agency} <= answered
