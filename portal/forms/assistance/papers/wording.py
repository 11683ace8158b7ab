"""How months, moments, numbers and hashes are written, in the language of the request."""

import re
from datetime import date, datetime

from flask_babel import format_date, format_datetime

from portal.cases.promise import STOCKHOLM


def month_name(month: str) -> str:
    """`2026-12` as people say it."""
    return str(format_date(date.fromisoformat(f"{month}-01"), "LLLL y"))


def moment(at: datetime) -> str:
    """Day and time in Sweden."""
    return str(format_datetime(at.astimezone(STOCKHOLM), "d MMMM y HH:mm", rebase=False))


def shown_number(personnummer: str) -> str:
    """A personnummer of twelve digits as it is written on paper."""
    return f"{personnummer[:8]}-{personnummer[8:]}"


def grouped(digest: str) -> str:
    """A hash in groups of eight, as somebody can compare it."""
    return " ".join(re.findall(".{1,8}", digest))
