"""When a job that failed is tried again, and how long finished ones are kept."""

from datetime import timedelta

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)
SPREAD = 0.2
ATTEMPTS = 8
LEASE = timedelta(seconds=60)
LONGEST_RUN = timedelta(hours=1)
KEEP_DONE = timedelta(days=7)


def pause_after(attempts: int, chance: float) -> timedelta:
    """How long to wait after the given number of failed attempts: 2 s, 4 s, 8 s, … at most 10 minutes.

    `chance` (0 to 1) spreads the pauses by 20 % either way, so that jobs that failed together do not return
    together.
    """
    doubled = FIRST_PAUSE * (1 << min(max(attempts, 1) - 1, 16))
    return min(doubled, LONGEST_PAUSE) * (1 - SPREAD + 2 * SPREAD * chance)
