"""The layouts and the error pages: complete, and standing without a database."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from flask import Flask, render_template, render_template_string

from portal.core.settings import Settings
from portal.core.web import templating
from tests.factories.markup import SPECIAL, Page, drawing_app, sent

ERRORS = [400, 403, 404, 405, 409, 413, 422, 429, 500, 503]


@pytest.fixture
def app(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setattr(templating, "current_language", lambda: "sv")
    made = drawing_app(settings)
    with made.test_request_context("/sv/"):
        yield made


@pytest.mark.usefixtures("app")
class TestLayouts:
    @pytest.mark.parametrize("layout", ["resident", "staff", "case"])
    @pytest.mark.parametrize("viewer", [None, SimpleNamespace(name="Anna Lund", initials="AL", single_keys=False)])
    def test_the_title_is_the_heading_and_the_skip_link_has_somewhere_to_go(
        self, layout: str, viewer: object
    ) -> None:
        source = f'{{% extends "layouts/{layout}.html" %}}{{% block heading %}}A broken swing{{% endblock %}}'
        page = Page(render_template_string(source, viewer=viewer))
        assert page.text("title").startswith("A broken swing – ")
        assert page.text("h1") == "A broken swing"
        assert "main" in page.ids
        assert page.all("a")[0]["href"] == "#main"
        assert len(page.all("main")) == 1

    def test_a_page_with_errors_says_so_in_its_title(self) -> None:
        source = '{% extends "layouts/resident.html" %}{% block heading %}Report{% endblock %}'
        assert Page(render_template_string(source, form=sent())).text("title").startswith("Error: Report")

    @pytest.mark.parametrize("status", ERRORS)
    def test_every_error_page_stands_without_a_database(self, status: int) -> None:
        page = Page(render_template(f"errors/{status}.html", status=status))
        assert page.text("title").startswith(page.text("h1"))
        assert any(a.get("href") == "tel:112" for a in page.all("a"))

    @pytest.mark.parametrize("status", ERRORS)
    def test_below_the_desk_an_error_stands_in_the_frame_of_staff(self, app: Flask, status: int) -> None:
        with app.test_request_context("/handlaggning/arenden/F-26-AAAAA"):
            page = Page(render_template(f"errors/{status}.html", status=status, viewer=None))
        assert page.text("title").startswith(page.text("h1"))
        addresses = {a["href"] for a in page.all("a")}
        assert "/handlaggning/" in addresses
        assert not [address for address in addresses if "/folj" in address or "/felanmalan" in address]

    def test_a_refusal_is_told_in_its_own_words(self) -> None:
        assert "Too far away" in render_template("errors/422.html", status=422, message="Too far away")

    @pytest.mark.parametrize("status", [429, 503])
    def test_the_kept_page_sends_every_field_again(self, status: int) -> None:
        fields = [("words", SPECIAL), ("topic", "broken"), ("topic", "lamp")]
        text = render_template("errors/kept.html", status=status, fields=fields, seconds=20, action="/sv/x")
        page = Page(text)
        assert [a["name"] for a in page.all("input")] == ["words", "topic", "topic"]
        assert page.all("form")[0]["action"] == "/sv/x"
        assert "<script>alert" not in text
