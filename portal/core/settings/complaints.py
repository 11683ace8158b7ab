"""What a municipality decides about its ombudsman for needless trouble."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.core.settings.text import Text


@dataclass(frozen=True)
class ComplaintsSettings:
    """Who the ombudsman is, and what is promised, in Swedish working days; `complaints_url` is the page for
    complaints about how somebody was met. Public figures below `hidden_below` are not shown.
    """

    ombudsman: str
    phone: str
    email: str
    hours: Text
    complaints_url: str
    reply_days: int = 3
    answer_days: int = 30
    hidden_below: int = 5


def read_complaints(raw: Mapping[str, Any]) -> ComplaintsSettings:
    """The section `complaints` of the municipality's file; KeyError or TypeError for a missing or unknown key."""
    values = dict(raw)
    return ComplaintsSettings(hours=Text(values.pop("hours")), **values)
