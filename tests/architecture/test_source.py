"""What holds for every module: small, documented, with one reader of the clock and one of the environment."""

import re
import statistics

import pytest

from tests.architecture.reading import (
    PORTAL,
    ROOT,
    Function,
    Module,
    calls,
    functions,
    modules,
    templates,
    undocumented,
)

ALL = modules()
VERSIONS = "portal.migrations.versions"
LINES, LONGEST, USUAL, NEARLY_ALL = 265, 45, 8, 22
LEFT_FOR_LATER = re.compile(r"(#|//|/\*|<!--).*\b(TODO|FIXME|XXX)\b|\bNotImplementedError\b")
CLOCKS = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "datetime.today"}
READERS_OF_THE_CLOCK = {"portal.core.clock"}
READERS_OF_THE_ENVIRONMENT = {"portal.core.settings.environment", "portal.cli.dumping"}  # PGPASSWORD for pg_dump
EMPTY_NAMES = {"utils", "helpers", "common", "misc", "manager"}


def own() -> list[Module]:
    return [module for module in ALL if not module.name.startswith(VERSIONS)]


def all_functions() -> list[Function]:
    return [function for module in own() for function in functions(module)]


def test_everything_public_says_what_it_is() -> None:
    missing = [name for module in own() for name in undocumented(module)]
    assert missing == []


def test_what_says_nothing_is_noticed() -> None:
    silent = Module("toy", PORTAL, "class Shown:\n    pass\n\ndef shown():\n    pass\n\ndef _hidden():\n    pass\n")
    assert undocumented(silent) == ["toy", "toy.Shown", "toy.shown"]


def test_files_are_short() -> None:
    long = {module.name: count for module in own() if (count := module.text.count("\n")) > LINES}
    assert long == {}


def test_functions_are_a_handful_of_lines() -> None:
    lines = sorted(function.lines for function in all_functions())
    assert statistics.median(lines) <= USUAL
    assert lines[int(len(lines) * 0.95)] <= NEARLY_ALL
    assert [function for function in all_functions() if function.lines > LONGEST] == []


def test_a_docstring_does_not_count_as_lines() -> None:
    module = Module("toy", PORTAL, 'def f():\n    """One.\n\n    Two.\n    """\n    return 1\n')
    assert [function.lines for function in functions(module)] == [2]


def test_one_module_reads_the_clock() -> None:
    readers = {module.name for module in own() if calls(module) & CLOCKS}
    assert readers <= READERS_OF_THE_CLOCK


def test_one_module_reads_the_environment() -> None:
    readers = {module.name for module in own() if calls(module) & {"os.environ", "os.getenv"}}
    assert readers <= READERS_OF_THE_ENVIRONMENT


def test_nothing_is_left_for_later() -> None:
    paths = [*(module.path for module in ALL), *templates(), *(ROOT / "assets" / "js").rglob("*.js")]
    assert [path.name for path in paths if LEFT_FOR_LATER.search(path.read_text(encoding="utf-8"))] == []


def test_no_module_has_an_empty_name() -> None:
    assert [module.name for module in ALL if EMPTY_NAMES & set(module.name.split("."))] == []


@pytest.mark.parametrize("name", ["requirements/runtime.lock", "requirements/dev.lock"])
def test_a_lock_holds_no_address_and_a_hash_for_all(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links", text)
    assert all("--hash=" in part for part in re.split(r"\n(?=\S)", text.strip()) if "==" in part)


def test_the_front_end_s_lock_holds_no_address() -> None:
    assert '"resolved"' not in (ROOT / "assets" / "package-lock.json").read_text(encoding="utf-8")
