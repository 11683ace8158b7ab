"""Finding the place without a sign: search, area, own position, the drawn map, the list to print."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.core import codes
from portal.platform.geo import service as geo
from tests.factories import places
from tests.factories.geo import area_feature
from tests.factories.reports import Resident, database_of, only_case, spot

LAT, LON = places.AT


@pytest.fixture
def town(app: Flask) -> Flask:
    """Two areas and three places, one of which lies in none."""
    with database_of(app).write() as session:
        places.areas(session, "Ängö", "Malmen")
        places.place(session, ref="A-1", name="Ängö lekpark", area="Ängö")
        places.place(session, ref="M-1", name="Malmens park", area="Malmen", lon=LON + 0.02)
        places.place(session, ref="X-1", name="Bortom allt", area=None, lat=LAT + 0.2)
    return app


def links(page: str) -> list[str]:
    return re.findall(r'href="(/sv/felanmalan/plats/[^"]+)"', page)


class TestSearching:
    @pytest.mark.parametrize("text", ["ängö", "ANGO", "lekpark", "lek äng"])
    def test_a_part_of_the_name_is_enough(self, town: Flask, client: FlaskClient, text: str) -> None:
        assert links(client.get("/sv/felanmalan/", query_string={"q": text}).text)[0].endswith("/A-1")

    def test_a_search_that_finds_nothing_leads_on(self, town: Flask, client: FlaskClient) -> None:
        resident = Resident(client)
        page = resident.open("/en/felanmalan/?q=Tvärskog%20%26%20bron")
        assert links(page) == []
        way = re.search(r'href="(/en/felanmalan/beskriv\?var=[^"]+)"', page)
        assert way
        resident.report(way[1].replace("&amp;", "&"))
        assert only_case(town).subject_name == "Tvärskog & bron"

    def test_the_code_of_a_sign_leads_to_its_page(self, town: Flask, client: FlaskClient) -> None:
        here = spot(town)
        answer = client.get("/sv/felanmalan/", query_string={"q": codes.grouped(here.code, 3).lower()})
        assert answer.headers["Location"] == here.sign_page

    def test_what_was_looked_for_stays_in_its_field(self, client: FlaskClient) -> None:
        assert 'value="&lt;b&gt;&#34;"' in client.get("/sv/felanmalan/", query_string={"q": '<b>"'}).text

    def test_the_language_links_keep_the_search(self, town: Flask, client: FlaskClient) -> None:
        assert 'href="/ar/felanmalan/?q=park"' in client.get("/sv/felanmalan/?q=park").text

    def test_the_nearest_places_come_first(self, town: Flask, client: FlaskClient) -> None:
        page = client.get(f"/sv/felanmalan/?lat={LAT}&lon={LON + 0.019}").text
        assert [link.rsplit("/", 1)[1] for link in links(page)] == ["M-1", "A-1", "X-1"]
        assert f"/sv/felanmalan/punkt?lat={LAT:.6f}" in page


class TestTheDrawnMap:
    def test_areas_are_links_beside_the_list_of_the_same(self, town: Flask, client: FlaskClient) -> None:
        page = client.get("/sv/felanmalan/").text
        drawn = re.search(r"<svg class=\"svg-map\".*?</svg>", page, re.S)
        assert drawn
        assert drawn[0].count("omrade=") == 2
        assert page.replace(drawn[0], "").count("omrade=") == 2
        assert drawn[0].count("<circle") == 2

    def test_the_places_of_an_area_are_links(self, town: Flask, client: FlaskClient) -> None:
        page = client.get("/sv/felanmalan/", query_string={"omrade": "Ängö"}).text
        drawn = re.search(r"<svg class=\"svg-map\".*?</svg>", page, re.S)
        assert drawn
        assert links(drawn[0]) == ["/sv/felanmalan/plats/A-1"]

    def test_a_changed_area_is_drawn_anew(self, town: Flask, client: FlaskClient) -> None:
        assert "Nyby" not in client.get("/sv/felanmalan/").text
        with database_of(town).write() as session:
            geo.import_areas(session, [area_feature(9, "Nyby", at=(LON, LAT + 0.02), side=0.02)], now=places.NOON)
        assert client.get("/sv/felanmalan/").text.count("Nyby") >= 2

    def test_a_town_without_areas_and_places_still_has_a_way(self, client: FlaskClient) -> None:
        page = client.get("/sv/felanmalan/").text
        assert "svg-map" not in page
        assert "/sv/felanmalan/beskriv" in page
        assert client.get("/sv/felanmalan/platser").status_code == 200

    def test_it_is_kept_for_each_language(self, town: Flask, client: FlaskClient) -> None:
        client.get("/sv/felanmalan/")
        assert "/ar/felanmalan/?omrade=" in client.get("/ar/felanmalan/").text


class TestTheMapWithStreets:
    def test_the_page_names_all_that_the_script_needs_and_no_other_host(
        self, town: Flask, client: FlaskClient
    ) -> None:
        page = client.get("/sv/felanmalan/").text
        frame = re.search(r"<div class=\"map-frame\" data-map.*?>", page, re.S)
        assert frame
        assert "data-tiles" not in frame[0]
        for address in re.findall(r'data-(?:places|areas|leaflet|leaflet-css)="([^"]+)"', frame[0]):
            with client.get(address) as answer:
                assert answer.status_code == 200, address

    def test_the_outlines_are_geojson(self, town: Flask, client: FlaskClient) -> None:
        answer = client.get("/sv/felanmalan/karta.geojson")
        assert answer.mimetype == "application/geo+json"
        found = json.loads(answer.text)
        assert {feature["properties"]["name"] for feature in found["features"]} == {"Malmen", "Ängö"}
        ring = found["features"][0]["geometry"]["coordinates"][0][0]
        assert ring[0] == ring[-1]

    def test_the_places_lead_to_their_pages(self, town: Flask, client: FlaskClient) -> None:
        found = json.loads(client.get("/ar/felanmalan/platser.json").text)
        assert {place["url"] for place in found} == {f"/ar/felanmalan/plats/{ref}" for ref in ("A-1", "M-1", "X-1")}


def test_every_place_is_on_the_page_to_print(town: Flask, client: FlaskClient) -> None:
    page = client.get("/sv/felanmalan/platser").text
    assert len(links(page)) == 3
    assert page.index("Malmen") < page.index("Ängö lekpark") < page.index("Bortom allt")
