"""Times as captions write them: hours may be left out, the decimals stand after a dot or a comma."""

import re

TIME = r"(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]{1,3}))?"
_TIME = re.compile(TIME)
_SIXTY = 60
DAY = 24 * 3600.0
"""No film is longer, in seconds."""


def read_time(text: str) -> float | None:
    """Seconds (to the millisecond) of `1:02:03.5`, `02:03,500` or `2:03`; None for anything else."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
    if minutes >= _SIXTY or seconds >= _SIXTY:
        return None
    return round(hours * 3600 + minutes * 60 + seconds + int((found[4] or "0").ljust(3, "0")) / 1000, 3)


def as_clock(seconds: float, point: str = ".") -> str:
    """`seconds` as `00:01:02.500`; what is negative is nought."""
    whole, thousandths = divmod(round(max(seconds, 0) * 1000), 1000)
    minutes, rest = divmod(whole, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}{point}{thousandths:03}"
