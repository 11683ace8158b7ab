"""Films, sound, captions and hand-outs with byte ranges (RFC 9110, 14), answered before Flask is asked.

A file is found by its address alone, opened when no link is on the way, moved to where the range begins and handed to
the server's `wsgi.file_wrapper`, which lets the kernel copy it. Answers are the same for everybody: no ETag, no date,
nothing to store. Several ranges at once are answered with the whole file, as RFC 9110 (14.2) lets a server do; a
range that is none or lies behind the end gets 416.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from portal.core.web.dispatch import WSGI

PREFIX = "/media/"
BLOCK = 64 * 1024
TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "m4s": "video/mp4",
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "vtt": "text/vtt; charset=utf-8",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
}
PROTECTION = (
    ("Cache-Control", "no-store"),
    # A film that is opened by itself, from a page without scripts, has to play: it is fetched again as a medium.
    (
        "Content-Security-Policy",
        "default-src 'none'; media-src 'self'; frame-ancestors 'none'; sandbox allow-same-origin",
    ),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex"),
)
_NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,99}"
_ADDRESS = re.compile(rf"/media(/{_NAME}/{_NAME}/(?:[0-9]{{1,4}}/)?({_NAME}\.({'|'.join(TYPES)})))")
_RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.IGNORECASE)
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
Headers = list[tuple[str, str]]


class Portion:
    """`length` bytes of an open file from `start` on: something for `wsgi.file_wrapper`, or to be iterated."""

    def __init__(self, descriptor: int, start: int, length: int) -> None:
        os.lseek(descriptor, start, os.SEEK_SET)
        self._descriptor, self._left = descriptor, length

    def fileno(self) -> int:
        """The descriptor, standing at the first byte."""
        return self._descriptor

    def read(self, size: int = BLOCK) -> bytes:
        """At most `size` further bytes; none at the end."""
        data = os.read(self._descriptor, min(size, self._left))
        self._left -= len(data)
        return data

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.read, b"")

    def close(self) -> None:
        """Close the file; safe to call twice."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


class Unsatisfiable(Exception):
    """The range is none, or no byte of the file lies in it."""


def wanted(header: str, size: int) -> tuple[int, int] | None:
    """First byte and number of bytes that a Range header asks for of `size`; None when the whole is to be sent.

    Raises `Unsatisfiable`. Units other than bytes and several ranges are passed over.
    """
    if not header.lower().startswith("bytes=") or "," in header:
        return None
    found = _RANGE.fullmatch(header)
    if found is None or found.groups() == ("", ""):
        raise Unsatisfiable
    first, last = found.groups()
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        raise Unsatisfiable
    return start, end - start + 1


def with_media(app: WSGI, folder: Path, *, is_https: bool = False) -> WSGI:
    """`app`, and before it the files of `folder` (`<slug>/<key>/…`) below `/media/`."""
    root = os.path.realpath(folder)
    fixed = [*PROTECTION, *([("Strict-Transport-Security", "max-age=63072000; includeSubDomains")] * is_https)]
    headers = {ending: [*fixed, ("Content-Type", kind), ("Accept-Ranges", "bytes")] for ending, kind in TYPES.items()}

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(PREFIX):
            return app(environ, start_response)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return _refused(environ, start_response, HTTPStatus.METHOD_NOT_ALLOWED, [*fixed, ("Allow", "GET, HEAD")])
        found = _ADDRESS.fullmatch(environ["PATH_INFO"])
        try:
            descriptor, size = opened(root + found[1]) if found else (-1, 0)
        except OSError:
            descriptor, size = -1, 0
        if found is None or descriptor < 0:
            return _refused(environ, start_response, HTTPStatus.NOT_FOUND, fixed)
        return _sent(environ, start_response, descriptor, size, headers[found[3]] + _saved_as(found[2]))

    return answer


def opened(path: str) -> tuple[int, int]:
    """Descriptor and size of the regular file that really has this path, no link on the way; raises OSError."""
    descriptor = os.open(path, _FILE)
    about = os.fstat(descriptor)
    if stat.S_ISREG(about.st_mode) and os.readlink(f"/proc/self/fd/{descriptor}") == path:
        return descriptor, about.st_size
    os.close(descriptor)
    raise FileNotFoundError


def _saved_as(name: str) -> Headers:
    return [("Content-Disposition", f'attachment; filename="{name}"')] if name.endswith(".pdf") else []


def _sent(
    environ: dict[str, Any], start_response: Callable[..., Any], descriptor: int, size: int, headers: Headers
) -> Iterable[bytes]:
    is_head = environ["REQUEST_METHOD"] == "HEAD"  # RFC 9110, 14.2: ranges are for GET alone
    header = "" if is_head or "HTTP_IF_RANGE" in environ else environ.get("HTTP_RANGE", "")
    try:
        part = wanted(header, size)
    except Unsatisfiable:
        os.close(descriptor)
        headers = [*headers, ("Content-Range", f"bytes */{size}")]
        return _refused(environ, start_response, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, _without_type(headers))
    start, length = part or (0, size)
    portion = Portion(descriptor, start, length)
    told = [] if part is None else [("Content-Range", f"bytes {start}-{start + length - 1}/{size}")]
    status = "200 OK" if part is None else "206 Partial Content"
    start_response(status, [*headers, *told, ("Content-Length", str(length))])
    if is_head:
        portion.close()
        return []
    wrapper: Callable[[Portion, int], Iterable[bytes]] | None = environ.get("wsgi.file_wrapper")
    return wrapper(portion, BLOCK) if wrapper else portion


def _without_type(headers: Headers) -> Headers:
    return [header for header in headers if header[0] not in {"Content-Type", "Content-Disposition"}]


def _refused(
    environ: dict[str, Any], start_response: Callable[..., Any], status: HTTPStatus, headers: Headers
) -> Iterable[bytes]:
    body = f"{status.phrase}\n".encode()
    own = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(f"{status.value} {status.phrase}", [*headers, *own])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
