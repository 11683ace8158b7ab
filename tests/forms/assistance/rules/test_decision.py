"""When a decision may be made: money, hearing, a second person."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance.rules.decision import (
    CASE_OUTCOMES,
    NEGATIVE,
    OUTCOME_NAMES,
    PAYING,
    Asked,
    Figures,
    Outcome,
    amount_of,
    needs_second,
    objection,
)

TODAY = date(2026, 11, 23)
ENOUGH, NOTHING = Figures(10_000_00, is_cut=False), Figures(0, is_cut=False)
CUT, UNKNOWN = Figures(10_000_00, is_cut=True), Figures(None, is_cut=False)


def heard(*, days: int = -1, answered: bool = False, kommunicering: bool = True) -> Asked:
    return Asked(kommunicering, TODAY + timedelta(days=days), answered)


@pytest.mark.parametrize(
    ("outcome", "asked", "figures", "may"),
    [
        (Outcome.GRANT, (), ENOUGH, True),
        (Outcome.GRANT, (), NOTHING, False),
        (Outcome.GRANT, (), UNKNOWN, False),
        (Outcome.GRANT, (), CUT, False),
        (Outcome.GRANT, (heard(days=9),), ENOUGH, True),
        (Outcome.PARTLY, (heard(),), CUT, True),
        (Outcome.PARTLY, (), CUT, False),
        (Outcome.PARTLY, (heard(),), NOTHING, False),
        (Outcome.PARTLY, (heard(kommunicering=False),), CUT, False),
        (Outcome.REFUSE, (heard(),), NOTHING, True),
        (Outcome.REFUSE, (heard(),), UNKNOWN, True),
        (Outcome.REFUSE, (heard(days=0),), NOTHING, False),
        (Outcome.REFUSE, (heard(days=5),), NOTHING, False),
        (Outcome.REFUSE, (heard(days=5, answered=True),), NOTHING, True),
        (Outcome.REFUSE, (heard(kommunicering=False),), NOTHING, False),
        (Outcome.REFUSE, (), NOTHING, False),
        (Outcome.DISMISS, (), UNKNOWN, False),
        (Outcome.DISMISS, (heard(kommunicering=False),), UNKNOWN, True),
        (Outcome.DISMISS, (heard(kommunicering=False, days=3),), UNKNOWN, False),
        (Outcome.DISMISS, (heard(),), UNKNOWN, True),
    ],
)
def test_what_may_be_decided(outcome: Outcome, asked: tuple[Asked, ...], figures: Figures, may: bool) -> None:
    assert (objection(outcome, asked, figures, TODAY) is None) is may


@given(
    st.sampled_from(sorted(NEGATIVE)),
    st.integers(min_value=0, max_value=60),
    st.one_of(st.none(), st.integers(min_value=-(10**9), max_value=10**9)),
    st.booleans(),
)
def test_no_negative_decision_is_made_on_or_before_the_last_day_without_an_answer(
    outcome: Outcome, days: int, result: int | None, is_cut: bool
) -> None:
    asked = [heard(days=days), heard(days=days, kommunicering=False)]
    assert objection(outcome, asked, Figures(result, is_cut), TODAY) is not None


@given(st.sampled_from(Outcome), st.one_of(st.none(), st.integers(min_value=-(10**9), max_value=10**9)))
def test_money_is_paid_for_grants_alone_and_never_below_zero(outcome: Outcome, result: int | None) -> None:
    figures = Figures(result, is_cut=False)
    if objection(outcome, [heard()], figures, TODAY) is None:
        assert (amount_of(outcome, figures) > 0) is (outcome in PAYING)


@pytest.mark.parametrize(("amount", "needs"), [(20_000_00, False), (20_000_01, True), (0, False)])
def test_a_second_person_is_needed_above_the_limit(amount: int, needs: bool) -> None:
    assert needs_second(amount, 20_000) is needs


def test_every_outcome_has_a_name_and_one_of_the_case() -> None:
    assert set(OUTCOME_NAMES) == set(CASE_OUTCOMES) == set(Outcome)
