"""Which months are open, and as what."""

from datetime import date

import pytest

from portal.forms.assistance.rules.answers import ApplicationKind
from portal.forms.assistance.rules.months import Earlier, Offer, kind_for, next_month, offers, opens_on

WE, ME = "we", "me"


def test_this_month_is_always_open_and_the_next_from_twenty_days_before() -> None:
    assert offers(date(2026, 11, 10), 20, ()) == (Offer("2026-11", is_applied=False),)
    assert offers(date(2026, 11, 11), 20, ()) == (
        Offer("2026-11", is_applied=False),
        Offer("2026-12", is_applied=False),
    )
    assert opens_on("2026-12", 20) == date(2026, 11, 11)


def test_the_year_turns_after_december() -> None:
    assert next_month("2026-12") == "2027-01"
    assert [offer.month for offer in offers(date(2026, 12, 31), 20, ())] == ["2026-12", "2027-01"]


def test_a_month_that_is_applied_for_says_so() -> None:
    found = offers(date(2026, 11, 22), 20, [Earlier("2026-11", WE)])
    assert [offer.is_applied for offer in found] == [True, False]


@pytest.mark.parametrize(
    ("earlier", "kind"),
    [
        ((), ApplicationKind.FIRST),
        ((Earlier("2026-12", WE),), ApplicationKind.SUPPLEMENTARY),
        ((Earlier("2026-12", ME),), ApplicationKind.SUPPLEMENTARY),
        ((Earlier("2026-11", WE),), ApplicationKind.RENEWAL),
        ((Earlier("2026-09", WE),), ApplicationKind.RENEWAL),
        ((Earlier("2026-08", WE),), ApplicationKind.FIRST),
        ((Earlier("2026-11", ME),), ApplicationKind.FIRST),
        ((Earlier("2027-01", WE),), ApplicationKind.FIRST),
        ((Earlier("2026-11", ME), Earlier("2026-10", WE)), ApplicationKind.RENEWAL),
    ],
)
def test_what_was_applied_for_before_decides_the_kind(earlier: tuple[Earlier, ...], kind: ApplicationKind) -> None:
    assert kind_for("2026-12", WE, earlier) is kind
