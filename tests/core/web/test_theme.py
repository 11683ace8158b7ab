"""A municipality's own colours reach every page without inline style; the portal's own need no extra request."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.app import create_app
from portal.core.settings import Settings, SettingsError

ROOT = Path(__file__).resolve().parents[3]
SHEET = re.compile(r'<link rel="stylesheet" href="(/farger-[0-9a-f]+\.css)">')


@pytest.fixture
def plum(settings: Settings) -> Iterator[FlaskClient]:
    """A municipality whose colour is plum."""
    town = replace(settings.municipality, colours={"sea": "#7a1f3d"})
    app: Flask = create_app(replace(settings, municipality=town))
    yield app.test_client()
    app.extensions["portal"].services["scans"].stop()
    app.extensions["portal"].database.dispose()


def test_a_page_loads_the_colours_after_the_portals_own(plum: FlaskClient) -> None:
    for address in ("/sv/om", "/handlaggning/logga-in", "/sv/finns-inte"):
        page = plum.get(address).text
        found = SHEET.search(page)
        assert found, address
        assert page.index("/static/app-") < found.start()
        assert "style=" not in page


def test_the_style_sheet_holds_both_schemes_and_is_kept_for_good(plum: FlaskClient) -> None:
    found = SHEET.search(plum.get("/sv/om").text)
    assert found
    answer = plum.get(found[1])
    assert answer.mimetype == "text/css"
    assert answer.text.startswith(":root{")
    assert "--sea:#7a1f3d;" in answer.text
    assert "prefers-color-scheme: dark" in answer.text
    assert "immutable" in answer.headers["Cache-Control"]
    assert plum.get(found[1], headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_an_old_version_is_answered_with_the_present_one_and_not_kept(plum: FlaskClient) -> None:
    answer = plum.get("/farger-0123456789ab.css")
    assert "--sea:#7a1f3d;" in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_portals_own_colours_need_no_other_sheet(client: FlaskClient) -> None:
    assert not SHEET.search(client.get("/sv/om").text)


def test_colours_that_cannot_be_read_stop_the_start(settings: Settings) -> None:
    town = settings.data_dir / "town.toml"
    own = (ROOT / "municipality.toml").read_text(encoding="utf-8")
    town.write_text(re.sub(r'(?m)^sea = ".*"$', 'sea = "#ffcc00"', own), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"sea #ffcc00 on paper #fffdf9 .* 4\.5:1 is needed"):
        Settings.from_environment({"PORTAL_DATA_DIR": str(settings.data_dir), "PORTAL_MUNICIPALITY": str(town)})
