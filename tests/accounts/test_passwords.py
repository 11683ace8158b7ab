import threading
from collections.abc import Callable

import pytest

from portal.accounts import passwords, rules


def test_a_password_matches_its_own_hash_alone() -> None:
    kept = passwords.hashed("tre glada ankor")
    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, "tre glada ankor")
    assert not passwords.matches(kept, "tre glada anka")


def test_the_same_letters_written_in_two_ways_are_the_same_password() -> None:
    assert passwords.matches(passwords.hashed("sm\u00f6rg\u00e5sbordet"), "smo\u0308rga\u030asbordet")


def test_nobody_has_a_hash_of_the_same_cost_and_never_matches() -> None:
    assert not passwords.is_outdated(passwords.OF_NOBODY)
    assert not passwords.matches(None, "tre glada ankor")


def test_something_that_is_no_hash_matches_nothing() -> None:
    assert not passwords.matches("not a hash", "tre glada ankor")


def test_a_weaker_hash_is_outdated() -> None:
    assert passwords.is_outdated(passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("x"))


def test_a_temporary_password_is_long_and_new_each_time() -> None:
    first, second = passwords.temporary(), passwords.temporary()
    assert first != second
    assert rules.password_fault(first) is None


def test_who_finds_no_place_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_places", threading.BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.01)
    held: Callable[..., object] = passwords._places.acquire
    held()
    with pytest.raises(passwords.Busy):
        passwords.hashed("tre glada ankor")
    passwords._places.release()
    assert passwords.hashed("tre glada ankor")
