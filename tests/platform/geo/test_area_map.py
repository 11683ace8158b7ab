from pathlib import Path
from xml.etree import ElementTree

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.platform.geo.geojson import read_features
from portal.platform.geo.rules import area_drafts
from portal.platform.geo.shapes import MultiPolygon, Point, Polygon
from portal.platform.geo.svg import MapArea, MapPoint, SvgMap, draw_map
from tests.factories.geo import square

ROOT = Path(__file__).parents[3]
SVG = "{http://www.w3.org/2000/svg}"


def rendered(drawn: SvgMap, label: str = "Områden") -> str:
    environment = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined)
    return str(environment.get_template("components/area_map.html").module.area_map(drawn, label))  # type: ignore[attr-defined]


def parsed(drawn: SvgMap, label: str = "Områden") -> ElementTree.Element:
    svg = ElementTree.fromstring(rendered(drawn, label)).find("svg")  # noqa: S314 (our own page)
    assert svg is not None
    return svg


@pytest.fixture
def kalmar() -> SvgMap:
    text = (ROOT / "portal/demo/geography/areas.geojson").read_text(encoding="utf-8")
    drafts = area_drafts(read_features(text))
    return draw_map([MapArea(one.name, one.shape, f"/sv/felanmalan?omrade={one.slug}") for one in drafts])


def test_all_of_kalmar_takes_less_than_twelve_kilobytes(kalmar: SvgMap) -> None:
    assert len(rendered(kalmar).encode()) < 12_000


def test_every_area_is_a_link_with_a_name(kalmar: SvgMap) -> None:
    svg = parsed(kalmar)
    assert svg.get("role") == "group"
    links = svg.findall("a")
    assert len(links) == 31
    assert all(link.get("aria-label") and link.get("href") for link in links)


def test_a_map_without_links_is_a_picture_with_a_name() -> None:
    area = MapArea("Ängö", MultiPolygon((Polygon(square(16, 56)),)))
    svg = parsed(draw_map([area], [MapPoint("Lekplats", Point(56.005, 16.005))]))
    title = svg.find("title")
    assert title is not None
    assert (svg.get("role"), svg.get("aria-labelledby"), title.get("id"), title.text) == (
        "img",
        "map-label",
        "map-label",
        "Områden",
    )
    assert svg.find("a") is None
    assert [text.text for text in svg.findall("g/text")] == ["Ängö"]


def test_what_is_current_is_said_and_shown() -> None:
    area = MapArea("Ängö", MultiPolygon((Polygon(square(16, 56)),)), href="/a", is_current=True)
    svg = parsed(draw_map([area], [MapPoint("Lekplats", Point(56.005, 16.005), href="/p", is_current=True)]))
    assert [link.get("aria-current") for link in svg.findall("a")] == ["true", "true"]
    assert "svg-map__area--on" in rendered(draw_map([area]))


def test_names_from_a_file_cannot_become_markup() -> None:
    name = '"><script>alert(1)</script>'
    area = MapArea(name, MultiPolygon((Polygon(square(16, 56)),)), href="/a")
    drawn = draw_map([area], [MapPoint(name, Point(56.005, 16.005))])
    assert "<script" not in rendered(drawn, name)
    assert parsed(drawn, name).findall("a")[0].get("aria-label") == name
