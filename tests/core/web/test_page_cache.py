"""Kept pages: made once per version, forgotten after their time and when there are too many."""

from threading import Barrier, Thread

import pytest

from portal.core.web import page_cache
from portal.core.web.page_cache import PageCache


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock with one hand, moved by the test."""
    hand = [0.0]
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: hand[0])
    return hand


def test_a_page_is_made_once_per_key() -> None:
    cache, made = PageCache(), list[str]()

    def make() -> str:
        made.append("once")
        return "page"

    assert [cache.get(("K7M4QX", "sv"), make) for _ in range(3)] == ["page"] * 3
    assert len(made) == 1
    cache.get(("K7M4QX", "en"), make)
    assert len(made) == 2


def test_a_new_version_takes_the_place_of_the_old() -> None:
    cache = PageCache(most=2)
    cache.get("other place", lambda: "kept")
    for version in range(5):
        assert cache.get("place", lambda version=version: f"page {version}", version) == f"page {version}"
        assert cache.get("place", lambda: "never made", version) == f"page {version}"
    assert cache.get("other place", lambda: "made again") == "kept"


def test_a_page_is_made_anew_after_its_time(moment: list[float]) -> None:
    cache = PageCache(seconds=60)
    assert cache.get("key", lambda: "old") == "old"
    moment[0] = 59.9
    assert cache.get("key", lambda: "new") == "old"
    moment[0] = 60.0
    assert cache.get("key", lambda: "new") == "new"


def test_the_page_that_was_used_longest_ago_goes_first() -> None:
    cache = PageCache(most=2)
    for key in ("a", "b", "a", "c"):
        cache.get(key, lambda key=key: key)
    assert cache.get("a", lambda: "made again") == "a"
    assert cache.get("b", lambda: "made again") == "made again"


def test_a_page_that_cannot_be_made_is_not_kept() -> None:
    cache = PageCache()
    with pytest.raises(ZeroDivisionError):
        cache.get("key", lambda: str(1 // 0))
    assert cache.get("key", lambda: "page") == "page"


def test_many_threads_get_their_own_pages() -> None:
    cache, start, wrong = PageCache(most=3), Barrier(8), list[str]()

    def ask(number: int) -> None:
        start.wait()
        for step in range(300):
            key = f"{(number + step) % 5}"
            page = cache.get(key, lambda key=key: key)
            if page != key:
                wrong.append(page)

    threads = [Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
