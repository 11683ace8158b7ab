"""`portal areas import FILE` and `portal areas list`."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from portal.core import clock
from portal.core.db import Database
from portal.core.feature import Command
from portal.core.settings import Settings
from portal.platform.geo import queries, service
from portal.platform.geo.geojson import LARGEST, read_features
from portal.platform.tables import FileErrors

DONE, FAILED, ASKED_WRONGLY = 0, 1, 2


def take_in(arguments: Namespace, _settings: Settings, database: Database) -> int:
    """Import a GeoJSON file of areas; prints what was done, or every fault by its row and stores nothing."""
    try:
        text = _text(arguments.file)
    except (OSError, UnicodeDecodeError) as error:
        print(f"cannot read {arguments.file}: {error}", file=sys.stderr)
        return ASKED_WRONGLY
    try:
        features = read_features(text)
        with database.write() as session:
            counts = service.import_areas(session, features, now=clock.now())
    except FileErrors as error:
        print(error, file=sys.stderr)
        return FAILED
    print(f"{counts.added} added, {counts.changed} changed, {counts.unchanged} unchanged")
    return DONE


def show(_arguments: Namespace, _settings: Settings, database: Database) -> int:
    """Print all areas, one on a line: slug, name, centre."""
    with database.read() as session:
        for area in queries.areas(session):
            print(f"{area.slug}\t{area.name}\t{area.centre_lat:.5f} {area.centre_lon:.5f}")
    return DONE


def _text(path: Path) -> str:
    """One byte more than is allowed is enough to know that the file is too large."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    return content.decode("utf-8", errors="strict" if len(content) <= LARGEST else "replace")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="GeoJSON, in degrees or SWEREF 99")


COMMANDS = (
    Command(("areas", "import"), "store the areas of a GeoJSON file, all or none", take_in, _arguments),
    Command(("areas", "list"), "list the areas", show),
)
