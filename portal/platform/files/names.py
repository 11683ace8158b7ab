"""What a file is called by its sender, made fit to be shown."""

import re
import unicodedata

MOST_CHARACTERS = 100
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_SPACES = re.compile(r"\s+")


def cleaned(name: str) -> str:
    """The last part of `name` without path, control, direction and invisible characters, at most 100 long.

    The ending is kept when it has to be shortened. Empty when nothing is left. It is for display and for the name of
    a download, never for a path of ours.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if sign.isspace() else sign for sign in last if sign.isspace() or _is_visible(sign))
    return _shortened(_SPACES.sub(" ", visible).strip(" ."))


def with_ending(name: str, ending: str) -> str:
    """`name` with the ending that its content deserves in place of another; `file` for a name that is empty."""
    if name.lower().endswith(f".{ending}"):
        return name
    return f"{_ENDING.sub('', name) or 'file'}.{ending}"


def _is_visible(sign: str) -> bool:
    """False for control, format (direction, zero width), surrogate, private and unassigned characters."""
    return not unicodedata.category(sign).startswith("C")


def _shortened(name: str) -> str:
    if len(name) <= MOST_CHARACTERS:
        return name
    found = _ENDING.search(name)
    ending = found[0] if found else ""
    return name[: MOST_CHARACTERS - len(ending)].rstrip(" .") + ending
