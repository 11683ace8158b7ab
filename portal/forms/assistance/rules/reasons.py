"""The reasons of a decision (förvaltningslagen 32 §): phrases that are ready in several languages, and own words.

A decision keeps its words as they were written, in the application's language and in Swedish: a phrase that is
changed later changes no decision.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from portal.core.settings.text import Text
from portal.forms.assistance.rules.decision import Outcome

FILE = Path(__file__).with_name("phrases.toml")
OFFICIAL = "sv"
OWN_MOST = 6_000
AUTOMATIC = ("norm_not_met", "automatic")
"""The phrases of an automatic grant."""


@dataclass(frozen=True)
class Phrase:
    """A reason that is ready: `title` for staff, `text` for the resident."""

    code: str
    outcomes: frozenset[Outcome]
    title: Text
    text: Text
    is_automatic: bool = False


@dataclass(frozen=True)
class Reasons:
    """Why a decision is as it is: the phrases in each language it was written in, then the caseworker's own words."""

    phrases: tuple[str, ...]
    paragraphs: Mapping[str, tuple[str, ...]]
    own: str = ""

    def in_language(self, language: str) -> tuple[str, ...]:
        """The phrases' words in a language; in Swedish where they were not written in it."""
        return self.paragraphs.get(language) or self.paragraphs.get(OFFICIAL, ())

    def to_json(self) -> str:
        """Canonical JSON."""
        values = {"phrases": self.phrases, "paragraphs": dict(self.paragraphs), "own": self.own}
        return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Reasons":
        """The reasons that `to_json` wrote."""
        raw = json.loads(text)
        written = {language: tuple(lines) for language, lines in raw["paragraphs"].items()}
        return cls(tuple(raw["phrases"]), written, raw["own"])


@cache
def phrases() -> Mapping[str, Phrase]:
    """Every phrase by its code, in the order of the file."""
    with FILE.open("rb") as file:
        raw = tomllib.load(file)
    return {code: _phrase(code, values) for code, values in raw.items()}


def phrases_for(outcome: Outcome) -> tuple[Phrase, ...]:
    """The phrases a caseworker may choose from for an outcome."""
    return tuple(phrase for phrase in phrases().values() if outcome in phrase.outcomes and not phrase.is_automatic)


def written(codes: Iterable[str], own: str, language: str) -> Reasons:
    """The reasons in `language` and in Swedish; raises KeyError for a phrase that does not exist."""
    chosen = [phrases()[code] for code in dict.fromkeys(codes)]
    spoken = {language, OFFICIAL}
    words = {code: tuple(phrase.text.in_language(code) for phrase in chosen) for code in sorted(spoken)}
    return Reasons(tuple(phrase.code for phrase in chosen), words, own.strip())


def _phrase(code: str, values: Mapping[str, Any]) -> Phrase:
    outcomes = frozenset(Outcome(outcome) for outcome in values["outcomes"])
    return Phrase(code, outcomes, Text(values["title"]), Text(values["text"]), values.get("is_automatic", False))
