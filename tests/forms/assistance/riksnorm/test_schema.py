"""The schema in docs says what the files are: what is written keeps to it, what it forbids is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance.riksnorm import (
    BadHouseholdError,
    Household,
    Month,
    answer,
    calculate,
    household_to_json,
    read_file,
)
from tests.forms.assistance.riksnorm.making import MARCH, MONTHS, households
from tests.forms.assistance.riksnorm.schema import SCHEMA, faults
from tests.forms.assistance.riksnorm.test_properties import forgotten
from tests.forms.assistance.riksnorm.test_stored import FULL

FILE, ANSWER = SCHEMA["$defs"]["file"], SCHEMA["$defs"]["answer"]


@given(households(), MONTHS, st.data())
def test_what_is_written_keeps_to_the_schema(household: Household, month: Month, data: st.DataObject) -> None:
    household = data.draw(st.just(household) | forgotten(household))
    assert list(faults(json.loads(household_to_json(household)), FILE)) == []
    assert list(faults(json.loads(json.dumps(answer(calculate(household, month)))), ANSWER)) == []


def test_a_file_with_everything_in_it_keeps_to_the_schema() -> None:
    written = json.loads(household_to_json(FULL))
    assert list(faults(written | {"month": "2026-03"}, FILE)) == []
    assert list(faults(json.loads(json.dumps(answer(calculate(FULL, MARCH)))), ANSWER)) == []
    for part, rows in (("member", "members"), ("cost", "costs"), ("income", "incomes"), ("change", "changes")):
        keys = {key for row in written[rows] for key in row}
        assert SCHEMA["$defs"][part]["properties"].keys() - keys <= {"age"}


@pytest.mark.parametrize("part", ["file", "member", "cost", "income", "change"])
def test_every_key_of_the_schema_is_read(part: str) -> None:
    for key in SCHEMA["$defs"][part]["properties"]:
        rows: dict[str, Any] = {"members": [{"role": "adult"}]}
        wrong: Any = {"a": "kind of value that no key takes"}
        if part == "file":
            rows[key] = wrong
        else:
            rows[f"{part}s"] = [{"type": "rent", "role": "adult", key: wrong}]
        with pytest.raises(BadHouseholdError) as refusal:
            read_file(json.dumps(rows))
        assert f"{key}: unknown key" not in str(refusal.value)


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"members": []},
        {"members": [{"role": "dog"}]},
        {"members": [{"role": "adult", "shoe": 1}]},
        {"members": [{"role": "child", "age": "5"}]},
        {"members": [{"role": "child", "days": "half"}]},
        {"members": [{"role": "child", "days": 32}]},
        {"members": [{"role": "adult"}], "moth": "2026-03"},
        {"members": [{"role": "adult"}], "month": "2026-13"},
        {"members": [{"role": "adult"}], "cohabiting": None},
        {"members": [{"role": "adult"}], "costs": [{"type": "rent", "applied": -1}]},
        {"members": [{"role": "adult"}], "costs": [{"applied": 1}]},
        {"members": [{"role": "adult"}], "incomes": [{"type": "Salary"}]},
        {"members": [{"role": "adult"}], "changes": [{"line": "x", "amount": 1}]},
    ],
)
def test_schema_and_program_refuse_alike(raw: dict[str, Any]) -> None:
    assert list(faults(raw, FILE))
    with pytest.raises(BadHouseholdError):
        read_file(json.dumps(raw))
