"""A client for clamd: the two commands that are needed, as clamd(8) describes them.

Every command has a connection and a deadline of its own; whatever goes wrong on the line is an OSError.
"""

import contextlib
import socket
import time
from collections.abc import Iterator

from portal.core.settings.environment import Socket

CONNECT_SECONDS = 5.0
_PIECE = 1 << 18
_MOST_ANSWER = 4096
_END = b"\0"


def version(address: Socket, seconds: float) -> str:
    """What clamd calls itself and its signatures; raises OSError."""
    with _line(address, seconds) as line:
        line.send(b"zVERSION\0")
        return line.answer()


def instream(address: Socket, content: bytes, seconds: float) -> str:
    """clamd's answer to `content`: `stream: OK`, `stream: <name> FOUND`, or an error of its own; raises OSError."""
    with _line(address, seconds) as line:
        line.send(b"zINSTREAM\0")
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE]
            line.send(len(piece).to_bytes(4, "big") + piece)
        line.send(bytes(4))
        return line.answer()


class _Line:
    """A connection on which nothing lasts longer than the deadline."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        self._connection = connection
        self._deadline = deadline

    def send(self, data: bytes) -> None:
        self._hurry()
        self._connection.sendall(data)

    def answer(self) -> str:
        """What clamd says up to its NUL, or up to the end of the line."""
        said = b""
        while _END not in said and len(said) < _MOST_ANSWER:
            self._hurry()
            heard = self._connection.recv(_MOST_ANSWER)
            if not heard:
                break
            said += heard
        return said.partition(_END)[0].decode("utf-8", "replace").strip()

    def _hurry(self) -> None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the deadline has passed")
        self._connection.settimeout(left)


@contextlib.contextmanager
def _line(address: Socket, seconds: float) -> Iterator[_Line]:
    deadline = time.monotonic() + seconds
    with _connected(address, min(CONNECT_SECONDS, seconds)) as connection:
        yield _Line(connection, deadline)


def _connected(address: Socket, seconds: float) -> socket.socket:
    if not isinstance(address, str):
        return socket.create_connection(address, timeout=seconds)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(seconds)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection
