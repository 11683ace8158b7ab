"""The short form of `make load`: a dozen at once for a few seconds on each database."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from portal.core import clock
from portal.core.db import Database
from tests.factories import cases
from tests.long import load
from tests.long.traffic import Tally

PEOPLE, SECONDS = 12, 4.0


@pytest.mark.slow
def test_a_crowd_is_answered_without_an_error_and_no_case_is_doubled(database_url: str, tmp_path: Path) -> None:
    tally, faults = load.run(database_url, tmp_path, PEOPLE, SECONDS)
    assert faults == []
    assert len(tally.told) >= PEOPLE // 2
    assert tally.statuses[303] >= 2 * len(tally.told)


def test_a_doubled_case_and_a_surprise_are_noticed(database: Database) -> None:
    with database.write() as session:
        for _ in range(2):
            cases.make_case(session, clock.now())
    tally = Tally(told={"/sv/kvitto/X": "Fel"}, surprises=["POST /sv/felanmalan: 500"])
    found = list(load.faults(SimpleNamespace(database=database), tally))  # type: ignore[arg-type]
    assert found == ["POST /sv/felanmalan: 500", "1 receipts, 2 cases"]
