"""What a letter may hold, and how long it is tried."""

from collections.abc import Mapping
from datetime import timedelta

CODES = ("number", "place", "state", "outcome", "due_on", "url")
LONGEST_PLACE = 160
ATTEMPTS = 450
GIVE_UP_AFTER = timedelta(hours=60)
KEEP_SETTLED = timedelta(days=30)
KEEP_QUEUED = timedelta(days=7)


def checked_codes(codes: Mapping[str, str | None]) -> dict[str, str]:
    """The codes that are set; raises ValueError for one that no letter has.

    `number` is the case number, `place` a place's name, `state` and `outcome` English words of the catalogue,
    `due_on` an ISO date, `url` a page open to all (or its path), for a letter without a link of its own. A place that
    reads like an address to write to, or like more than a name, is left out: codes are not sealed.
    """
    unknown = codes.keys() - set(CODES)
    if unknown:
        raise ValueError(f"a letter has no code {', '.join(sorted(unknown))}")
    kept = {name: " ".join(value.split()) for name, value in codes.items() if value}
    if not _is_name(kept.get("place", "")):
        del kept["place"]
    return kept


def _is_name(place: str) -> bool:
    return len(place) <= LONGEST_PLACE and "@" not in place


def is_too_late(age: timedelta) -> bool:
    """True when a letter that cannot be delivered is given up: after two and a half days (at least 48 hours)."""
    return age > GIVE_UP_AFTER
