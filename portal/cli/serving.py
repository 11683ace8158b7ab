"""`portal serve` and `portal worker`: the two processes of a running portal.

The server is gunicorn: two processes with many threads, since slow phones hold a thread for long. It keeps no
access log, so no address of a visitor is kept. The application is imported before the fork (memory is shared) and
made after it (no connection is).
"""

import contextlib
import ctypes
import socket
import struct
from argparse import ArgumentParser, Namespace
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from portal.app import FEATURES
from portal.cli.answers import DONE
from portal.core.db import Database
from portal.core.feature import Command
from portal.core.settings import Settings
from portal.platform.jobs.worker import Worker

APPLICATION = "portal.wsgi:application"
PROCESSES, THREADS = 2, 24
SILENCE_SECONDS = 20
"""A client that sends or takes nothing for so long is given up, in the middle of a form too."""
GRACE_SECONDS = 30
KEEP_ALIVE_SECONDS = 5
M_ARENA_MAX, ARENAS = -8, 2  # mallopt(3)
LINE_BYTES = 8190
FIELDS, FIELD_BYTES = 60, 8190


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with the portal's settings instead of a file of its own."""

    def __init__(self, bind: str, processes: int, threads: int, application: str = APPLICATION) -> None:
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
        "limit_request_line": LINE_BYTES,
        "limit_request_fields": FIELDS,
        "limit_request_field_size": FIELD_BYTES,
        "umask": 0o077,
        "control_socket_disable": True,
        "accesslog": None,
        "loglevel": "warning",
        "when_ready": _give_up_on_silence,
    }


def _give_up_on_silence(arbiter: Any) -> None:
    """Time-outs on the listening sockets, which the kernel hands on to every connection they accept."""
    silence = struct.pack("ll", SILENCE_SECONDS, 0)
    for listener in arbiter.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, silence)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, silence)


def serve(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Answer requests until SIGTERM or Ctrl-C; what is under way is finished first."""
    database.dispose()
    _share_memory()
    Server(f"{arguments.host}:{settings.port}", arguments.processes, arguments.threads).run()
    return DONE


def _share_memory() -> None:
    """Let the threads of a process share two heaps instead of keeping one each (glibc): some 25 MB less a process."""
    with contextlib.suppress(OSError, AttributeError):  # another C library has no such choice
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


def work(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Do the jobs until SIGTERM or Ctrl-C; what is under way is finished first."""
    jobs = {name: job for feature in FEATURES for name, job in feature.jobs.items()}
    Worker(database, settings, jobs, lanes=arguments.lane or None).run()
    return DONE


def add_serving_arguments(parser: ArgumentParser) -> None:
    """Where to listen and how many to serve at once."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s); the port is PORT")
    parser.add_argument("--processes", type=int, default=PROCESSES, help="%(default)s by default")
    parser.add_argument("--threads", type=int, default=THREADS, help="per process; %(default)s by default")


def _add_work_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--lane", action="append", help="serve this lane alone (may be repeated); all by default")


COMMANDS = (
    Command(("serve",), "answer requests on 127.0.0.1:PORT", serve, add_serving_arguments),
    Command(("worker",), "do what was put off: letters, photos, forgetting", work, _add_work_arguments),
)
