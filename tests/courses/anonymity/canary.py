"""A visitor whose traces can be recognised, and the search for them in everything that was written."""

import base64
import hashlib
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.factories.watching import Running, Visitor

CANARY = "CANARY-7f3-d41c9"
SOURCE = "127.0.0.77"
BLOCK = 1 << 20


def known_by() -> list[bytes]:
    """The canary and the address, as they are and as anybody might have disguised them."""
    plain = [CANARY.encode(), SOURCE.encode()]
    hashed = [hashlib.new(kind, text) for text in plain for kind in ("md5", "sha1", "sha256", "sha512", "blake2b")]
    forms = [form for one in hashed for form in (one.digest(), one.hexdigest().encode())]
    return [
        *plain,
        *forms,
        *(base64.b64encode(text).rstrip(b"=") for text in plain),
        socket.inet_aton(SOURCE).hex().encode(),
    ]


def visitor_of(server: Running) -> Visitor:
    """Somebody who comes with the canary in all that a browser says."""
    return server.visitor(
        SOURCE,
        User_Agent=CANARY,
        Referer=f"https://{CANARY}.example/{CANARY}",
        Cookie=f"portal_session={CANARY}; a={CANARY}",
        Authorization=f"Bearer {CANARY}",
        Accept_Language=f"sv, x-{CANARY}",
        X_Forwarded_For=f"{SOURCE}, {CANARY}",
        X_Real_IP=SOURCE,
        Sec_CH_UA=CANARY,
        X_Request_Id=CANARY,
    )


def traces(folders: Iterable[Path]) -> Iterator[str]:
    """Every file below `folders` in which the canary can be recognised, and by what."""
    wanted = known_by()
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        for found in found_in(path, wanted):
            yield f"{path}: {found!r}"


def found_in(path: Path, wanted: list[bytes]) -> set[bytes]:
    """Which of `wanted` the file holds, or its name."""
    found = {one for one in wanted if one in path.name.encode()}
    longest = max(len(one) for one in wanted)
    with path.open("rb") as file:
        before = b""
        while block := file.read(BLOCK):
            found |= {one for one in wanted if one in before + block}
            before = block[-longest:]
    return found
