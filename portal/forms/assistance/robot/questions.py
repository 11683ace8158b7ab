"""What a person must assess before anything is decided, and what is missing; the robot never guesses at either."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from portal.forms.assistance import riksnorm
from portal.forms.assistance.agencies.replies import Agency, Heard
from portal.forms.assistance.robot.facts import Entry, Facts, Section
from portal.forms.assistance.robot.household import USUAL
from portal.forms.assistance.robot.remarks import Remark
from portal.forms.assistance.rules.answers import Answers, ApplicationKind, HousingForm, Occupation

GRANTED_BEFORE = "grant"
UNANSWERED = "income.unanswered_"
_ASK_ABOUT_HOME = frozenset({HousingForm.SUBLET, HousingForm.LODGER, HousingForm.WITH_PARENTS})


def missing(answers: Answers, heard: Sequence[Heard], result: riksnorm.Result) -> tuple[Remark, ...]:
    """What is not known: answers that were not given, agencies that have not answered, amounts."""
    return (*_unsaid(answers), *_silent(answers, heard), *_rows(result))


def questions(answers: Answers, facts: Facts, known: Sequence[Entry]) -> tuple[Remark, ...]:
    """What only a person can assess, beside what the calculation itself asks."""
    return tuple(_questions(answers, facts, known))


def _unsaid(answers: Answers) -> Iterator[Remark]:
    if answers.housing is None:
        yield Remark("missing.home")
    if answers.has_incomes is None:
        yield Remark("missing.incomes")
    if answers.has_assets is None:
        yield Remark("missing.assets")
    planned = {plan.whose for plan in answers.planning}
    for person in answers.people:
        if person.role not in planned:
            yield Remark("missing.planning", {"whose": person.role.value})
    if not answers.is_attested:
        yield Remark("missing.attestation")


def _silent(answers: Answers, heard: Sequence[Heard]) -> Iterator[Remark]:
    """Each agency that has not answered about an adult, also one that was not asked."""
    for person in answers.people:
        own = [one for one in heard if one.whose is person.role]
        answered = {one.agency for one in own if one.reply is not None}
        if not own:
            yield Remark("missing.agencies", {"whose": person.role.value})
            continue
        for agency in Agency:
            if agency not in answered:
                yield Remark("missing.agency", {"agency": agency.value, "whose": person.role.value})


def _rows(result: riksnorm.Result) -> Iterator[Remark]:
    """What the calculation lacks, with the line it is about; what a silent agency would say is told of already."""
    told: set[str] = set()
    for line in result.lines:
        for path in line.missing:
            if path not in told and not line.code.startswith(UNANSWERED):
                yield Remark("missing.row", {"where": path, "line": line.code, **line.values})
            told.add(path)


def _questions(answers: Answers, facts: Facts, known: Sequence[Entry]) -> Iterator[Remark]:
    if answers.period.kind is ApplicationKind.SUPPLEMENTARY:
        yield Remark("ask.supplementary", {"granted": facts.granted})
    if answers.message.strip():
        yield Remark("ask.message")
    yield from _about_costs(answers)
    for section, found in _UNTIL_SETTLED.items():
        if not _is_settled(facts, known, section):
            yield from found(answers)


def _about_costs(answers: Answers) -> Iterator[Remark]:
    for kind in sorted({cost.type for cost in answers.costs if cost.type not in USUAL}):
        yield Remark("ask.cost", {"cost": kind.value})


def _about_pending(answers: Answers) -> Iterator[Remark]:
    if answers.pending:
        yield Remark("ask.pending")


def _about_assets(answers: Answers) -> Iterator[Remark]:
    if answers.assets:
        yield Remark("ask.assets")


def _about_home(answers: Answers) -> Iterator[Remark]:
    if answers.housing is not None and answers.housing.form in _ASK_ABOUT_HOME:
        yield Remark("ask.home")


def _about_occupations(answers: Answers) -> Iterator[Remark]:
    for plan in answers.planning:
        if plan.occupation is Occupation.OTHER:
            yield Remark("ask.occupation", {"whose": plan.whose.value})


_UNTIL_SETTLED: Mapping[Section, Callable[[Answers], Iterator[Remark]]] = {
    Section.PENDING: _about_pending,
    Section.ASSETS: _about_assets,
    Section.HOME: _about_home,
    Section.OCCUPATION: _about_occupations,
}
"""What is asked until a person has granted a month with exactly the same of that section."""


def _is_settled(facts: Facts, known: Sequence[Entry], section: Section) -> bool:
    """True when last month a person granted it all with exactly the same of this section."""
    if facts.before is None or facts.before.outcome != GRANTED_BEFORE:
        return False
    return {one for one in facts.before.known if one.section is section} == {
        one for one in known if one.section is section
    }
