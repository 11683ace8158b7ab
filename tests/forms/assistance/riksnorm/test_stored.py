"""Stored and computed again: the same bytes."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance.riksnorm import (
    ENGINE_VERSION,
    BadHouseholdError,
    Change,
    Cost,
    DayDivisor,
    Household,
    Income,
    Jobbstimulans,
    Member,
    Month,
    OtherEngineError,
    Practice,
    Role,
    Rounding,
    Source,
    calculate,
    household_from_json,
    household_to_json,
    practice_from_json,
    practice_to_json,
    read_file,
    replay,
    result_from_json,
    result_to_json,
)
from tests.forms.assistance.riksnorm.making import ADULT, MARCH, MONTHS, PRACTICES, child, households, kr
from tests.forms.assistance.riksnorm.test_properties import forgotten

FULL = Household(
    (Member(Role.ADULT, assistance_months=(Month(2025, 12),)), child(None, days=None, lunch_away=None, earned=None)),
    household_size=None,
    costs=(
        Cost("rent", kr(9000.5), kr(8000), "öre och å", Source.CASEWORKER, date(2026, 2, 27), "r1"),
        Cost("other"),
    ),
    incomes=(
        Income("salary", kr(100), 0, Jobbstimulans.UNKNOWN, Source.AGENCY, date(2026, 2, 25), "i1"),
        Income("pension", None, jobbstimulans=Jobbstimulans.NO),
    ),
    surplus=None,
    changes=(Change("cost.other:1", kr(1), "why"),),
)
CAPPED = Practice(Rounding.UP, DayDivisor.YEAR, {"rent": kr(7000)})

GOLDEN = (
    '{"engine":"1","costs":0,"for_a_human":[],"incomes":0,"lines":[{"amount":3940,"code":"norm.single","date":'
    '"2026-01-01","key":"norm.single:0","kind":"norm","law":"12 kap. 2 § socialtjänstförordningen (2025:468)",'
    '"member":0,"source":"table","table":"2026 (SFS 2025:1046)"},{"amount":596.67,"code":"norm.common.share","date":'
    '"2026-01-01","key":"norm.common","kind":"norm","law":"12 kap. 3 § socialtjänstförordningen (2025:468)","notes":'
    '["share"],"source":"table","table":"2026 (SFS 2025:1046)","values":{"own":1,"persons":3,"together":1790}}],'
    '"missing":[],"month":"2026-03","norm":4536.67,"outcome":"grant","result":4536.67,"status":"calculated",'
    '"table":{"sfs":"2025:1046","year":2026}}'
)
"""What engine 1 wrote; when the engine changes its answer, it gets another number and this line another text."""


def test_the_first_engine_still_writes_what_it_wrote() -> None:
    written = result_to_json(calculate(Household((ADULT,), household_size=3), MARCH))
    assert ENGINE_VERSION == "1"
    assert written == json.dumps(json.loads(GOLDEN), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@given(households(), MONTHS, PRACTICES, st.data())
def test_every_calculation_can_be_replayed_byte_for_byte(
    household: Household, month: Month, practice: Practice, data: st.DataObject
) -> None:
    household = data.draw(st.just(household) | forgotten(household))
    stored = (
        household_to_json(household),
        practice_to_json(practice),
        result_to_json(calculate(household, month, practice)),
    )
    assert replay(*stored) == stored[2]
    assert household_from_json(stored[0]) == household
    assert practice_from_json(stored[1]) == practice
    assert result_from_json(stored[2]) == calculate(household, month, practice)


@pytest.mark.parametrize("household", [FULL, Household((ADULT,))])
@pytest.mark.parametrize("practice", [CAPPED, Practice()])
def test_everything_there_is_to_say_is_kept(household: Household, practice: Practice) -> None:
    written = household_to_json(household)
    assert household_from_json(written) == household
    assert household_to_json(household_from_json(written)) == written
    assert practice_from_json(practice_to_json(practice)) == practice
    result = calculate(household, MARCH, practice)
    assert result_from_json(result_to_json(result)) == result


def test_what_is_usual_is_left_out() -> None:
    assert household_to_json(Household((ADULT,))) == '{"members":[{"role":"adult"}]}'
    assert practice_to_json(Practice()) == "{}"


def test_what_was_stored_is_also_a_file() -> None:
    assert read_file(household_to_json(FULL)) == (FULL, None)


def test_another_engine_s_calculation_is_not_replayed() -> None:
    stored = json.loads(GOLDEN) | {"engine": "0"}
    with pytest.raises(OtherEngineError, match="engine 0, and this is engine 1"):
        replay('{"members":[{"role":"adult"}]}', "{}", json.dumps(stored))


@pytest.mark.parametrize(
    "text", ["{}", "[]", "null", '{"engine":"1"}', GOLDEN.replace('"result":4536.67', '"result":null'), "x"]
)
def test_what_is_no_stored_result_is_refused(text: str) -> None:
    with pytest.raises(BadHouseholdError):
        result_from_json(text)
    with pytest.raises(BadHouseholdError):
        replay('{"members":[{"role":"adult"}]}', "{}", text)
