"""Home, about, privacy and accessibility: whole in every language, and true to the settings."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client

from portal.accounts import cookies
from portal.accounts.rules import DEVICE_LIFETIME
from portal.core.settings import Settings
from portal.courses.watching import with_courses

PAGES = ("", "om", "om/integritet", "om/tillganglighet", "folj", "felanmalan/", "felanmalan/beskriv")


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole(client: FlaskClient, language: str, page: str) -> None:
    answer = client.get(f"/{language}/{page}")
    assert answer.status_code == 200
    title, heading = (re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", answer.text, re.S) for tag in ("title", "h1"))
    assert title
    assert heading
    assert re.sub(r"<[^>]+>", "", heading[1]).strip() in title[1]
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in answer.text
    assert len(re.findall(r"<h1", answer.text)) == 1
    ids = re.findall(r'\bid="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))


def test_the_front_door_sends_on_in_the_browsers_language(client: FlaskClient) -> None:
    assert client.get("/", headers={"Accept-Language": "ar"}).headers["Location"] == "/ar/"
    assert client.get("/", headers={"Accept-Language": "de"}).headers["Location"] == "/sv/"


def test_the_services_on_the_home_page_lead_somewhere(app: Flask, settings: Settings) -> None:
    client = Client(with_courses(app, settings))
    addresses = re.findall(r'class="service" href="([^"]+)"', client.get("/sv/").text)
    assert addresses
    for address in addresses:
        assert client.get(address).status_code == 200


def test_privacy_names_the_days_of_the_settings(app: Flask, client: FlaskClient) -> None:
    days = app.extensions["portal"].settings.municipality.retention_days
    page = client.get("/en/om/integritet").text
    assert f"{days['contact_details']} days" in page
    assert f"{days['cases']} days" in page
    assert "map server" not in page


def test_privacy_leads_to_what_is_kept_of_courses(client: FlaskClient) -> None:
    for language in ("en", "sv", "ar"):
        assert f'href="/{language}/kurser/om/ingenting"' in client.get(f"/{language}/om/integritet").text


def test_privacy_says_how_long_applications_for_assistance_are_kept_and_whose_stay(client: FlaskClient) -> None:
    page = client.get("/en/om/integritet").text
    assert "removed 5 years after the last note" in page
    assert "born on these days of a month: 5, 15, 25" in page


def test_privacy_names_every_cookie_that_is_kept_and_how_long(client: FlaskClient) -> None:
    page = client.get("/en/om/integritet").text
    assert cookies.DEVICE in page
    assert f"{DEVICE_LIFETIME.days} days" in page


def test_no_page_names_another_host(client: FlaskClient) -> None:
    for page in PAGES:
        text = client.get(f"/sv/{page}").text
        assert not re.findall(r'(?:src|action|srcset)="(?:https?:)?//', text)
        assert not re.findall(r'<link[^>]+href="(?:https?:)?//', text)
