"""The table of promises names all thirty, and tests that are there."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PROMISES = 30
ROW = re.compile(r"^\| AN-(\d+) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
EXCEPTED = {27}


def rows(text: str) -> dict[int, tuple[str, list[tuple[str, str]]]]:
    """What the table says of each promise: its words and its tests."""
    return {int(number): (words, TEST.findall(tests)) for number, words, tests in ROW.findall(text)}


TABLE = rows((ROOT / "docs/anonymity.md").read_text(encoding="utf-8"))


@lru_cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def missing(table: dict[int, tuple[str, list[tuple[str, str]]]]) -> list[str]:
    """What is wrong with a table, as sentences."""
    found = [f"AN-{number} is not in it" for number in range(1, PROMISES + 1) if number not in table]
    for number, (_, tests) in table.items():
        found += [f"AN-{number} has no test"] * (not tests)
        found += [f"{path} is not there" for path, _ in tests if not (ROOT / path).exists()]
        found += [
            f"{name} is not in {path}"
            for path, name in tests
            if (ROOT / path).exists() and name not in names_in(path)
        ]
    return found


def test_every_promise_has_a_test_that_is_there() -> None:
    assert missing(TABLE) == []


def test_only_what_the_operator_keeps_is_excepted() -> None:
    assert {number for number, (words, _) in TABLE.items() if "excepted" in words} == EXCEPTED


@pytest.mark.parametrize(
    "broken",
    [
        {number: row for number, row in TABLE.items() if number != 5},
        TABLE | {5: ("a promise", [])},
        TABLE | {5: ("a promise", [("tests/courses/anonymity/test_promises.py", "test_that_nobody_wrote")])},
        TABLE | {5: ("a promise", [("tests/courses/anonymity/test_nothing.py", "test_anything")])},
    ],
)
def test_a_table_with_a_hole_is_noticed(broken: dict[int, tuple[str, list[tuple[str, str]]]]) -> None:
    assert len(missing(broken)) == 1
