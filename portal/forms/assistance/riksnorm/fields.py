"""JSON read strictly: an unknown key, a wrong type or an impossible value is refused with its path."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from portal.forms.assistance.riksnorm.amounts import LARGEST, ORE, Amount, to_ore
from portal.forms.assistance.riksnorm.household import BadHouseholdError
from portal.forms.assistance.riksnorm.month import Month

LONGEST_TEXT = 2000
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_REQUIRED: Any = object()

Choice = TypeVar("Choice", bound=StrEnum)
Thing = TypeVar("Thing")


def parsed(text: str) -> Any:
    """What `text` holds as JSON, with exact decimals; raises BadHouseholdError when it is none."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)
    except RecursionError:
        raise BadHouseholdError("this is not JSON of ours: it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise BadHouseholdError(f"this is not JSON: {error.msg}, line {error.lineno}") from None
    except BadHouseholdError:
        raise
    except ValueError:
        raise BadHouseholdError("this is not JSON: a number is too long") from None


def canonical(value: Any) -> str:
    """`value` as JSON that is the same bytes each time."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _no_number(name: str) -> Any:
    raise BadHouseholdError(f"{name} is not an amount")


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BadHouseholdError(f"{name[:40]}: the key is there twice")
        found[name] = value
    return found


class Fields:
    """The keys of one JSON object, each taken once; what is left over is unknown."""

    def __init__(self, value: Any, where: str = "") -> None:
        if not isinstance(value, Mapping):
            raise BadHouseholdError(f"{where or 'the file'}: an object in braces is expected")
        self._left = dict(value)
        self._where = where

    def path(self, name: str) -> str:
        """Where `name` stands in the file."""
        return f"{self._where}.{name}" if self._where else name

    def done(self) -> None:
        """Refuse when a key is left that nobody asked for."""
        if self._left:
            raise self.wrong(min(self._left)[:40], "unknown key")

    def wrong(self, name: str, sentence: str) -> BadHouseholdError:
        """A refusal that names the path."""
        return BadHouseholdError(f"{self.path(name)}: {sentence}")

    def take(self, name: str, usual: Any = _REQUIRED) -> Any:
        """The value as it stands, or `usual` when the key is not there."""
        if name not in self._left and usual is _REQUIRED:
            raise self.wrong(name, "is missing")
        return self._left.pop(name, usual)

    def amount(self, name: str, usual: Amount | None) -> Amount | None:
        """Kronor as öre, `usual` when the key is not there; null is unknown."""
        if name not in self._left:
            return usual
        value = self.take(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.wrong(name, "an amount is a number of kronor")
        if abs(Decimal(value)) > LARGEST // ORE:
            raise self.wrong(name, f"an amount is at most {LARGEST // ORE} kronor")
        try:
            found = to_ore(value)
        except ValueError as error:
            raise self.wrong(name, str(error)) from None
        if found < 0:
            raise self.wrong(name, "an amount cannot be negative")
        return found

    def whole(self, name: str, usual: int | None = None) -> int | None:
        """A whole number; null is unknown."""
        value = self.take(name, usual)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise self.wrong(name, "a whole number is expected")
        return value

    def flag(self, name: str, usual: bool | None) -> bool | None:
        """True or false; null is unknown."""
        value = self.take(name, usual)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(name, "true or false is expected")
        return value

    def text(self, name: str, usual: str = "") -> str:
        """A text, not too long."""
        value = self.take(name, usual)
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            raise self.wrong(name, f"a text of at most {LONGEST_TEXT} letters is expected")
        return value

    def code(self, name: str) -> str:
        """A short name in small letters, such as `rent`."""
        value = self.take(name)
        if not isinstance(value, str) or not _CODE.fullmatch(value):
            raise self.wrong(name, "a name in small letters is expected, such as rent or salary")
        return value

    def choice(self, name: str, choices: type[Choice], usual: Choice | None = None) -> Choice:
        """One of `choices`."""
        value = self.take(name, _REQUIRED if usual is None else usual)
        if not isinstance(value, str) or value not in {str(each) for each in choices}:
            raise self.wrong(name, f"one of {', '.join(choices)} is expected")
        return choices(value)

    def day(self, name: str) -> date | None:
        """A date, written YYYY-MM-DD."""
        value = self.take(name, None)
        try:
            return None if value is None else date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.wrong(name, "a date is written YYYY-MM-DD") from None

    def month(self, name: str) -> Month:
        """A month, written YYYY-MM."""
        return read_month(self.take(name), self.path(name))

    def each(self, name: str, read: Callable[[Any, str], Thing]) -> tuple[Thing, ...]:
        """A list, none when the key is not there; `read` gets each value and its path."""
        values = self.take(name, [])
        if not isinstance(values, list):
            raise self.wrong(name, "a list in brackets is expected")
        return tuple(read(value, f"{self.path(name)}[{place}]") for place, value in enumerate(values))

    def peek(self, name: str, usual: Any) -> Any:
        """The value, left where it is."""
        return self._left.get(name, usual)

    def names(self) -> list[str]:
        """The keys that nobody has taken yet."""
        return list(self._left)

    def __contains__(self, name: str) -> bool:
        return name in self._left


def read_month(value: Any, where: str) -> Month:
    """A month as a file writes it; raises BadHouseholdError for anything else."""
    try:
        return Month.parse(value)
    except (TypeError, ValueError):
        raise BadHouseholdError(f"{where}: a month is written YYYY-MM") from None
