"""What can be printed of a part, as PDF: what is said in the film, questions to think about, and the hand-out.

Made at publication, never for a visitor, so that asking for it tells nobody anything.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.support import NullTranslations, Translations

from portal.core.words import Word, word
from portal.courses.published import Cue, PartWords
from portal.courses.rules.captions import transcript
from portal.platform.paper.document import Document
from portal.platform.paper.typefaces import Direction

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"
SAID, ASKED, KEPT = word("What is said in the film"), word("To think about"), word("To keep")
BULLET = "•"


def hand_out(
    course_title: str, words: PartWords, cues: Sequence[Cue], *, language: str, made_at: datetime
) -> bytes | None:
    """The paper of a part in a language; None when there is nothing to print. The same again gives the same bytes."""
    if not cues and not words.exercise and not words.hand_out:
        return None
    paper = Document(title=words.title, language=language, made_at=made_at, direction=_direction(language))
    paper.paragraph(course_title)
    paper.heading(words.title)
    _section(paper, language, KEPT, _blocks(words.hand_out))
    _section(paper, language, ASKED, [f"{BULLET} {question}" for question in words.exercise])
    _section(paper, language, SAID, transcript(cues))
    return paper.to_bytes()


def _section(paper: Document, language: str, heading: Word, paragraphs: Sequence[str]) -> None:
    if paragraphs:
        paper.heading(_translations(language).gettext(heading), 2)
        for text in paragraphs:
            paper.paragraph(text)


def _blocks(text: str) -> list[str]:
    """Paragraphs between empty lines; the rows of a list get their mark."""
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    return ["\n".join(_marked(line) for line in block.splitlines()) for block in blocks]


def _marked(line: str) -> str:
    return f"{BULLET} {line[2:]}" if line.startswith("- ") else line


def _direction(language: str) -> Direction:
    try:
        return "rtl" if Locale.parse(language, sep="-").text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"


@cache
def _translations(language: str) -> NullTranslations:
    return Translations.load(TRANSLATIONS, [language])
