"""What can be wrong with a catalogue beside the strings of the source, each fault as one line."""

import re
from collections import Counter
from collections.abc import Iterator
from gettext import c2py
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
KEYWORDS = DEFAULT_KEYWORDS | {"word": None, "_l": None, "lazy_gettext": None, "counted": (1, 2)}
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
_TAG = re.compile(r"</?[a-z][^>]*>")


def extracted(root: Path = ROOT) -> Catalog:
    """Every string of the source, with the files it stands in."""
    with (root / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for path, line, text, _comments, context in extract_from_dir(str(root), methods, options, keywords=KEYWORDS):
        found.add(text, locations=[(path, line)], context=context)
    return found


def written(language: str, root: Path = ROOT) -> Catalog:
    """The catalogue of a language as it is stored."""
    with (root / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def faults_of(catalogue: Catalog, source: Catalog, may_lack: re.Pattern[str] | None = None) -> list[str]:
    """All that is wrong with `catalogue`; it may lack a string whose every file `may_lack` matches."""
    found = list(_faults_of_the_head(catalogue))
    for message in _messages(source):
        translation = catalogue.get(message.id, message.context)
        if translation is None:
            found.append(f"not in the catalogue: {message.id!r}")
        elif any(_forms(translation)) or not _is_spared(message, may_lack):
            found.extend(f"{fault}: {message.id!r}" for fault in _faults_of_one(message, translation, catalogue))
    return found + [f"no longer in the source: {message.id!r}" for message in _left_over(catalogue, source)]


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _forms(message: Message) -> tuple[str, ...]:
    return cast("tuple[str, ...]", message.string if isinstance(message.string, tuple) else (message.string,))


def _ids(message: Message) -> tuple[str, ...]:
    return cast("tuple[str, ...]", message.id if isinstance(message.id, tuple) else (message.id,))


def _is_spared(message: Message, may_lack: re.Pattern[str] | None) -> bool:
    return may_lack is not None and all(may_lack.search(path) for path, _line in message.locations)


def _left_over(catalogue: Catalog, source: Catalog) -> list[Message]:
    gone = [message for message in _messages(catalogue) if source.get(message.id, message.context) is None]
    return gone + list(catalogue.obsolete.values())


def _faults_of_the_head(catalogue: Catalog) -> Iterator[str]:
    expected = get_plural(str(catalogue.locale))
    if (catalogue.num_plurals, catalogue.plural_expr) != (expected.num_plurals, expected.plural_expr):
        yield f"the plural rule of {catalogue.locale} is {expected.plural_forms}"
    if catalogue.fuzzy:
        yield "the head is marked fuzzy"


def _faults_of_one(message: Message, translation: Message, catalogue: Catalog) -> Iterator[str]:
    if translation.fuzzy:
        yield "marked fuzzy"
    if not all(_forms(translation)):
        yield "empty"
        return
    ids = _ids(message)
    if len(_forms(translation)) != (catalogue.num_plurals if len(ids) > 1 else 1):
        yield "wrong number of plural forms"
        return
    yield from _faults_of_the_text(ids, _forms(translation), catalogue)


def _faults_of_the_text(ids: tuple[str, ...], texts: tuple[str, ...], catalogue: Catalog) -> Iterator[str]:
    wanted = Counter(_PLACEHOLDER.findall(ids[-1]))
    for index, text in enumerate(texts):
        spare = {"%(num)s"} if len(ids) > 1 and _is_for_one_number(index, catalogue.plural_expr) else set()
        given = Counter(_PLACEHOLDER.findall(text))
        if {name for name in wanted | given if wanted[name] != given[name]} - (spare if wanted - given else set()):
            yield f"placeholders differ in {text!r}"
        if sorted(_TAG.findall(ids[-1])) != sorted(_TAG.findall(text)):
            yield f"tags differ in {text!r}"
        if text != text.strip() or not _can_be_filled(text):
            yield f"space at an end, or a lone per cent sign, in {text!r}"


def _is_for_one_number(index: int, rule: str) -> bool:
    """True for a form that speaks of one number alone, such as Arabic's dual: it may say that number in words."""
    form_of = c2py(rule)
    return sum(form_of(number) == index for number in range(200)) == 1


def _can_be_filled(text: str) -> bool:
    return "%" not in _PLACEHOLDER.sub("", text).replace("%%", "")


def unfillable(source: Catalog) -> list[str]:
    """Strings of the source with a lone per cent sign, which a template could not show."""
    return [text for message in _messages(source) for text in _ids(message) if not _can_be_filled(text)]
