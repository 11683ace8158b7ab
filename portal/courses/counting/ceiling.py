"""So many are counted in a minute, all together: a flood is turned away without looking at who sends it.

There is no address in it and nothing on disk; a process that starts anew has forgotten all.
"""

import threading
import time
from collections.abc import Callable

CEILING = "counting ceiling"
"""Its name among the services of the application."""
PER_MINUTE = 600
SECONDS = 60.0


class Ceiling:
    """Lets `most` through in any minute of this process; safe between threads."""

    def __init__(self, most: int = PER_MINUTE, seconds_now: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds_now = seconds_now
        self._lock = threading.Lock()
        self._began = seconds_now()
        self._number = 0

    def lets_through(self) -> bool:
        """Whether one more may pass in this minute; counts it when so."""
        with self._lock:
            if self._seconds_now() - self._began >= SECONDS:
                self._began, self._number = self._seconds_now(), 0
            self._number += 1
            return self._number <= self._most
