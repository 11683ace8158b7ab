"""Every page brings the script of the way out, and what a browser keeps of it has a plain name (AN-13)."""

import json
import re
from pathlib import Path

import pytest
from werkzeug.test import Client

from portal.courses.rules.neutral import is_neutral
from tests.courses.anonymity.crawl import Call

ROOT = Path(__file__).resolve().parents[3]
MANIFEST: dict[str, str] = json.loads((ROOT / "static" / "manifest.json").read_text(encoding="utf-8"))
LEADS_OUT = {"page.js", "film.js", "list.js", "paper.js"}
"""The scripts that wire `a[data-quick-exit]` and three presses of Shift."""
SCRIPT = re.compile(r'<script src="/static/([^"]+)" type="module" blocking="render">')
KEPT = re.compile(r'(?:src|href|data-hls)="/static/([^"]+)"')


@pytest.fixture
def pages(outside: Client, calls: list[Call]) -> dict[str, str]:
    """Every page there is, answers to forms and mistakes too."""
    answers = [(call, call.send(outside)) for call in calls if call.path != "/"]
    return {
        f"{call.method} {call.path}": answer.text
        for call, answer in answers
        if answer.mimetype == "text/html" and call.method != "HEAD" and "data-quick-exit" in answer.text
    }


def test_every_page_loads_the_script_of_the_way_out(pages: dict[str, str]) -> None:
    wanted = {MANIFEST[name] for name in LEADS_OUT}
    assert [name for name, page in pages.items() if not wanted & set(SCRIPT.findall(page))] == []
    for path in ("asikt", "asikt/tack", "rakna", "om/siffror", "om/ingenting", "finns-inte"):
        assert any(name.startswith("GET ") and name.endswith(path) for name in pages), path
    assert any(name.startswith("POST ") and name.endswith("asikt") for name in pages)


@pytest.mark.parametrize("name", sorted(LEADS_OUT))
def test_the_scripts_that_lead_out_look_for_the_way_out(name: str) -> None:
    assert "[data-quick-exit]" in (ROOT / "static" / MANIFEST[name]).read_text(encoding="utf-8")


def test_what_a_browser_keeps_of_a_page_does_not_tell_of_courses(pages: dict[str, str]) -> None:
    kept = {name for page in pages.values() for name in KEPT.findall(page)}
    assert len(kept) >= len(LEADS_OUT)
    assert [name for name in kept if re.search("cours|kurs", name) or not is_neutral(name)] == []


def test_no_address_of_a_page_has_an_empty_step(pages: dict[str, str]) -> None:
    found = {link for page in pages.values() for link in re.findall(r'href="(/[^"]*)"', page)}
    assert [link for link in found if "//" in link] == []
