"""Pages that are the same for everybody, kept in the process for a minute, each in its latest version alone."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

P = TypeVar("P")


class PageCache(Generic[P]):
    """At most `most` pages, each for at most `seconds`; the least recently used goes first. Safe between threads."""

    def __init__(self, most: int = 512, seconds: float = 60.0) -> None:
        self._most = most
        self._seconds = seconds
        self._lock = Lock()
        self._pages: OrderedDict[Hashable, tuple[float, Hashable, P]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], P], version: Hashable = None) -> P:
        """The page under `key`, made now when it is not there, too old or of another `version`, which it replaces."""
        now = time.monotonic()
        with self._lock:
            found = self._pages.get(key)
            if found and found[1] == version and now - found[0] < self._seconds:
                self._pages.move_to_end(key)
                return found[2]
        page = make()
        with self._lock:
            self._pages[key] = (now, version, page)
            self._pages.move_to_end(key)
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
        return page
