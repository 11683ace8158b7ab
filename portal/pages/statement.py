"""What the accessibility statement says, kept beside the date somebody checked it (DOS-lagen 13 §)."""

from dataclasses import dataclass
from datetime import date

from portal.core.words import Word, word


@dataclass(frozen=True)
class Statement:
    """How far the portal follows WCAG 2.2 AA and EN 301 549, what is lacking, and when it was checked."""

    checked_on: date
    lacking: tuple[Word, ...]


STATEMENT = Statement(
    checked_on=date(2026, 11, 22),
    lacking=(
        word("The texts in English and Arabic have not yet been read by people who have the languages as their own."),
        word(
            "The map with streets cannot be used with a screen reader. The list of places beside it holds everything."
        ),
        word(
            "No test with users of screen readers has been made yet; we test with automatic tools and the keyboard."
        ),
    ),
)
