"""The invented people of the demo, shared by the simulated register, the simulated e-ID and the tests.

Their numbers lie in the series that Skatteverket keeps for tests (birth numbers 238 and 239). Each has a `key` for
addresses and forms, a `household`, and `has_eid`: whether they can sign in.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from portal.accounts.personnummer import born_on


@cache
def demo_persons() -> tuple[dict[str, Any], ...]:
    """All of them, household by household; partner and children by their numbers, `born_on` as YYYY-MM-DD."""
    text = files(__package__).joinpath("persons.json").read_text(encoding="utf-8")
    persons: list[dict[str, Any]] = json.loads(text)
    numbers = {person["key"]: person["personnummer"] for person in persons}
    return tuple(_related(person, numbers) for person in persons)


def demo_person(key: str) -> dict[str, Any]:
    """The person with this key; raises KeyError when there is none."""
    found = next((person for person in demo_persons() if person["key"] == key), None)
    if found is None:
        raise KeyError(key)
    return found


def _related(person: dict[str, Any], numbers: dict[str, str]) -> dict[str, Any]:
    return person | {
        "born_on": born_on(person["personnummer"]).isoformat(),
        "partner": numbers.get(person["partner"] or ""),
        "children": [numbers[child] for child in person["children"]],
    }
