"""The short form of `make soak`: some hundred mixed requests, and that growing memory would be noticed."""

from pathlib import Path

import pytest

from tests.long import soak
from tests.long.traffic import standing

REQUESTS = 800
GROWTH_WHILE_WARM, MOST_MB = 1.15, 200.0
"""So few requests still fill caches, on a machine that tests other things too; the long run is stricter."""


@pytest.mark.slow
def test_memory_stays_flat_over_some_hundred_mixed_requests(sqlite_template: Path, tmp_path: Path) -> None:
    (tmp_path / "portal.db").write_bytes(sqlite_template.read_bytes())
    with standing(f"sqlite:///{tmp_path / 'portal.db'}", tmp_path) as site:
        held, found = soak.soak(site, REQUESTS)
    assert found == []
    assert [len(quarter) for quarter in held] == [2] * soak.QUARTERS
    assert list(soak.growing(held, GROWTH_WHILE_WARM, MOST_MB)) == []


@pytest.mark.parametrize(
    ("held", "says"),
    [
        ([[80, 80], [90, 90], [100, 100], [110, 90]], "grew from 90 MB to 110 MB"),
        ([[80, 80], [151, 151], [151, 151], [151, 152]], "holds 152 MB"),
        ([[80, 80], [90, 90], [90, 90], [90]], "was replaced"),
    ],
)
def test_memory_that_grows_is_noticed(held: list[list[float]], says: str) -> None:
    found = list(soak.growing(held))
    assert any(says in fault for fault in found)


def test_memory_that_is_flat_is_no_fault() -> None:
    assert list(soak.growing([[70, 71], [90, 92], [91, 92], [92, 93]])) == []
