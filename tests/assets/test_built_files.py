"""What the build left: everything that templates name is there, small enough, and mirrors by itself."""

import hashlib
import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted(path for path in (ROOT / "assets" / "css").glob("*.css") if path.name != "leaflet.css")
MANIFEST: dict[str, str] = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
ICONS: dict[str, str] = json.loads((STATIC / "icons.json").read_text(encoding="utf-8"))
MOST_BYTES = {
    "app.css": 9_000,
    "staff.css": 4_000,
    "report.js": 6_000,
    "receipt.js": 1_500,
    "staff.js": 20_000,
    "film.js": 6_000,
    "film.css": 2_000,
}
PHYSICAL = re.compile(
    r"(?:margin|padding|border|inset)-(?:left|right)|^\s*(?:left|right):|text-align: (?:left|right)", re.M
)
FORBIDDEN = re.compile(r"""\sstyle=|\son[a-z]+=["']|\|\s*safe\b|<script(?![^>]*\b(?:src=|type="application/json"))""")


def named(function: str) -> set[str]:
    found = re.compile(rf"""\b{function}\(\s*["']([^"']+)["']""")
    return {name for path in TEMPLATES for name in found.findall(path.read_text(encoding="utf-8"))}


def test_every_file_that_a_template_names_was_built() -> None:
    assert named("asset") - MANIFEST.keys() == set()


def test_every_icon_that_a_template_or_the_municipality_names_was_drawn() -> None:
    town = tomllib.loads((ROOT / "municipality.toml").read_text(encoding="utf-8"))
    of_the_town = {entry["icon"] for group in ("topics", "place_types") for entry in town[group].values()}
    assert (named("icon") | named("icon_box") | named("icon_text") | of_the_town) - ICONS.keys() == set()


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_a_hashed_name_belongs_to_what_is_in_the_file(name: str) -> None:
    built = STATIC / MANIFEST[name]
    digest = hashlib.sha256(built.read_bytes()).hexdigest()[:10]
    assert f"-{digest}." in built.name


def test_nothing_old_is_left_beside_the_built_files() -> None:
    expected = {"manifest.json", "icons.json"} | {
        name + twin for name in MANIFEST.values() for twin in ("", ".br", ".gz")
    }
    assert {path.name for path in STATIC.iterdir()} - expected == set()


@pytest.mark.parametrize(("name", "most"), MOST_BYTES.items())
def test_a_file_is_as_small_as_promised(name: str, most: int) -> None:
    assert (STATIC / f"{MANIFEST[name]}.br").stat().st_size <= most


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_knows_start_and_end_but_no_left_and_right(sheet: Path) -> None:
    assert PHYSICAL.findall(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_holds_no_inline_style_or_script_and_trusts_nothing(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("bad", [' style="x"', " onclick='x'", "{{ x | safe }}", "<script>x</script>"])
def test_the_sweep_over_templates_finds_a_bad_one(bad: str) -> None:
    assert FORBIDDEN.search(bad)


def test_the_lock_of_the_front_end_records_no_address() -> None:
    lock = json.loads((ROOT / "assets" / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def unknown_classes(template: str, sheets: str) -> set[str]:
    """The classes that `template` writes out in full and that no style sheet knows."""
    known = set(re.findall(r"\.([a-z][a-z0-9_-]*)", sheets))
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}", " ", template, flags=re.S)
    text = re.sub(r"\{\{.*?\}\}", "?", text, flags=re.S)
    written = {name for names in re.findall(r'\sclass="([^"]*)"', text) for name in names.split()}
    return {name for name in written if "?" not in name} - known


def test_every_class_of_a_template_is_in_a_style_sheet() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in SHEETS)
    found = {path.name: unknown_classes(path.read_text(encoding="utf-8"), sheets) for path in TEMPLATES}
    assert {name: classes for name, classes in found.items() if classes} == {}


def test_the_sweep_over_classes_finds_one_that_is_not_styled() -> None:
    assert unknown_classes('<p class="lead {% if x %}ghost{% endif %} tag--{{ tone }}">', ".lead{}") == {"ghost"}
