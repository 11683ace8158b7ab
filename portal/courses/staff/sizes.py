"""Sizes and lengths of films as people read them."""

from flask_babel import format_decimal

from portal.courses.rules.uploads import MEGABYTE


def megabytes(size: int) -> str:
    """`size` bytes as people read them: `340 kB`, `12 MB`, `1.4 GB`, in the language of the page."""
    if size >= 1024 * MEGABYTE:
        return f"{format_decimal(round(size / 1024 / MEGABYTE, 1))} GB"
    if size < MEGABYTE:
        return f"{-(-size // 1024)} kB"
    return f"{format_decimal(round(size / MEGABYTE, 0 if size >= 10 * MEGABYTE else 1))} MB"


def clock_of(seconds: float) -> str:
    """A length as `3:05` or `1:03:05`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
