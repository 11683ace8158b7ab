"""Translatable words without a framework: rules and kinds mark them, the web layer translates them."""


class Word(str):
    """An English source string that extraction finds and the template filter `t` translates."""

    __slots__ = ()


def word(text: str) -> Word:
    """Mark `text` as translatable; the text itself is what comes back."""
    return Word(text)
