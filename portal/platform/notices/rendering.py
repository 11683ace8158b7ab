"""A letter's words, in the recipient's language, made without a web request.

Templates lie in `templates/letters/`: `<name>.subject.jinja`, `<name>.txt.jinja` (paragraphs between empty lines),
`<name>.sms.jinja`. The HTML part is the text's paragraphs in `layout.html.jinja`; a line that is the address alone
becomes a link.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from portal.core.settings import Municipality
from portal.platform.notices.contact import Channel
from portal.platform.notices.rules import CODES

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = ROOT / "templates" / "letters"
TRANSLATIONS = ROOT / "translations"


@dataclass(frozen=True)
class Rendered:
    """The words of one letter; `subject` and `html` are None for an SMS."""

    text: str
    subject: str | None = None
    html: str | None = None


class LetterRenderer(Protocol):
    """Turns a template and codes into words."""

    def render(
        self, channel: Channel, template: str, language: str, codes: Mapping[str, str], url: str
    ) -> Rendered: ...


@dataclass(frozen=True)
class JinjaRenderer:
    """Renders the templates of `folder` with the catalogues of `translations`; an undefined name is an error."""

    municipality: Municipality
    folder: Path = TEMPLATES
    translations: Path = TRANSLATIONS

    def render(self, channel: Channel, template: str, language: str, codes: Mapping[str, str], url: str) -> Rendered:
        """The words of a letter; raises jinja2.TemplateNotFound when there is no such template."""
        environment = _environment(self.folder, self.translations, language)
        values = self._values(codes, url, language)

        def filled(part: str, **more: Any) -> str:
            return environment.get_template(f"{template}.{part}.jinja").render(values | more)

        if channel is Channel.SMS:
            return Rendered(" ".join(filled("sms").split()))
        text = "\n\n".join(paragraphs := _paragraphs(filled("txt")))
        subject = " ".join(filled("subject").split())
        layout = environment.get_template("layout.html.jinja")
        html = layout.render(values | {"paragraphs": paragraphs, "subject": subject})
        return Rendered(f"{text}\n", subject, html)

    def _values(self, codes: Mapping[str, str], url: str, language: str) -> dict[str, Any]:
        locale = _locale(language)
        given: dict[str, Any] = dict.fromkeys(CODES) | dict(codes) | {"url": url}
        if given["due_on"]:
            given["due_on"] = format_date(date.fromisoformat(given["due_on"]), "d MMMM y", locale=locale)
        return given | {
            "municipality": self.municipality.name,
            "html_lang": locale.language,
            "direction": locale.text_direction,
        }


def language_tag(language: str) -> str:
    """The BCP 47 tag of one of the portal's languages; easy Swedish is Swedish."""
    return _locale(language).language


def letter_exists(template: str) -> bool:
    """True when there is a letter of this name."""
    return (
        template.isidentifier() and not template.startswith("_") and (TEMPLATES / f"{template}.txt.jinja").is_file()
    )


def _paragraphs(text: str) -> list[str]:
    blocks = (block.strip() for block in text.split("\n\n"))
    return ["\n".join(line.strip() for line in block.splitlines()) for block in blocks if block]


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale("sv")


@cache
def _environment(folder: Path, translations: Path, language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(["html.jinja"], default=False),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    catalogue = _catalogue(translations, language)
    environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["t"] = partial(_translated, catalogue)
    return environment


def _catalogue(translations: Path, language: str) -> NullTranslations:
    return Translations.load(translations, [language, str(_locale(language))])


def _translated(catalogue: NullTranslations, word: str | None) -> str:
    return str(catalogue.ugettext(word)) if word else ""
