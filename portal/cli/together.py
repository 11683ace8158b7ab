"""`portal run`: database, demo content, worker and server with one command, in the foreground."""

import logging
import os
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from functools import partial

from sqlalchemy import select

from portal import demo
from portal.accounts.demo import PASSWORD
from portal.app import FEATURES
from portal.cli import migrating, serving
from portal.cli.answers import DONE, FAILED, say
from portal.cli.catalogues import compile_catalogues
from portal.core.db import Database
from portal.core.feature import Command
from portal.core.settings import Settings
from portal.core.web.application import ROOT
from portal.reports.places.models import Sign, SignState

log = logging.getLogger("portal.run")
STOP_SECONDS = 40
PROCESSES = {"the server": serving.serve, "the worker": serving.work}


def run(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Make everything ready, then serve until Ctrl-C or SIGTERM; both processes stop together."""
    compile_catalogues(ROOT / "translations")
    migrating.bring_up_to_date(database)
    if settings.is_demo:
        demo.fill(settings, database, FEATURES)
    welcome(settings, database)
    database.dispose()
    arguments.lane = None
    return keep_running({name: partial(start, arguments, settings, database) for name, start in PROCESSES.items()})


def welcome(settings: Settings, database: Database) -> None:
    """Say where the portal is, which sign to try and who may sign in."""
    say(f"\n  {settings.municipality.name}: {settings.base_url}/")
    mounted = select(Sign.code).where(Sign.state == SignState.MOUNTED).order_by(Sign.mounted_at, Sign.code).limit(1)
    with database.read() as session:
        code = session.scalar(mounted)
    if code:
        say(f"  a sign to scan:   {settings.base_url}/s/{code}")
    if settings.is_demo:
        say(f"  for staff:        {settings.base_url}/handlaggning/")
        say("                    triage@demo.example, handler@demo.example, assistance@demo.example,")
        say("                    assistance_lead@demo.example, editor@demo.example,")
        say("                    publisher@demo.example, ombudsman@demo.example,")
        say(f"                    admin@demo.example; password {PASSWORD}")
    say("  Ctrl-C stops it.\n")


def keep_running(starts: dict[str, Callable[[], int]]) -> int:
    """Run each of `starts` in a process of its own until one ends or somebody stops us; then stop the others."""
    children = {_forked(start): name for name, start in starts.items()}
    is_asked = _stops_on_request(children)
    ended, _ = os.wait()
    if not is_asked():
        log.error("%s ended by itself; stopping", children[ended])
    del children[ended]
    _stop(children)
    return DONE if is_asked() else FAILED


def _forked(start: Callable[[], int]) -> int:
    child = os.fork()
    if child:
        return child
    code = FAILED
    try:
        code = start()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else FAILED
    finally:
        sys.stdout.flush()
        os._exit(code)


def _stops_on_request(children: dict[int, str]) -> Callable[[], bool]:
    asked: list[int] = []

    def stop(number: int, _frame: object) -> None:
        asked.append(number)
        _signal(children)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    return lambda: bool(asked)


def _signal(children: dict[int, str], number: int = signal.SIGTERM) -> None:
    for child in list(children):
        try:
            os.kill(child, number)
        except ProcessLookupError:
            continue


def _stop(children: dict[int, str]) -> None:
    _signal(children)
    deadline = time.monotonic() + STOP_SECONDS
    while children and time.monotonic() < deadline:
        ended, _ = os.waitpid(-1, os.WNOHANG)
        children.pop(ended, None)
        time.sleep(0.05)
    _signal(children, signal.SIGKILL)


COMMANDS = (
    Command(("run",), "database, demo content, worker and server at once", run, serving.add_serving_arguments),
)
