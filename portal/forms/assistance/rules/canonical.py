"""Frozen dataclasses as canonical JSON and back: the same value gives the same bytes, so that it can be compared.

Dates are ISO 8601, enumerations their values, a tuple a list; a mapping holds plain values only.
"""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_json(value: Any) -> str:
    """`value`, a dataclass or a tuple of them, as canonical JSON."""
    return _ENCODER.encode(_plain(value))


def from_json(kind: type[T], text: str) -> T:
    """The value of type `kind` that `to_json` wrote; raises ValueError, KeyError or TypeError for anything else."""
    found: T = _reader(kind)(json.loads(text))  # type: ignore[arg-type]
    return found


def _plain(value: Any) -> Any:
    return _writer(type(value))(value)  # type: ignore[arg-type]


@cache
def _writer(kind: Any) -> Callable[[Any], Any]:
    """What makes plain JSON out of a value of type `kind`; worked out once per type."""
    if issubclass(kind, str | int | type(None)):
        return _same
    if issubclass(kind, tuple):
        return lambda value: [_plain(part) for part in value]
    if issubclass(kind, Mapping):
        return dict
    if issubclass(kind, date):
        return date.isoformat
    names = tuple(part.name for part in fields(kind))
    return lambda value: {name: _plain(getattr(value, name)) for name in names}


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of type `kind` out of plain JSON; worked out once per type."""
    origin = get_origin(kind)
    if origin in (types.UnionType, Union):
        inner = _reader(get_args(kind)[0])
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        inner = _reader(get_args(kind)[0])
        return lambda value: tuple(map(inner, value))
    if is_dataclass(kind):
        return _maker(cast("Callable[..., Any]", kind))
    if kind is date:
        return date.fromisoformat
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else _same


def _maker(kind: Callable[..., Any]) -> Callable[[Any], Any]:
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
    return lambda value: kind(**{name: readers[name](part) for name, part in value.items()})


def _same(value: Any) -> Any:
    return value
