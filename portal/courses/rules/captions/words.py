"""The words of a cue as plain text: no mark-up, no entities, no characters that nobody can see."""

import html
import re
import unicodedata

WORDS_MOST = 500
RAW_MOST = 4 * WORDS_MOST
_SRT_TAG = re.compile(r"</?(?:b|i|u|s|c|v|font|lang|ruby|rt)\b[^<>]*>|\{\\[^{}]*\}", re.IGNORECASE)
_VTT_TAG = re.compile(r"</?[a-zA-Z0-9.][^<>]*>|</>")
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm|quot|apos|#[0-9]{1,6}|#x[0-9a-fA-F]{1,5});")
_UNSEEN = frozenset({"Cc", "Cs", "Cn", "Co"})


def plain(raw: str, *, is_webvtt: bool) -> str:
    """The text of a cue's payload; `raw` is at most `RAW_MOST` characters."""
    without = (_VTT_TAG if is_webvtt else _SRT_TAG).sub("", raw)
    return tidied(_ENTITY.sub(lambda found: html.unescape(found[0]), without))


def tidied(text: str) -> str:
    """`text` without control characters, spaces at the ends of its lines, and empty lines."""
    spaced = re.sub(r"\r\n?", "\n", text).replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    seen = "".join(letter for letter in spaced if letter == "\n" or unicodedata.category(letter) not in _UNSEEN)
    return "\n".join(line for line in (part.strip() for part in seen.split("\n")) if line)
