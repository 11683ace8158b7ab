"""Every string in every language, with its placeholders and tags; the catalogues are those of the source."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.architecture.reading import ROOT

TOWN = tomllib.loads((ROOT / "municipality.toml").read_text(encoding="utf-8"))["municipality"]
LANGUAGES = TOWN["languages"]
KEYWORDS = DEFAULT_KEYWORDS | {"word": None, "_l": None, "lazy_gettext": None, "counted": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
TAG = re.compile(r"</?[a-z][^>]*>")


@cache
def catalogue(language: str) -> Catalog:
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def in_the_source() -> frozenset[str | tuple[str, ...]]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=_is_ours)
    return frozenset(message for _, _, message, _, _ in found)


def _is_ours(path: str) -> bool:
    parts = Path(path).relative_to(ROOT).parts
    return not parts or parts[0] in {"portal", "templates"}


def texts(message: Message) -> tuple[list[str], list[str]]:
    """The source's forms and the translation's."""
    source = [message.id] if isinstance(message.id, str) else list(message.id)
    target = [message.string] if isinstance(message.string, str) else list(message.string)
    return source, target


def faults(message: Message) -> list[str]:
    """What is wrong with one translation; an empty list when nothing is."""
    source, target = texts(message)
    found = ["empty"] if not all(target) else []
    found += ["to be checked"] if message.fuzzy else []
    wanted = set(PLACEHOLDER.findall(source[-1]))
    own = [set(PLACEHOLDER.findall(text)) for text in target if text]
    found += (
        ["placeholder"] if any(names - wanted for names in own) or any(wanted - names for names in own[-1:]) else []
    )
    found += (
        ["tag"]
        if any(sorted(TAG.findall(text)) != sorted(TAG.findall(source[-1])) for text in target if text)
        else []
    )
    return found


def is_left_to_staff(message: Message, language: str) -> bool:
    """True for an empty string of a language that staff do not use; tests/translations knows which may be."""
    return language not in TOWN["staff_languages"] and not any(texts(message)[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated_with_its_placeholders_and_tags(language: str) -> None:
    wrong = {
        str(message.id)[:80]: said
        for message in catalogue(language)
        if message.id and not is_left_to_staff(message, language) and (said := faults(message))
    }
    assert wrong == {}


def first(message: str | tuple[str, ...] | list[str]) -> str:
    """What gettext looks a message up by: its singular."""
    return message if isinstance(message, str) else message[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_the_strings_of_the_source(language: str) -> None:
    there = {first(message.id) for message in catalogue(language) if message.id}
    wanted = {first(message) for message in in_the_source()}
    assert (wanted - there, there - wanted) == (set(), set()), "run `make strings`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_of_the_language_is_there(language: str) -> None:
    short = [m.id for m in catalogue(language) if m.pluralizable and len(m.string) != catalogue(language).num_plurals]
    assert short == []


@pytest.mark.parametrize(
    ("source", "target", "fault"),
    [
        ("Park", "", "empty"),
        ("%(name)s is open", "är öppen", "placeholder"),
        ("%(name)s is open", "%(nmae)s är öppen", "placeholder"),
        ("Call <b>112</b>", "Ring 112", "tag"),
        (("%(num)s photo", "%(num)s photos"), ("%(num)s foto", "foton"), "placeholder"),
    ],
)
def test_a_bad_translation_is_noticed(source: str | tuple[str, str], target: str, fault: str) -> None:
    assert fault in faults(Message(source, target))
    assert faults(Message("Call <b>%(who)s</b>", "Ring <b>%(who)s</b>")) == []
