"""The riksnorm of each year, as adopted; a month without a table is refused, never guessed.

Tables are the files in `tables/`, in whole kronor a month, each with the SFS number that adopted it. A published
table never changes: a correction is a new `ENGINE_VERSION`. The prisbasbelopp is dated in a file of its own.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from portal.forms.assistance.riksnorm.amounts import ORE, Amount
from portal.forms.assistance.riksnorm.month import Month

OLDEST_CHILD = 20
"""Children belong to the household as long as their parents must support them, at most until they are 21."""

PRICES = "prisbasbelopp.json"
KEYS = {"year", "valid_from", "valid_to", "sfs", "status", "source", "children", "adults", "common"}


class NoTableError(LookupError):
    """No riksnorm has been entered for `month`."""

    def __init__(self, month: Month) -> None:
        self.month = month
        super().__init__(f"there is no riksnorm for {month}: no table has been entered for that month")


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The riksnorm of one period in öre a month (socialtjänstförordningen 12 kap. 2 and 3 §§).

    `children` and `without_lunch` are indexed by age; the latter is None where lunch makes no difference. `common` is
    indexed by the number of persons, 0 to 7. `price_base` is the prisbasbelopp of the year; `version` names the
    table in a calculation.
    """

    year: int
    sfs: str
    status: str
    source: str
    valid_from: date
    valid_to: date
    children: tuple[Amount, ...]
    without_lunch: tuple[Amount | None, ...]
    single: Amount
    couple: Amount
    common: tuple[Amount, ...]
    price_base: Amount
    version: str

    def common_costs(self, persons: int) -> Amount:
        """Common household costs of so many; each above seven costs what the seventh does beyond the sixth."""
        largest = len(self.common) - 1
        if persons <= largest:
            return self.common[persons]
        return self.common[largest] + (persons - largest) * (self.common[largest] - self.common[largest - 1])


@cache
def tables() -> tuple[Table, ...]:
    """Every table there is, the oldest first; read once."""
    files = [entry for entry in _folder().iterdir() if entry.name.endswith(".json")]
    prices = next(json.loads(file.read_text(encoding="utf-8")) for file in files if file.name == PRICES)
    raw = [json.loads(file.read_text(encoding="utf-8")) for file in files if file.name != PRICES]
    return tuple(sorted((read_table(each, prices) for each in raw), key=lambda table: table.valid_from))


@cache
def table_for(month: Month) -> Table:
    """The table that holds for `month`; raises NoTableError when none has been entered."""
    for table in tables():
        if table.valid_from <= month.first_day <= table.valid_to:
            return table
    raise NoTableError(month)


def read_table(raw: Mapping[str, Any], prices: Iterable[Mapping[str, Any]]) -> Table:
    """A table as its file writes it, in kronor; raises KeyError or ValueError when it is not whole."""
    if raw.keys() != KEYS:
        raise ValueError(f"a table holds {', '.join(sorted(KEYS))} and nothing else")
    sums = {age: row for row in raw["children"] for age in range(row["ages"][0], row["ages"][1] + 1)}
    if sorted(sums) != list(range(OLDEST_CHILD + 1)):
        raise ValueError(f"the table for {raw['year']} does not hold each age from 0 to {OLDEST_CHILD} once")
    ages = [sums[age] for age in range(OLDEST_CHILD + 1)]
    return Table(
        year=raw["year"],
        sfs=raw["sfs"],
        status=raw["status"],
        source=raw["source"],
        valid_from=date.fromisoformat(raw["valid_from"]),
        valid_to=date.fromisoformat(raw["valid_to"]),
        children=tuple(row["sum"] * ORE for row in ages),
        without_lunch=tuple(row["without_lunch"] * ORE if "without_lunch" in row else None for row in ages),
        single=raw["adults"]["single"] * ORE,
        couple=raw["adults"]["couple"] * ORE,
        common=(0, *(amount * ORE for amount in raw["common"])),
        version=table_version(raw["year"], raw["sfs"]),
        price_base=next(price["amount"] * ORE for price in prices if price["valid_from"] == raw["valid_from"]),
    )


def table_version(year: int, sfs: str) -> str:
    """What names a table in a calculation, such as `2026 (SFS 2025:1046)`."""
    return f"{year} (SFS {sfs})"


def _folder() -> Any:
    return resources.files(__package__).joinpath("tables")
