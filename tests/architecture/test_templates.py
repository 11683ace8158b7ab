"""What holds for every template: it compiles, what it names is there, nothing stands inline, no third party."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta

from portal.app import create_app
from portal.core.settings import Settings
from portal.courses.watching import create_courses_app
from tests.architecture.reading import ROOT, TEMPLATES, modules, templates

PAGES = [path for path in templates() if path.suffix == ".html"]
INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "a third party": re.compile(
        r"""(?:\b(?:src|action)|<link\b[^>]*\bhref)\s*=\s*["']\s*(?:https?:)?//""", re.IGNORECASE
    ),
}
BAD = {
    "a style attribute": '<p style="color:red">',
    "a style element": "<style>p{}</style>",
    "an inline script": "<script>alert(1)</script>",
    "an event attribute": '<a href="#" onclick="f()">',
    "unescaped text": "{{ words | safe }}",
    "a third party": '<img src="//elsewhere.example/x.png">',
}


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    yield app
    app.extensions["portal"].database.dispose()


def test_every_template_compiles_and_what_it_names_is_there(app: Flask) -> None:
    names = {str(path.relative_to(TEMPLATES)) for path in templates()}
    for path in PAGES:
        name = str(path.relative_to(TEMPLATES))
        app.jinja_env.get_template(name)
        tree = app.jinja_env.parse(path.read_text(encoding="utf-8"))
        assert {used for used in meta.find_referenced_templates(tree) if used} <= names, name


def test_every_template_that_a_view_names_is_there() -> None:
    names = {str(path.relative_to(TEMPLATES)) for path in templates()}
    named = {name for module in modules() for name in re.findall(r'"([a-z_/0-9]+\.html)"', module.text)}
    assert named - names == set()


def test_every_template_is_used() -> None:
    sources = [path.read_text(encoding="utf-8") for path in templates()] + [module.text for module in modules()]
    whole = "\n".join(sources)
    pages = [str(path.relative_to(TEMPLATES)) for path in PAGES]
    assert [name for name in pages if name not in whole and not name.startswith("errors/")] == []


@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds(what: str) -> None:
    found = [str(path.relative_to(ROOT)) for path in PAGES if INLINE[what].search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("what", INLINE)
def test_a_bad_example_is_noticed(what: str) -> None:
    assert INLINE[what].search(BAD[what])


def test_every_endpoint_a_template_links_to_is_there(app: Flask, settings: Settings) -> None:
    views = {**app.view_functions, **create_courses_app(settings).view_functions}
    wanted = {
        (str(path.relative_to(ROOT)), endpoint)
        for path in PAGES
        for endpoint in re.findall(r"""url_for\(\s*["']([a-z_.]+)["']""", path.read_text(encoding="utf-8"))
    }
    assert {pair for pair in wanted if pair[1] not in views} == set()


def test_every_address_is_text_for_residents(app: Flask) -> None:
    strange = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not re.fullmatch(r"[a-z0-9/<>:_.\-]+", rule.rule.split("<")[0])
    ]
    assert strange == []


def test_no_file_names_a_place_of_one_machine() -> None:
    marks = (str(ROOT) + "/", str(Path.home()) + "/")
    paths = [*ROOT.glob("*"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*")]
    texts = [
        path for path in paths if path.is_file() and path.suffix in {".md", ".toml", ".yaml", ".conf", ".service"}
    ]
    assert texts
    assert [path.name for path in texts if any(mark in path.read_text(encoding="utf-8") for mark in marks)] == []
