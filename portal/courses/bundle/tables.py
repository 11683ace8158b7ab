"""Reading TOML strictly: each value has its kind and its limit, each fault its file and line."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from portal.courses.rules.neutral import offending_words

Kind = TypeVar("Kind")
BYTES_MOST = 512 * 1024
LANGUAGE = re.compile(r"[a-z]{2,8}")
_NAMES: Mapping[type, str] = {str: "text", bool: "true or false", int: "a whole number", list: "a list"}


@dataclass
class Faults:
    """What is wrong with the files below `root`, in the order in which it was found."""

    root: Path
    found: list[str] = field(default_factory=list)

    def add(self, path: Path, what: str, line: int = 0) -> None:
        """Note a fault."""
        name = path.relative_to(self.root).as_posix() if path != self.root else "."
        self.found.append(f"{name}:{line}: {what}" if line else f"{name}: {what}")


@dataclass
class Table:
    """A table of a TOML file; what is asked for is taken out, `finish` complains of what is left."""

    path: Path
    faults: Faults
    values: dict[str, Any]
    text: str
    section: str = ""

    def take(self, key: str, kind: type[Kind], otherwise: Kind) -> Kind:
        """The value of `key`, or `otherwise`; a value of another kind is a fault."""
        value = self.values.pop(key, otherwise)
        if type(value) is not kind:
            self.complain(key, f"{key} must be {_NAMES[kind]}")
            return otherwise
        return value

    def truth(self, key: str) -> bool:
        """Whether `key` is true; false when it is left out."""
        return self.take(key, bool, False)  # noqa: FBT003 (the value itself)

    def words(self, key: str, most: int, *, is_neutral: bool = False) -> str:
        """Text of at most so many characters, neutral where visitors' histories show it; empty when left out."""
        text = self.take(key, str, "").strip()
        if len(text) > most:
            self.complain(key, f"{key} has {len(text)} characters, at most {most} fit")
        if is_neutral and (strange := offending_words(text)):
            self.complain(key, f"{key} must be neutral, without: {', '.join(strange)}")
        return text

    def codes(self, key: str, known: Sequence[str]) -> tuple[str, ...]:
        """A list of codes out of `known`."""
        given = self.take(key, list, [])
        for strange in (code for code in given if code not in known):
            self.complain(key, f"{key}: there is no {strange!r} (there are: {', '.join(known)})")
        return tuple(code for code in given if code in known)

    def sub(self, key: str) -> "Table":
        """The table `key` inside this one; empty when it is left out."""
        values = self.values.pop(key, {})
        if not isinstance(values, dict):
            self.complain(key, f"{key} must be a table")
            values = {}
        return Table(self.path, self.faults, dict(values), self.text, f"{self.section}{key}.")

    def complain(self, key: str, what: str) -> None:
        """Note a fault with `key`, at its line."""
        self.faults.add(self.path, what, self._line(key))

    def finish(self) -> None:
        """Complain of what nobody asked for."""
        for key in self.values:
            self.complain(key, f"{self.section}{key} means nothing here")

    def _line(self, key: str) -> int:
        """The line of `key` in its own section, else the section's, else the first that begins with the key."""
        lines = self.text.splitlines()
        begin = next((n for n, line in enumerate(lines) if line.strip() == f"[{self.section[:-1]}]"), 0)
        named = re.compile(rf'\s*(?:"{re.escape(key)}"|{re.escape(key)})\s*=|\s*\[+{re.escape(self.section + key)}')
        found = [number for number, line in enumerate(lines[begin:], start=begin + 1) if named.match(line)]
        return found[0] if found else begin + 1


def read_table(path: Path, faults: Faults) -> Table | None:
    """The file as a table; None, and a fault, when it is missing or no TOML."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
        if len(raw) > BYTES_MOST:
            faults.add(path, "is too large")
            return None
        return Table(path, faults, tomllib.loads(text), text)
    except FileNotFoundError:
        faults.add(path, "is missing")
    except UnicodeDecodeError:
        faults.add(path, "is not text in UTF-8")
    except tomllib.TOMLDecodeError as error:
        faults.add(path, str(error))
    return None
