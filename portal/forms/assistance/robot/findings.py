"""Control findings: a match with an unrelated household, or an income that agencies report and nobody states.

A finding is shown to the caseworker with its evidence; it says nothing of the other household but which application
it is, and it is never a decision (domain facts §1.5, control).
"""

from portal.forms.assistance.robot.facts import Match, MatchKind
from portal.forms.assistance.robot.incomes import Incomes
from portal.forms.assistance.robot.remarks import Remark
from portal.forms.assistance.rules.answers import Answers


def findings(answers: Answers, matches: tuple[Match, ...], incomes: Incomes) -> tuple[Remark, ...]:
    """All findings; a shared address that the application declares by its number of persons is none."""
    shared = [match for match in matches if match.kind is not MatchKind.ADDRESS or not declares_others(answers)]
    evidence = [Remark(f"finding.{match.kind}", {"application": match.application}) for match in shared]
    return (*evidence, *incomes.unstated)


def declares_others(answers: Answers) -> bool:
    """True when the application says that more people live in the home than those it is for."""
    housing = answers.housing
    return housing is not None and (housing.persons or 0) > len(answers.people) + len(answers.children)
