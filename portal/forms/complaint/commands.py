"""`portal processes import FILE`: the register of processes from the command line."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from portal.core import clock
from portal.core.db import Database
from portal.core.errors import PortalError
from portal.core.feature import Command
from portal.core.settings import Settings
from portal.forms.complaint import service
from portal.forms.complaint.rules.register_file import LARGEST
from portal.platform.tables import FileErrors

DONE, FAILED, ASKED_WRONGLY = 0, 1, 2


def take_in(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Import a CSV file of processes; prints what was done, or every fault by its line and stores nothing."""
    try:
        with arguments.file.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        return _complain(ASKED_WRONGLY, f"cannot read {arguments.file}: {error.strerror}")
    try:
        with database.turn_to_write(), database.write() as session:
            plan = service.import_register(session, content, teams=settings.municipality.teams, now=clock.now())
    except FileErrors as error:
        return _complain(FAILED, f"{error}\n{error.message}")
    except PortalError as error:
        return _complain(FAILED, str(error.message))
    print(f"{len(plan.added)} added, {len(plan.changed)} changed, {plan.unchanged} unchanged")
    return DONE


def _complain(code: int, text: str) -> int:
    print(text, file=sys.stderr)
    return code


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="CSV with the columns ref, level, above, name_sv and more")


COMMANDS = (Command(("processes", "import"), "take in a register of processes (CSV)", take_in, _arguments),)
