"""How the codes of a survey's questions and of their choices are written."""

import re

CODE_MOST = 24
"""Characters of a code."""
_QUESTION = re.compile(r"[a-z0-9]+")
_CHOICE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_question_code(code: str) -> bool:
    """True for small letters and digits alone: up to the first hyphen a counter is named by its question.

    Were hyphens let in, `a-b` with `c` and `a` with `b-c` would be counted as one.
    """
    return len(code) <= CODE_MOST and _QUESTION.fullmatch(code) is not None


def is_choice_code(code: str) -> bool:
    """True for small letters, digits and single hyphens."""
    return len(code) <= CODE_MOST and _CHOICE.fullmatch(code) is not None
