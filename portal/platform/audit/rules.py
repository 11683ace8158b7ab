"""What an entry may hold: codes and numbers, nothing that could be about a resident."""

import re
from collections.abc import Mapping

Plain = str | int | bool | None
_CODE = re.compile(r"[A-Za-z0-9_.:/-]{0,64}")
_PERSONAL_NUMBER = re.compile(r"(?<!\d)(\d{2})?\d{6}[-+]?\d{4}(?!\d)")


def checked_code(text: str) -> str:
    """`text` when it is a code of at most 64 characters; raises ValueError for anything that reads like words.

    A personnummer is refused; a UUID is not taken for one.
    """
    if not _CODE.fullmatch(text) or (_PERSONAL_NUMBER.search(text) and not _is_uuid(text)):
        raise ValueError("the audit log holds codes, not words or personal numbers")
    return text


def checked_detail(detail: Mapping[str, Plain]) -> dict[str, Plain]:
    """`detail` when every key and text is a code; raises ValueError otherwise."""
    return {
        checked_code(key): checked_code(value) if isinstance(value, str) else value for key, value in detail.items()
    }


def _is_uuid(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None
