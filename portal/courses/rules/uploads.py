"""Policy of uploads: how large a film may be, in which pieces it comes, and how a file is known again."""

import re
from dataclasses import dataclass
from datetime import timedelta

from portal.courses.rules.captions import tidied

MEGABYTE = 1024 * 1024
SIZE_MOST = 4 * 1024 * MEGABYTE
CHUNK = 4 * MEGABYTE
"""Bytes that the browser sends at a time."""
CHUNK_MOST = 2 * CHUNK
SPARE = 256 * MEGABYTE
"""Bytes that stay free on the disk besides the film."""
STANDS_STILL = timedelta(hours=24)
"""After this long without a byte anybody may take an unfinished upload's place."""
PROOF = 64 * 1024
"""Bytes at the beginning and before the seam by which a file is known again."""
NAME_MOST = 120


@dataclass(frozen=True)
class Announced:
    """A file that a browser wants to send. `proof` is the SHA-256 (hexadecimal) of the first `PROOF` bytes and the
    `PROOF` bytes before `seam` (fewer where there are not so many); empty when the browser cannot reckon it."""

    name: str
    size: int
    seam: int = 0
    proof: str = ""


def shown_name(name: str) -> str:
    """The last part of a file's name, as it is shown to editors; never used on the disk."""
    return " ".join(tidied(re.split(r"[/\\]", name)[-1]).split())[:NAME_MOST]
