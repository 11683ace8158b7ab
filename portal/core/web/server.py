"""Gunicorn as the portal uses it: many threads, no access log, no control socket, nothing said about who asked."""

import contextlib
import ctypes
import socket
import struct
import sys
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.util import import_app

GRACE_SECONDS = 30
KEEP_ALIVE_SECONDS = 5
SILENCE_SECONDS = 20
"""A client that sends or takes nothing for so long is given up, in the middle of a form too."""
M_ARENA_MAX, ARENAS = -8, 2  # mallopt(3)
LINE_BYTES = 8190
FIELDS, FIELD_BYTES = 60, 8190


class QuietLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn's log without what it says of a request: its own warnings name address, path and header."""

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """As it is, but nothing about a request that was none."""
        if not str(msg).startswith("Invalid request"):
            super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """The kind of error alone; nothing when somebody's connection broke."""
        error = sys.exc_info()[0]
        if error is None or not issubclass(error, OSError):
            super().error("failed: %s", error.__name__ if error else "unknown")


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with the portal's settings instead of a file of its own."""

    def __init__(self, bind: str, processes: int, threads: int, application: str) -> None:
        self._options = gunicorn_options(bind, processes, threads)
        self._application = application
        super().__init__()

    def load_config(self) -> None:
        """Take over the options; nothing is read from a file or the command line."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, made in each process after the fork."""
        return import_app(self._application)


def gunicorn_options(bind: str, processes: int, threads: int) -> dict[str, Any]:
    """All that differs from gunicorn's defaults."""
    return {
        "bind": [bind],
        "workers": processes,
        "threads": threads,
        "worker_class": "gthread",
        "timeout": 60,
        "graceful_timeout": GRACE_SECONDS,
        "keepalive": KEEP_ALIVE_SECONDS,
        "forwarded_allow_ips": "127.0.0.1,::1",  # of whom the scheme is believed, and nothing else:
        "forwarder_headers": "",  # neither SCRIPT_NAME nor PATH_INFO, which would put words into our links
        "limit_request_line": LINE_BYTES,
        "limit_request_fields": FIELDS,
        "limit_request_field_size": FIELD_BYTES,
        "umask": 0o077,
        "control_socket_disable": True,
        "accesslog": None,
        "loglevel": "warning",
        "logger_class": QuietLogger,
        "when_ready": _give_up_on_silence,
    }


def _give_up_on_silence(arbiter: Any) -> None:
    """Time-outs on the listening sockets, which the kernel hands on to every connection they accept.

    Sending a file (sendfile) knows no SO_SNDTIMEO: there TCP's own time-out ends what nobody takes.
    """
    silence = struct.pack("ll", SILENCE_SECONDS, 0)
    for listener in arbiter.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, silence)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, silence)
        if listener.sock.family != socket.AF_UNIX:
            listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENCE_SECONDS * 1000)


def share_memory() -> None:
    """Let the threads of a process share two heaps instead of keeping one each (glibc): some 25 MB less a process."""
    with contextlib.suppress(OSError, AttributeError):  # another C library has no such choice
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)
