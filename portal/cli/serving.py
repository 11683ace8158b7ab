"""`portal serve` and `portal worker`: the two processes of a running portal.

The server is gunicorn: two processes with many threads, since slow phones hold a thread for long. It keeps no
access log, so no address of a visitor is kept. The application is imported before the fork (memory is shared) and
made after it (no connection is).
"""

import os
import sys
from argparse import ArgumentParser, Namespace

from portal.app import FEATURES
from portal.cli.answers import DONE
from portal.core.db import Database
from portal.core.feature import Command
from portal.core.settings import Settings
from portal.core.web.server import SILENCE_SECONDS, Server, share_memory
from portal.platform.jobs.worker import Worker

__all__ = ["COMMANDS", "SILENCE_SECONDS", "add_serving_arguments", "serve", "serve_courses", "work"]
APPLICATION = "portal.wsgi:application"
PROCESSES, THREADS = 2, 24


def serve(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Answer requests until SIGTERM or Ctrl-C; what is under way is finished first."""
    database.dispose()
    share_memory()
    Server(f"{arguments.host}:{settings.port}", arguments.processes, arguments.threads, APPLICATION).run()
    return DONE


def serve_courses(arguments: Namespace) -> int:
    """Become the courses' own process, which has none of this program's code and needs none of its keys."""
    options = [f"--{name}={getattr(arguments, name)}" for name in ("host", "processes", "threads")]
    os.execv(sys.executable, [sys.executable, "-m", "portal.courses.watching", *options])  # noqa: S606 (our own program)


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


def _add_serve_arguments(parser: ArgumentParser) -> None:
    add_serving_arguments(parser)
    parser.add_argument("--courses", action="store_true", help="the courses alone, without the portal's keys")


def _add_work_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--lane", action="append", help="serve this lane alone (may be repeated); all by default")


COMMANDS = (
    Command(("serve",), "answer requests on 127.0.0.1:PORT", serve, _add_serve_arguments),
    Command(("worker",), "do what was put off: letters, photos, forgetting", work, _add_work_arguments),
)
