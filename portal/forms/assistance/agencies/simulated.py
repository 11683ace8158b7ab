"""The demo's agencies: made-up answers from a file, the same ones for every month, marked as simulated throughout."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from portal.forms.assistance.agencies.replies import Agency, Enrolment, Payment, Permit, Reply, Vehicle, Wage
from portal.forms.assistance.agencies.source import Question
from portal.forms.assistance.rules.answers import IncomeType

ORE = 100
FILE = "simulated.json"


class Simulated:
    """Answers for the invented people of the demo; of anybody else no agency knows anything.

    Agencies that a person's entry names as `silent` do not answer about them.
    """

    is_simulated = True
    may_answer_later = True

    def __init__(self, persons: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._persons = _people() if persons is None else persons

    def ask(self, question: Question) -> Mapping[Agency, Reply]:
        """The made-up answers of those agencies that are not silent."""
        known = self._persons.get(question.personnummer, {})
        silent = known.get("silent", ())
        return {
            agency: _reply(known.get(agency.value, {}), question)
            for agency in question.agencies
            if agency.value not in silent
        }


@cache
def _people() -> Mapping[str, Mapping[str, Any]]:
    text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    people: Mapping[str, Mapping[str, Any]] = json.loads(text)["persons"]
    return people


def _reply(known: Mapping[str, Any], question: Question) -> Reply:
    return Reply(
        payments=tuple(_payment(paid, question.from_on) for paid in known.get("payments", ())),
        wages=tuple(Wage(wage["employer"], wage["gross"] * ORE) for wage in known.get("wages", ())),
        enrolment=_enrolment(known.get("enrolment"), question.to_on),
        vehicles=tuple(Vehicle(**vehicle) for vehicle in known.get("vehicles", ())),
        permit=_permit(known.get("permit")),
        applied_for=tuple(known.get("applied_for", ())),
    )


def _payment(paid: Mapping[str, Any], month: date) -> Payment:
    amount = paid["amount"]
    on = month.replace(day=paid["day"])
    return Payment(IncomeType(paid["type"]), None if amount is None else amount * ORE, on)


def _enrolment(known: Mapping[str, Any] | None, last_day: date) -> Enrolment | None:
    if known is None:
        return None
    since = date.fromisoformat(known["since"]) if "since" in known else None
    return Enrolment(known["is_enrolled"], since, last_day.replace(day=10))


def _permit(known: Mapping[str, Any] | None) -> Permit | None:
    if known is None:
        return None
    return Permit(known["kind"], date.fromisoformat(known["valid_to"]) if "valid_to" in known else None)
