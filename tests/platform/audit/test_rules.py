"""What an entry of the log may hold."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.platform.audit import rules


@pytest.mark.parametrize("text", ["case.viewed", "KLM-26-4711", "10.0", "", "assistance", "a" * 64])
def test_codes_pass(text: str) -> None:
    assert rules.checked_code(text) == text


@pytest.mark.parametrize(
    "text",
    ["Anna Andersson", "anna@example.org", "19900101-1234", "ref:900101-1234", "9001011234", "å", "a" * 65, "a\n"],
)
def test_words_and_personal_numbers_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="codes"):
        rules.checked_code(text)


@given(st.uuids(version=4))
def test_every_identifier_passes(identifier: uuid.UUID) -> None:
    assert rules.checked_code(str(identifier)) == str(identifier)


def test_detail_holds_codes_numbers_and_truths() -> None:
    detail = {"field": "income", "rows": 3, "is_export": True, "reason": None}
    assert rules.checked_detail(detail) == detail
    with pytest.raises(ValueError, match="codes"):
        rules.checked_detail({"reason": "she called me"})
