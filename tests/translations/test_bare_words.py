"""No page holds words of its own: every word that a person reads comes through a catalogue."""

import re
from pathlib import Path

from tests.translations.catalogue_faults import ROOT

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_CLASS_BLOCK = re.compile(r"\{%\s*block \w+_(class|data)\s*%\}.*?\{%\s*endblock\s*%\}", re.DOTALL)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# Names of columns in a file, as they are written there, and text that says itself which language it is in.
_NAMED = re.compile(r'<(\w+)\b[^>]*(class="code"|lang="\w+")[^>]*>.*?</\1>', re.DOTALL)
_ATTRIBUTE = re.compile(r'\s(?:aria-label|title|alt|placeholder)="([^"]*)"')
_NOT_WORDS = re.compile(r"""<[^>]*>|[\w-]+="[^"]*"|\S+\.se/\S+|&\w+;""")  # tags, attributes, addresses
_WORD = re.compile(r"[^\W\d_]{3,}")


def bare_words(markup: str) -> list[str]:
    """Words of a template outside its expressions: as text, or in an attribute that is read aloud."""
    without_code = _CODE.sub("", _CLASS_BLOCK.sub("", _COMMENT.sub("", markup)))
    attributes = " ".join(_ATTRIBUTE.findall(without_code))
    text = _NOT_WORDS.sub(" ", _NAMED.sub("", without_code))
    return _WORD.findall(f"{attributes} {text}")


def _templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def test_no_template_holds_words_of_its_own() -> None:
    found = {str(path.relative_to(ROOT)): words for path in _templates() if (words := bare_words(path.read_text()))}
    assert found == {}


def test_words_as_text_and_in_attributes_are_found() -> None:
    assert bare_words('<p class="lead">Hello {{ name }}</p>') == ["Hello"]
    assert bare_words('<img src="/a.png" alt="A red swing">') == ["red", "swing"]


def test_expressions_comments_and_named_columns_are_left_aside() -> None:
    assert bare_words('{# A note. #}<p title="{{ _("Go") }}">{{ _("Hello") }}</p>') == []
    assert bare_words('<th class="code">ref</th><td lang="sv">referens</td>') == []
    assert bare_words("{% block page_class %}page page--wide{% endblock %}") == []
