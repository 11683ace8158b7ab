"""The documents tell the truth: what they name is there."""

import re

import pytest

from tests.architecture.reading import ROOT

WALKS = ROOT / "docs" / "walks.md"
NAMED = re.compile(r"`((?:portal|templates|tests|static|docs|deploy|assets|benchmarks)/[A-Za-z0-9_./-]+)`")
LINKED = re.compile(r"\]\(([^)#:]+)\)")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_a_document_names_is_there(path: object) -> None:
    text = ROOT.joinpath(str(path)).read_text(encoding="utf-8")
    assert [name for name in NAMED.findall(text) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_between_documents_leads_somewhere(path: object) -> None:
    here = ROOT.joinpath(str(path))
    links = LINKED.findall(here.read_text(encoding="utf-8"))
    assert [link for link in links if not (here.parent / link).exists()] == []


def test_the_first_walk_passes_through_real_files() -> None:
    text = WALKS.read_text(encoding="utf-8")
    assert len(NAMED.findall(text)) >= 15
    assert "portal/reports/damage/service.py" in text


def test_every_make_target_of_the_readme_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {word for path in DOCUMENTS for word in re.findall(r"`make ([a-z-]+)", path.read_text(encoding="utf-8"))}
    assert named
    assert named - targets == set()


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
