"""What an editor changed, as a short code in the history of a course, and how it reads to people."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.core.words import Word, word
from portal.courses.rules.catalogue import Variant


class What(StrEnum):
    """The kinds of changes."""

    FACTS = "facts"
    WORDS = "words"
    SURVEY = "survey"
    PART_ADDED = "part-added"
    PART_MOVED = "part-moved"
    PART_REMOVED = "part-removed"
    PART_WORDS = "part-words"
    FILM = "film"
    FILM_REMOVED = "film-removed"
    CAPTIONS = "captions"
    CHAPTERS = "chapters"
    FOLDER = "folder"


NAMES: Mapping[What, Word] = {
    What.FACTS: word("Audience, topics and address"),
    What.WORDS: word("Words about the course"),
    What.SURVEY: word("The survey's questions"),
    What.PART_ADDED: word("A part was added"),
    What.PART_MOVED: word("A part was moved"),
    What.PART_REMOVED: word("A part was removed"),
    What.PART_WORDS: word("Words of a part"),
    What.FILM: word("A film"),
    What.FILM_REMOVED: word("A film was removed"),
    What.CAPTIONS: word("Captions"),
    What.CHAPTERS: word("Chapters"),
    What.FOLDER: word("Read anew from a folder"),
}
"""What a line of the history says."""


@dataclass(frozen=True)
class Change:
    """What was changed; `part` counts from 1, 0 means the course itself."""

    what: What
    part: int = 0
    language: str = ""
    variant: Variant | None = None

    @property
    def name(self) -> Word:
        """What it is called."""
        return NAMES[self.what]

    def written(self) -> str:
        """The change as the history keeps it."""
        return f"{self.what}:{self.part or ''}:{self.language}:{self.variant or ''}"

    @classmethod
    def read(cls, note: str) -> "Change | None":
        """The change that `written` wrote; None for a note that people wrote."""
        parts = note.split(":")
        try:
            what, part, language, variant = parts
            return cls(What(what), int(part or 0), language, Variant(variant) if variant else None)
        except ValueError:
            return None
