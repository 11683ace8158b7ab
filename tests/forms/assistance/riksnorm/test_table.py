"""The tables are as published: each cell checked against a total, and against the year before."""

import hashlib
import json
from importlib import resources
from itertools import pairwise
from typing import Any

import pytest

from portal.forms.assistance.riksnorm import Month, NoTableError, Table, table_for, tables
from portal.forms.assistance.riksnorm.table import read_table
from tests.forms.assistance.riksnorm.making import kr

FILES = resources.files("portal.forms.assistance.riksnorm").joinpath("tables")
PRICE = {"valid_from": "2023-01-01", "amount": 52_500}
DIGESTS = {
    "2025.json": "9ff5ba714bc95571183c59d706f73f6eb627b6bb187e479f1d910bbcb3285311",
    "2026.json": "3f848ff6d3470ab3744dd8c94dee61755da684a2f224c9a18240732e24ad5578",
    "prisbasbelopp.json": "378b155df9eadf0fd93ce6dfe040c3b0f7e2bf98bda6307225a75209427a099a",
}
"""A published table never changes. Who corrects one raises ENGINE_VERSION too, for old decisions rest on it."""

# As Ängelholm's page prints them from 2023-01-01: the items behind each total.
ITEMS_2023 = {
    "food": (890, 970, 1050, 1240, 1450, 1700, 2000, 2030, 1950, 3200),
    "clothes": (470, 590, 610, 630, 720, 780, 850, 850, 650, 1310),
    "leisure": (300, 400, 410, 510, 860, 1000, 1030, 1010, 500, 1000),
    "hygiene": (640, 620, 220, 200, 200, 260, 360, 390, 390, 790),
    "insurance": (120, 120, 120, 120, 150, 150, 150, 150, 0, 0),
}
COMMON_2023 = {
    "consumables": (210, 220, 350, 400, 480, 560, 590),
    "newspaper and telephone": (920, 1030, 1230, 1390, 1580, 1770, 1920),
}
AGES = ((0, 0), (1, 2), (3, 3), (4, 6), (7, 10), (11, 14), (15, 18), (19, 20))


def raw_2023(common: tuple[int, ...]) -> dict[str, Any]:
    """The table of 2023 as a file would hold it."""
    sums = [sum(column) for column in zip(*ITEMS_2023.values(), strict=True)]
    return {
        "year": 2023,
        "sfs": "2022:1436",
        "status": "adopted",
        "source": "engelholm.se",
        "valid_from": "2023-01-01",
        "valid_to": "2023-12-31",
        "children": [{"ages": list(ages), "sum": each} for ages, each in zip(AGES, sums, strict=False)],
        "adults": {"single": sums[8], "couple": sums[9]},
        "common": list(common),
    }


def faults(table: Table, items: dict[str, tuple[int, ...]]) -> list[int]:
    """The numbers of persons whose common costs are not the sum of their items."""
    sums = [kr(sum(column)) for column in zip(*items.values(), strict=True)]
    return [persons for persons, each in enumerate(sums, start=1) if table.common_costs(persons) != each]


@pytest.mark.parametrize("name", DIGESTS)
def test_a_published_table_never_changes(name: str) -> None:
    assert hashlib.sha256(FILES.joinpath(name).read_bytes()).hexdigest() == DIGESTS[name]


def test_every_table_there_is_has_a_checksum() -> None:
    assert {entry.name for entry in FILES.iterdir()} == set(DIGESTS)


@pytest.mark.parametrize(
    ("year", "children", "lunch", "adults", "common"),
    [
        (2025, 29_500, 10_500, 10_960, 14_190),
        (2026, 29_750, 10_580, 11_040, 14_310),
    ],
)
def test_the_columns_add_up_as_they_do_in_the_regulation(
    year: int, children: int, lunch: int, adults: int, common: int
) -> None:
    raw = json.loads(FILES.joinpath(f"{year}.json").read_text())
    assert sum(row["sum"] for row in raw["children"]) == children
    assert sum(row.get("without_lunch", 0) for row in raw["children"]) == lunch
    assert sum(raw["adults"].values()) == adults
    assert sum(raw["common"]) == common


def test_each_amount_of_2026_is_that_of_2025_raised_by_seven_tenths_of_a_percent() -> None:
    old, new = (table_for(Month(year, 1)) for year in (2025, 2026))
    pairs = [
        *zip(old.children, new.children, strict=True),
        *zip(old.without_lunch, new.without_lunch, strict=True),
        *zip(old.common, new.common, strict=True),
        (old.single, new.single),
        (old.couple, new.couple),
    ]
    assert len(pairs) == 21 + 21 + 8 + 2
    assert all((a is None) == (b is None) for a, b in pairs)
    assert all(abs(b - a * 1.007) <= kr(10) for a, b in pairs if a is not None and b is not None)


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.version)
def test_a_table_is_adopted_whole_and_makes_sense(table: Table) -> None:
    assert table.status == "adopted"
    assert table.sfs in table.version
    assert len(table.children) == 21
    assert [age for age, amount in enumerate(table.without_lunch) if amount is not None] == list(range(7))
    assert all(less < full for less, full in zip(table.without_lunch[:7], table.children[:7], strict=True))  # type: ignore[operator]
    assert all(fewer < more for fewer, more in pairwise(table.common))
    assert table.single < table.couple < 2 * table.single
    assert all(amount % kr(10) == 0 for amount in (*table.children, *table.common, table.single, table.couple))


def test_tables_follow_one_another_without_a_gap() -> None:
    for earlier, later in pairwise(tables()):
        assert (later.valid_from - earlier.valid_to).days == 1


@pytest.mark.parametrize(("persons", "kronor"), [(1, 1280), (7, 2830), (8, 3020), (9, 3210), (12, 3780)])
def test_each_person_above_seven_costs_as_the_seventh_does_beyond_the_sixth(persons: int, kronor: int) -> None:
    assert table_for(Month(2026, 5)).common_costs(persons) == kr(kronor)


@pytest.mark.parametrize(("year", "kronor"), [(2025, 58_800), (2026, 59_200)])
def test_a_table_knows_the_prisbasbelopp_of_its_year(year: int, kronor: int) -> None:
    assert table_for(Month(year, 12)).price_base == kr(kronor)


@pytest.mark.parametrize("month", [Month(2024, 12), Month(2027, 1), Month(1985, 6)])
def test_a_month_without_a_table_is_refused(month: Month) -> None:
    with pytest.raises(NoTableError, match=str(month)) as refusal:
        table_for(month)
    assert refusal.value.month == month


def test_the_items_of_2023_show_that_the_total_for_two_persons_was_misprinted() -> None:
    printed = read_table(raw_2023((1130, 1150, 1580, 1790, 2060, 2330, 2510)), [PRICE])
    assert faults(printed, COMMON_2023) == [2]
    right = read_table(raw_2023((1130, 1250, 1580, 1790, 2060, 2330, 2510)), [PRICE])
    assert faults(right, COMMON_2023) == []
    assert right.common_costs(2) == kr(1250)
    assert (right.single, right.couple) == (kr(3490), kr(6300))
    assert [right.children[age] for age in (0, 2, 3, 5, 7, 12, 18, 19)] == [
        kr(each) for each in (2420, 2700, 2410, 2700, 3380, 3890, 4390, 4430)
    ]


def test_a_table_that_lacks_an_age_is_not_read() -> None:
    raw = raw_2023((1130, 1250, 1580, 1790, 2060, 2330, 2510))
    raw["children"].pop()
    with pytest.raises(ValueError, match="each age"):
        read_table(raw, [PRICE])


def test_a_table_that_says_more_than_we_know_is_not_read() -> None:
    raw = raw_2023((1130, 1250, 1580, 1790, 2060, 2330, 2510))
    with pytest.raises(ValueError, match="nothing else"):
        read_table(raw | {"ceiling": 20_000}, [PRICE])
