"""Letters in words: every template, in every language of the municipality."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from jinja2 import TemplateNotFound, UndefinedError

from portal.core.settings import Settings
from portal.platform.notices import rendering
from portal.platform.notices.contact import Channel
from portal.platform.notices.rendering import TEMPLATES, JinjaRenderer, Rendered, letter_exists

URL = "https://portal.example.se/l/aB3_aB3_aB3_aB3_aB3_aB"
CODES = {
    "number": "FEL-26-7K4M",
    "place": "Kapten Karlssons <b>lekpark</b>",
    "state": "We are working on it",
    "outcome": "Fixed",
    "due_on": "2026-03-12",
}
LANGUAGES = ["sv", "en", "ar", "lattlast"]
GSM_LONGEST = 160
WRITTEN = (path.name.removesuffix(".txt.jinja") for path in TEMPLATES.glob("*.txt.jinja"))
LETTERS = sorted(name for name in WRITTEN if letter_exists(name))


@pytest.fixture
def renderer(settings: Settings) -> JinjaRenderer:
    return JinjaRenderer(settings.municipality)


def mail(renderer: JinjaRenderer, template: str, language: str = "en", url: str = URL, **codes: str) -> Rendered:
    return renderer.render(Channel.EMAIL, template, language, codes, url)


def test_the_letters_that_cases_need_exist() -> None:
    needed = ["closed", "me_too_fixed", "message", "photo_broken", "received", "state_changed"]
    assert set(needed) <= set(LETTERS)
    assert not letter_exists("_end")
    assert not letter_exists("../errors/404")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", LETTERS)
@pytest.mark.parametrize("codes", [CODES, {}], ids=["all codes", "no codes"])
def test_every_letter_renders_with_and_without_its_codes(
    renderer: JinjaRenderer, template: str, language: str, codes: dict[str, str]
) -> None:
    letter = mail(renderer, template, language, **codes)
    assert letter.subject
    assert letter.html
    assert "\n" not in letter.subject
    assert f"\n{URL}\n" in letter.text
    assert "\n\n\n" not in letter.text
    assert f'<a href="{URL}">' in letter.html
    sms = renderer.render(Channel.SMS, template, language, codes, URL)
    assert sms.text.endswith(URL)
    assert (sms.subject, sms.html) == (None, None)


@pytest.mark.parametrize("template", LETTERS)
def test_a_lock_screen_shows_neither_number_nor_place_nor_outcome(renderer: JinjaRenderer, template: str) -> None:
    letter = mail(renderer, template, **CODES)
    first_lines = letter.text[:100]
    sms = renderer.render(Channel.SMS, template, "en", CODES, URL).text
    for shown in (letter.subject or "", first_lines, sms):
        for secret in ("FEL-26", "Karlsson", "Fixed", "working", "damage", "report"):
            assert secret not in shown


@pytest.mark.parametrize("template", LETTERS)
def test_an_sms_fits_into_one_message_in_english(renderer: JinjaRenderer, template: str) -> None:
    assert len(renderer.render(Channel.SMS, template, "en", CODES, URL).text) <= GSM_LONGEST


@pytest.mark.parametrize(("language", "direction", "tag"), [("ar", "rtl", "ar"), ("lattlast", "ltr", "sv")])
def test_the_html_part_names_its_language_and_direction(
    renderer: JinjaRenderer, language: str, direction: str, tag: str
) -> None:
    html = mail(renderer, "received", language).html or ""
    assert f'<html lang="{tag}" dir="{direction}">' in html
    assert rendering.language_tag(language) == tag


def test_markup_in_a_place_is_text_in_both_parts(renderer: JinjaRenderer) -> None:
    letter = mail(renderer, "received", **CODES)
    assert "<b>lekpark" in letter.text
    assert "&lt;b&gt;lekpark" in (letter.html or "")
    assert "<b>" not in (letter.html or "")


@pytest.mark.parametrize(
    ("language", "day"), [("en", "12 March 2026"), ("sv", "12 mars 2026"), ("ar", "12 مارس 2026")]
)
def test_the_day_is_written_as_people_write_it(renderer: JinjaRenderer, language: str, day: str) -> None:
    assert day in mail(renderer, "received", language, due_on="2026-03-12").text


def test_an_unknown_template_or_name_is_an_error(settings: Settings, tmp_path: Path) -> None:
    renderer = JinjaRenderer(settings.municipality, folder=tmp_path)
    with pytest.raises(TemplateNotFound):
        renderer.render(Channel.SMS, "nothing", "sv", {}, URL)
    (tmp_path / "typo.sms.jinja").write_text("{{ nmber }}")
    with pytest.raises(UndefinedError):
        renderer.render(Channel.SMS, "typo", "sv", {}, URL)


def test_words_come_from_the_same_catalogues_as_the_pages(settings: Settings, tmp_path: Path) -> None:
    catalogue = Catalog(locale="sv")
    catalogue.add("Fixed", "Åtgärdat")
    catalogue.add("What came of it: %(outcome)s", "Så blev det: %(outcome)s", flags=["python-format"])
    folder = tmp_path / "sv" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    renderer = JinjaRenderer(settings.municipality, translations=tmp_path)
    for language in ("sv", "lattlast"):
        assert "Så blev det: Åtgärdat" in mail(renderer, "closed", language, outcome="Fixed").text
    assert "What came of it: Fixed" in mail(renderer, "closed", "en", outcome="Fixed").text
