"""A stored calculation read again and computed again: any decision can be recomputed byte for byte."""

from datetime import date
from typing import Any

from portal.forms.assistance.riksnorm.amounts import Amount, to_ore
from portal.forms.assistance.riksnorm.calculation import ENGINE_VERSION, calculate
from portal.forms.assistance.riksnorm.fields import parsed
from portal.forms.assistance.riksnorm.household import BadHouseholdError, Source
from portal.forms.assistance.riksnorm.month import Month
from portal.forms.assistance.riksnorm.reading import household_from_json, practice_from_json
from portal.forms.assistance.riksnorm.result import Kind, Line, Outcome, Question, Result, Status
from portal.forms.assistance.riksnorm.table import table_version
from portal.forms.assistance.riksnorm.wording import AMOUNTS
from portal.forms.assistance.riksnorm.writing import result_to_json


class OtherEngineError(LookupError):
    """The calculation was made by an engine that is no longer here."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        super().__init__(f"the calculation was made by engine {engine}, and this is engine {ENGINE_VERSION}")


def replay(household: str, practice: str, result: str) -> str:
    """The stored calculation computed anew, as canonical JSON; the same bytes as `result` when nothing is wrong.

    All three are canonical JSON as stored. Raises OtherEngineError when another engine made it, NoTableError and
    BadHouseholdError as `calculate` does.
    """
    stored = result_from_json(result)
    if stored.engine != ENGINE_VERSION:
        raise OtherEngineError(stored.engine)
    return result_to_json(calculate(household_from_json(household), stored.month, practice_from_json(practice)))


def result_from_json(text: str) -> Result:
    """The result that `result_to_json` wrote; raises BadHouseholdError for anything else."""
    try:
        return _result(parsed(text))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadHouseholdError(f"this is not a stored result: {error}") from None


def _result(raw: dict[str, Any]) -> Result:
    table, result = raw["table"], _amount(raw["result"])
    lower, upper = (_amount(raw.get(name)) for name in ("lower", "upper"))
    return Result(
        month=Month.parse(raw["month"]),
        engine=raw["engine"],
        status=Status(raw["status"]),
        table=table_version(table["year"], table["sfs"]),
        year=table["year"],
        sfs=table["sfs"],
        norm=_amount(raw["norm"]),
        costs=_amount(raw["costs"]),
        incomes=_amount(raw["incomes"]),
        result=result,
        lower=_either(result, lower),
        upper=_either(result, upper),
        outcome=Outcome(raw["outcome"]),
        lines=tuple(_line(line) for line in raw["lines"]),
        missing=tuple(raw["missing"]),
        for_a_human=tuple(
            Question(each["code"], each["where"], _values(each.get("values", {}))) for each in raw["for_a_human"]
        ),
    )


def _amount(value: Any) -> Amount | None:
    return None if value is None else to_ore(value)


def _either(known: Amount | None, bound: Amount | None) -> Amount:
    found = bound if known is None else known
    if found is None:
        raise ValueError("an amount that is not known has no bounds")
    return found


def _line(raw: dict[str, Any]) -> Line:
    amount = _amount(raw["amount"])
    return Line(
        raw["code"],
        raw["key"],
        Kind(raw["kind"]),
        _either(amount, _amount(raw.get("lower"))),
        _either(amount, _amount(raw.get("upper"))),
        raw["law"],
        Source(raw["source"]),
        _values(raw.get("values", {})),
        date.fromisoformat(raw["date"]) if "date" in raw else None,
        raw.get("table"),
        raw.get("member"),
        _amount(raw.get("cap")),
        raw.get("reason", ""),
        tuple(raw.get("notes", ())),
        tuple(raw.get("missing", ())),
    )


def _values(raw: dict[str, Any]) -> dict[str, int | str]:
    return {name: to_ore(value) if name in AMOUNTS else value for name, value in raw.items()}
