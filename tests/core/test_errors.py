"""Refusals carry a message for the person and the status of its page."""

import pytest

from portal.core.errors import Conflict, NotFound, PortalError, Refused
from portal.core.words import Word, word


@pytest.mark.parametrize(("kind", "status"), [(Refused, 422), (NotFound, 404), (Conflict, 409)])
def test_each_refusal_has_its_status_and_a_default_message(kind: type[PortalError], status: int) -> None:
    refusal = kind()
    assert refusal.status == status
    assert refusal.message == kind.default
    assert isinstance(refusal.message, Word)


def test_a_message_of_ones_own_comes_first() -> None:
    assert str(Refused(word("The place is closed."))) == "The place is closed."


def test_a_word_is_text() -> None:
    assert word("Park") == "Park"
