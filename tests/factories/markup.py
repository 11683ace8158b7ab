"""Markup for tests: an application that only draws templates, a form with every sort of field, a reader of HTML."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from flask import Flask, render_template_string
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    Form,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from portal.core.settings import Settings
from portal.core.web import assets, templating
from portal.core.web.languages import LanguageLink

ROOT = Path(__file__).resolve().parents[2]
VOID = {"meta", "link", "input", "img", "br", "hr"}
LINKS = [
    LanguageLink("sv", "Svenska", "/sv/", "sv", is_current=True),
    LanguageLink("ar", "العربية", "/ar/", "ar", is_current=False),
]
SPECIAL = '"><script>alert(1)</script>&\x00'


class Page(HTMLParser):
    """Reads markup and notes what the tests ask for; unbalanced tags are an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._open: list[str] = []
        self._texts: dict[str, str] = {}
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self._texts[self._open[-1]] = self._texts.get(self._open[-1], "") + data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self, tag: str) -> str:
        return self._texts.get(tag, "").strip()

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


class Everything(Form):  # type: ignore[misc]  # wtforms has no types
    """One field of every sort that the macros draw."""

    name = StringField("Name", [InputRequired("Write your name")], description="First and last")
    email = EmailField("E-mail")
    rent = IntegerField("Rent")
    words = TextAreaField("Words")
    secret = PasswordField("Password")
    area = SelectField("Area", choices=[SelectChoice("a", "North"), SelectChoice("b", "South")])
    alone = RadioField(
        "Alone?",
        [InputRequired("Choose one")],
        choices=[SelectChoice("y", "Yes"), SelectChoice("n", "No", {"hint": "with others"})],
    )
    about = SelectMultipleField(
        "About", choices=[SelectChoice("a", "Rent")], widget=ListWidget(), option_widget=CheckboxInput()
    )
    agreed = BooleanField("Agreed")
    paper = FileField("Paper")


FIELDS = ["name", "email", "rent", "words", "secret", "area", "alone", "about", "agreed", "paper"]


def drawing_app(settings: Settings) -> Flask:
    """An application that knows the templates and nothing else; its pages are in Swedish addresses, English words."""
    app = Flask("components", template_folder=str(ROOT / "templates"), static_folder=None)
    Babel(app, locale_selector=lambda: "en")
    templating.install(app, settings)
    assets.install(app, ROOT / "static")

    @app.context_processor
    def _page() -> dict[str, Any]:
        return {"language": "sv", "html_lang": "sv", "direction": "ltr", "language_links": lambda: LINKS}

    return app


def macro(file: str, call: str, **values: Any) -> str:
    """What the macro of `components/file` draws for `call`, written as in a template."""
    name = call.split("(", maxsplit=1)[0]
    return render_template_string(f'{{% from "components/{file}" import {name} %}}{{{{ {call} }}}}', **values)


def called(file: str, call: str, inside: str = "<p>inside</p>") -> str:
    """What a macro draws round `inside`."""
    name = call.split("(", maxsplit=1)[0]
    source = f'{{% from "components/{file}" import {name} %}}{{% call {call} %}}{inside}{{% endcall %}}'
    return render_template_string(source)


def sent(**values: str) -> Everything:
    """The form as it is after somebody sent `values`."""
    form = Everything(MultiDict(values))
    form.validate()
    return form
