"""`portal places import`, `portal places list` and `portal signs sheet`: the register from the command line."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.db import Database
from portal.core.errors import PortalError
from portal.core.feature import Command
from portal.core.settings import Settings
from portal.platform.tables import FileErrors, Problem
from portal.reports.places import queries, service, sheets, signs
from portal.reports.places.importing import LARGEST, read_places
from portal.reports.places.models import Place, Sign

DONE, FAILED, ASKED_WRONGLY = 0, 1, 2


def take_in(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Import a CSV or GeoJSON file of places; prints what was done, or every fault by its row and stores nothing."""
    try:
        with arguments.file.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        return _complain(ASKED_WRONGLY, f"cannot read {arguments.file}: {error.strerror}")
    try:
        found = read_places(content, settings.municipality)
        _tell(found.remarks)
        print(f"{len(found.rows)} places read, storing them", file=sys.stderr)
        with database.turn_to_write(), database.write() as session:
            counts = service.import_places(session, found.rows, now=clock.now())
    except FileErrors as error:
        _tell(error.problems)
        return _complain(FAILED, str(error.message))
    except PortalError as error:
        return _complain(FAILED, str(error.message))
    print(f"{counts.added} added, {counts.changed} changed, {counts.unchanged} unchanged")
    return DONE


def show(_arguments: Namespace, _settings: Settings, database: Database) -> int:
    """Print the places in use, one on a line: ref, type, area, signs, name."""
    with database.read() as session:
        codes: dict[str, list[str]] = {}
        for sign, place in queries.printable_signs(session):
            codes.setdefault(place.ref, []).append(signs.shown(sign.code))
        for place in queries.active_places(session):
            own = ",".join(codes.get(place.ref, [])) or "-"
            print(f"{place.ref}\t{place.type}\t{place.area or '-'}\t{own}\t{place.name}")
    return DONE


def make_sheet(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Write the signs of some places, or of all, as a PDF to print; a retired sign is left out."""
    with database.read() as session:
        refs = set(arguments.place)
        unknown = sorted(ref for ref in refs if queries.place_by_ref(session, ref) is None)
        if unknown:
            return _complain(ASKED_WRONGLY, *(f"--place: there is no place {ref!r}" for ref in unknown))
        pairs = _pairs(session, arguments)
    if not pairs:
        return _complain(FAILED, "there is no sign to print; order signs first")
    print(f"drawing {len(pairs)} signs", file=sys.stderr)
    content = sheets.sheet(pairs, settings, arguments.paper, clock.now())
    try:
        arguments.out.write_bytes(content)
    except OSError as error:
        return _complain(FAILED, f"cannot write {arguments.out}: {error.strerror}")
    print(f"{len(pairs)} signs in {arguments.out}")
    return DONE


def _pairs(session: Session, arguments: Namespace) -> list[tuple[Sign, Place]]:
    return queries.printable_signs(session) if arguments.all else queries.signs_of_refs(session, arguments.place)


def _tell(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(problem if problem.row else str(problem).removeprefix("0: "), file=sys.stderr)


def _complain(code: int, *faults: str) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)
    return code


def _file_argument(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV or GeoJSON, in degrees or SWEREF 99 TM")


def _sheet_arguments(parser: ArgumentParser) -> None:
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--place", action="append", default=[], metavar="REF", help="may be given several times")
    chosen.add_argument("--all", action="store_true", help="every sign of every place in use")
    parser.add_argument("--paper", choices=sorted(sheets.PAPERS), default="a6", help="sheet: four A6 on an A4 to cut")
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="the PDF to write")


COMMANDS = (
    Command(("places", "import"), "store the places of a CSV or GeoJSON file, all or none", take_in, _file_argument),
    Command(("places", "list"), "list the places in use and the codes of their signs", show),
    Command(("signs", "sheet"), "write signs as a PDF to print", make_sheet, _sheet_arguments),
)
