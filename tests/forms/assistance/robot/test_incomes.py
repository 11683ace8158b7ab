"""Incomes count once, agencies' reports before what is stated; a silent agency leaves the income unknown."""

from dataclasses import replace
from datetime import date

from portal.forms.assistance.agencies.replies import Agency, Heard, Payment, Reply, Wage
from portal.forms.assistance.robot.incomes import Counted, Incomes, has_wage, merged, total
from portal.forms.assistance.rules.answers import Answers, Income, IncomeType, Role
from portal.forms.assistance.rules.changes import LineWord, Said, WordKind
from tests.factories.robot import ME, answers

DAY = date(2026, 9, 20)


def replies(**of: Reply) -> tuple[Heard, ...]:
    """Every agency has answered; those named with this, the others with nothing."""
    return tuple(Heard(agency, ME, of.get(agency.value, Reply())) for agency in Agency)


def paid(kind: IncomeType, amount: int | None) -> Reply:
    return Reply(payments=(Payment(kind, amount, DAY),))


def stating(*rows: Income) -> Answers:
    return answers(incomes=rows)


def row(kind: IncomeType, amount: int | None, whose: Role = ME, child: int | None = None) -> Income:
    return Income(kind, amount, None, whose, child)


def counted(found: Incomes) -> list[tuple[str, int | None, Agency | None]]:
    return [(each.type, each.amount, each.agency) for each in found.counted]


def codes(found: Incomes) -> list[str]:
    return [each.code for each in (*found.contradictions, *found.unstated)]


def test_what_is_stated_and_reported_alike_counts_once_and_is_no_question() -> None:
    found = merged(stating(row(IncomeType.CHILD_ALLOWANCE, 100)), replies(fk=paid(IncomeType.CHILD_ALLOWANCE, 100)))
    assert counted(found) == [("child_allowance", 100, Agency.FK)]
    assert codes(found) == []


def test_where_the_two_differ_the_report_counts_and_a_person_is_asked() -> None:
    found = merged(stating(row(IncomeType.CHILD_ALLOWANCE, 90)), replies(fk=paid(IncomeType.CHILD_ALLOWANCE, 100)))
    assert counted(found) == [("child_allowance", 100, Agency.FK)]
    assert codes(found) == ["income.differs"]
    assert found.contradictions[0].values["stated"] == 90


def test_what_agencies_report_and_nobody_states_counts_and_is_a_finding() -> None:
    found = merged(stating(), replies(so=paid(IncomeType.UNEMPLOYMENT_BENEFIT, 700)))
    assert counted(found) == [("unemployment_benefit", 700, Agency.SO)]
    assert [(each.code, each.values["reported"]) for each in found.unstated] == [("finding.income", 700)]


def test_what_is_stated_and_was_not_paid_counts_against_nobody_unasked() -> None:
    found = merged(stating(row(IncomeType.STUDY_SUPPORT, 300)), replies())
    assert counted(found) == [("study_support", 300, None)]
    assert codes(found) == ["income.not_paid"]


def test_support_between_parents_needs_no_report() -> None:
    found = merged(stating(row(IncomeType.CHILD_SUPPORT, 1_673)), replies())
    assert counted(found) == [("child_support", 1_673, None)]
    assert codes(found) == []


def test_a_silent_agency_leaves_an_unknown_income_and_never_zero() -> None:
    heard = tuple(replace(one, reply=None) if one.agency is Agency.FK else one for one in replies())
    found = merged(stating(row(IncomeType.CHILD_ALLOWANCE, 100)), heard)
    assert counted(found) == [("child_allowance", 100, None), ("unanswered_fk", None, Agency.FK)]


def test_an_agency_that_was_not_asked_is_as_silent_as_one_that_did_not_answer() -> None:
    found = merged(stating(), ())
    assert [each.type for each in found.counted] == [
        "unanswered_csn",
        "unanswered_fk",
        "unanswered_skv",
        "unanswered_so",
    ]


def test_a_declared_wage_that_nobody_states_is_unknown_after_tax_and_a_finding() -> None:
    found = merged(stating(), replies(skv=Reply(wages=(Wage("AB", 6_400),))))
    assert counted(found) == [("salary", None, Agency.SKV)]
    assert codes(found) == ["finding.wage"]


def test_a_stated_wage_above_what_was_declared_before_tax_is_a_question() -> None:
    wages = replies(skv=Reply(wages=(Wage("AB", 6_400),)))
    assert codes(merged(stating(row(IncomeType.SALARY, 6_500)), wages)) == ["income.above_gross"]
    assert codes(merged(stating(row(IncomeType.SALARY, 5_000)), wages)) == []


def test_a_payment_whose_amount_the_agency_does_not_say_is_unknown() -> None:
    found = merged(stating(row(IncomeType.PENSION, 800)), replies(fk=paid(IncomeType.PENSION, None)))
    assert counted(found) == [("pension", None, Agency.FK)]
    assert codes(found) == ["income.differs"]


def test_each_row_has_a_name_of_its_own_that_does_not_hang_on_the_others() -> None:
    rows = (row(IncomeType.SALARY, 1), row(IncomeType.SALARY, 2), row(IncomeType.SALARY, 3, Role.CHILD, 1))
    found = merged(stating(*rows), replies())
    assert [each.ref for each in found.counted] == ["stated-applicant-1", "stated-applicant-2", "stated-child1-1"]
    more = merged(stating(row(IncomeType.OTHER, 9), *rows), replies())
    assert {each.ref for each in found.counted} <= {each.ref for each in more.counted}
    assert all(isinstance(each, Counted) for each in more.counted)


def test_a_sum_with_an_unknown_part_is_unknown() -> None:
    assert total([1, 2]) == 3
    assert total([1, None]) is None
    assert total([]) == 0


def test_a_wage_is_seen_whoever_tells_of_it() -> None:
    added = Said("added-1", LineWord(WordKind.INCOME, 5_000_00, type="salary"), "Lönespecifikation")
    assert not has_wage(stating(row(IncomeType.PENSION, 1)), replies(), ())
    assert has_wage(stating(row(IncomeType.SALARY, 1)), replies(), ())
    assert has_wage(stating(), replies(skv=Reply(wages=(Wage("AB", 1),))), ())
    assert has_wage(stating(), (), (added,))
