"""Who may import whom: the contracts are kept, and each of them notices when it is not."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.reading import PORTAL, ROOT, imports, modules, rings

FORBIDDEN = {
    "The floors of the house": [
        ("core.clock", "from portal.platform import jobs"),
        ("platform.geo.rules", "import portal.accounts"),
        ("cases.queries", "from portal.backoffice import rules"),
        ("pages.routes", "from portal.reports import damage"),
        ("backoffice.rules", "import portal.app"),
    ],
    "Inside the platform": [
        ("platform.jobs.rules", "import portal.platform.notices"),
        ("platform.tables.headings", "import portal.platform.geo"),
    ],
    "Inside the core": [("core.db.base", "import portal.core.web")],
    "Inside the reports": [("reports.places.rules", "import portal.reports.damage")],
    "Inside the forms": [("forms.drafts.models", "import portal.forms.assistance")],
    "Inside the courses": [("courses.rules.workflow", "import portal.courses.models")],
    "Who watches a course": [
        ("courses.watching.routes", "import portal.courses.models"),
        ("courses.published.shelf", "from portal.accounts import models"),
    ],
    "Inside a feature": [
        ("reports.damage.rules", "import portal.reports.damage.service"),
        ("forms.assistance.rules.months", "import portal.forms.assistance.models"),
    ],
    "Rules and kinds know no framework": [
        ("cases.kinds", "import sqlalchemy"),
        ("reports.damage.kind", "import flask"),
        ("forms.assistance.riksnorm.table", "import sqlalchemy"),
    ],
    "Services know no HTTP": [("cases.service", "import flask"), ("platform.jobs.service", "import werkzeug")],
    "Forms know no database": [("accounts.form", "import sqlalchemy")],
}


def lint(folder: Path) -> str:
    """What import-linter says about the copy in `folder`."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache", "--config", str(folder / "pyproject.toml")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout + done.stderr


def file_of(folder: Path, name: str) -> Path:
    """Where the module `name` of the copy is written, be it a file or a package."""
    path = folder.joinpath("portal", *name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says about a copy with one or more forbidden imports for every contract."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copytree(PORTAL, folder / "portal", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for additions in FORBIDDEN.values():
        for name, line in additions:
            path = file_of(folder, name)
            path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    return lint(folder)


def test_every_contract_is_kept() -> None:
    said = lint(ROOT)
    assert "0 broken" in said, said


@pytest.mark.parametrize("contract", FORBIDDEN)
def test_every_contract_can_fail(broken: str, contract: str) -> None:
    verdict = re.search(rf"^{re.escape(contract)}[\s\S]*?\b(KEPT|BROKEN)$", broken, re.MULTILINE)
    assert verdict
    assert verdict[1] == "BROKEN"


def test_no_contract_is_without_its_proof() -> None:
    names = re.findall(r'^name = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    contracts = names[1:]  # the first is the project's own
    assert contracts
    assert all(any(name.startswith(proved) for proved in FORBIDDEN) for name in contracts), contracts


@pytest.mark.parametrize(("name", "line"), [pair for additions in FORBIDDEN.values() for pair in additions], ids=str)
def test_each_forbidden_import_is_named(broken: str, name: str, line: str) -> None:
    imported = re.sub(r"^from (\S+) import (\S+)$", r"\1.\2", line).removeprefix("import ")
    assert re.search(rf"portal\.{re.escape(name)} ->\s+{re.escape(imported)} ", broken), broken


def test_no_modules_import_one_another_in_a_ring() -> None:
    known = {module.name for module in modules()}
    graph = {module.name: imports(module, known) for module in modules()}
    assert rings(graph) == []


def test_a_ring_is_noticed_even_inside_a_function(tmp_path: Path) -> None:
    package = tmp_path / "toy"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "one.py").write_text("def f():\n    from toy import two\n")
    (package / "two.py").write_text("import toy.three\n")
    (package / "three.py").write_text("from toy.one import f\n")
    known = {module.name for module in modules(package)}
    graph = {module.name: imports(module, known) for module in modules(package)}
    assert rings(graph) == [["toy.one", "toy.three", "toy.two"]]
