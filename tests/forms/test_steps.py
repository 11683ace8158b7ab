"""The order of pages and what is left of them."""

from portal.core.words import word
from portal.forms import steps
from portal.forms.steps import Standing, Step

CODES = ("month", "home", "money")


def test_a_page_leads_to_the_next_and_back() -> None:
    assert steps.after(CODES, "month") == "home"
    assert steps.before(CODES, "home") == "month"


def test_nothing_follows_the_last_or_comes_before_the_first() -> None:
    assert steps.after(CODES, "money") is None
    assert steps.before(CODES, "month") is None


def test_a_page_that_is_not_asked_leads_nowhere() -> None:
    assert steps.after(CODES, "boat") is None


def test_only_what_is_done_is_not_left() -> None:
    found = [Step(standing.value, word("Page"), standing) for standing in Standing]
    assert {step.standing for step in steps.left(found)} == set(Standing) - {Standing.DONE}
