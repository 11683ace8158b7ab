"""Who signs and who may read, and when somebody got a decision."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance.rules.answers import Role
from portal.forms.assistance.rules.serving import is_late, served_on, served_to_all
from portal.forms.assistance.rules.signing import Signature, is_whole, may_read

NOW, BEFORE = b"n" * 32, b"b" * 32
APPLICANT, CO_APPLICANT = Role.APPLICANT, Role.CO_APPLICANT


@pytest.mark.parametrize(
    ("hashes", "whole"),
    [((NOW,), True), ((None,), False), ((NOW, None), False), ((NOW, BEFORE), False), ((NOW, NOW), True), ((), False)],
)
def test_it_is_whole_when_all_have_signed_this_very_snapshot(hashes: tuple[bytes | None, ...], whole: bool) -> None:
    roles = (APPLICANT, CO_APPLICANT)
    signatures = [Signature(role, found) for role, found in zip(roles, hashes, strict=False)]
    assert is_whole(signatures, NOW) is whole


@pytest.mark.parametrize(("signed", "reads"), [(None, False), (BEFORE, False), (NOW, True)])
def test_the_other_one_reads_when_the_applicant_has_signed(signed: bytes | None, reads: bool) -> None:
    signatures = [Signature(APPLICANT, signed), Signature(CO_APPLICANT, None)]
    assert may_read(CO_APPLICANT, signatures, NOW) is reads
    assert may_read(APPLICANT, signatures, NOW)


DAYS = st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1))


@given(DAYS, DAYS)
def test_the_first_day_that_is_known_counts(read: date | None, entered: date | None) -> None:
    found = served_on(read, entered)
    assert found in (read, entered)
    assert found is None if read is None and entered is None else found is not None
    assert all(found is not None and found <= day for day in (read, entered) if day)


@given(st.lists(DAYS, max_size=2))
def test_all_are_served_when_the_last_of_them_is(days: list[date | None]) -> None:
    known = [day for day in days if day]
    assert served_to_all(days) == (max(known) if known and len(known) == len(days) else None)


def test_the_last_day_is_not_late() -> None:
    assert not is_late(date(2026, 3, 12), date(2026, 3, 12))
    assert is_late(date(2026, 3, 13), date(2026, 3, 12))
