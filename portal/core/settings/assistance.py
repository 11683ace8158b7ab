"""What a municipality decides about financial assistance: its office, its limits and its practice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.core.settings.text import Text


@dataclass(frozen=True)
class Office:
    """Where people phone, visit and write about assistance; `board` is the nämnd that decides and takes appeals."""

    name: Text
    phone: str
    hours: Text
    visit: str
    post: str
    board: str


@dataclass(frozen=True)
class AssistanceSettings:
    """The rules of assistance that are the municipality's own; money in whole kronor, times in days.

    `cost_caps` holds, per type of cost and size of household, what is usually held reasonable; a caseworker may
    always go beyond it. `rounding` and `day_divisor` are those of the riksnorm's practice. Persons born on
    `kept_born_days` are kept when others are removed (socialtjänstförordningen 13 kap. 1 §).
    """

    office: Office
    team: str
    opens_days_before: int = 20
    reply_days: int = 3
    decision_days: int = 10
    supplement_days: int = 10
    kommunicering_days: int = 14
    draft_days: int = 30
    unread_days: int = 10
    second_approval_above: int = 20_000
    retention_years: int = 5
    kept_born_days: tuple[int, ...] = (5, 15, 25)
    control_one_in: int = 10
    rounding: str = "none"
    day_divisor: str = "month"
    cost_caps: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def read_assistance(raw: Mapping[str, Any]) -> AssistanceSettings:
    """The section `assistance` of the municipality's file; KeyError or TypeError for a missing or unknown key."""
    values = dict(raw)
    office = dict(values.pop("office"))
    name, hours = Text(office.pop("name")), Text(office.pop("hours"))
    if "kept_born_days" in values:
        values["kept_born_days"] = tuple(values["kept_born_days"])
    return AssistanceSettings(office=Office(name=name, hours=hours, **office), **values)
