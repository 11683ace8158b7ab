"""As much of JSON Schema as docs/riksnorm.schema.json uses; a word that this does not know is an error."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.architecture.reading import ROOT

SCHEMA = json.loads((ROOT / "docs" / "riksnorm.schema.json").read_text(encoding="utf-8"))
SILENT = {"$schema", "$defs", "title", "description", "default", "properties"}
TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "null": lambda value: value is None,
}


def faults(value: Any, rule: dict[str, Any], where: str = "") -> Iterator[str]:
    """What is wrong with `value`, as path and keyword."""
    for word, told in rule.items():
        if word in SILENT:
            continue
        if word == "$ref":
            yield from faults(value, SCHEMA["$defs"][told.removeprefix("#/$defs/")], where)
        elif not CHECKS[word](value, told, rule):
            yield f"{where}: {word}"
    if isinstance(value, dict):
        for name in value.keys() & rule.get("properties", {}).keys():
            yield from faults(value[name], rule["properties"][name], f"{where}.{name}")
    for place, each in enumerate(value if isinstance(value, list) else ()):
        yield from faults(each, rule.get("items", {}), f"{where}[{place}]")


def _is_type(value: Any, told: str | list[str], _rule: dict[str, Any]) -> bool:
    return any(TYPES[name](value) for name in ([told] if isinstance(told, str) else told))


def _number(test: Callable[[float, float], bool]) -> Callable[[Any, float, dict[str, Any]], bool]:
    return lambda value, told, _rule: not TYPES["number"](value) or test(value, told)


def _length(kind: str, test: Callable[[int, int], bool]) -> Callable[[Any, int, dict[str, Any]], bool]:
    return lambda value, told, _rule: not TYPES[kind](value) or test(len(value), told)


CHECKS: dict[str, Callable[[Any, Any, dict[str, Any]], bool]] = {
    "type": _is_type,
    "enum": lambda value, told, _rule: value in told,
    "pattern": lambda value, told, _rule: not isinstance(value, str) or bool(re.search(told, value)),
    "required": lambda value, told, _rule: not isinstance(value, dict) or set(told) <= value.keys(),
    "additionalProperties": lambda value, told, rule: (
        told or not isinstance(value, dict) or value.keys() <= rule["properties"].keys()
    ),
    "items": lambda value, told, rule: True,
    "minimum": _number(lambda value, told: value >= told),
    "maximum": _number(lambda value, told: value <= told),
    "minLength": _length("string", lambda value, told: value >= told),
    "maxLength": _length("string", lambda value, told: value <= told),
    "minItems": _length("array", lambda value, told: value >= told),
    "maxItems": _length("array", lambda value, told: value <= told),
}
