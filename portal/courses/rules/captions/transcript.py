"""What is said in a film as running text, made of its captions."""

from collections.abc import Iterable

from portal.courses.rules.cues import Cue

PAUSE = 2.0
"""Seconds of silence that begin a new paragraph."""
PARAGRAPH = 320
"""Characters after which a paragraph ends with the next sentence."""
SENTENCE_ENDS = (".", "!", "?", "…", "؟", "۔", "።", "፧")


def paragraphs(cues: Iterable[Cue]) -> tuple[tuple[Cue, ...], ...]:
    """The cues as paragraphs: a pause ends one, and so does the end of a sentence when it has grown long."""
    made: list[list[Cue]] = []
    for cue in cues:
        if not cue.words.strip():
            continue
        if not made or _ends(made[-1], cue):
            made.append([])
        made[-1].append(cue)
    return tuple(tuple(part) for part in made)


def transcript(cues: Iterable[Cue]) -> tuple[str, ...]:
    """What is said, paragraph by paragraph."""
    return tuple(_joined(part) for part in paragraphs(cues))


def _ends(part: list[Cue], following: Cue) -> bool:
    if following.start - part[-1].end >= PAUSE:
        return True
    text = _joined(part)
    return len(text) >= PARAGRAPH and text.rstrip("\"'”»)").endswith(SENTENCE_ENDS)


def _joined(part: Iterable[Cue]) -> str:
    return " ".join(" ".join(cue.words.split()) for cue in part)
