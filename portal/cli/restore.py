"""`portal restore FILE`: put back what `portal backup` kept; the archive is checked before anything changes."""

import shutil
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sqlalchemy import inspect

from portal.cli import archive, dumping
from portal.cli.answers import ASKED_WRONGLY, DONE, Progress, complain, say
from portal.cli.backup import FOLDERS
from portal.core.db import Database
from portal.core.feature import Command
from portal.core.settings import Settings
from portal.courses.published import Shelf


def restore(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Check the archive, then replace database and files; the portal must not run meanwhile."""
    source = Path(arguments.file)
    if not source.is_file():
        return complain([f"{source} is not there"], ASKED_WRONGLY)
    try:
        contents = archive.contents_of(source)
    except archive.BrokenArchive as broken:
        return complain([f"nothing was changed: {broken}"])
    if contents.dialect != database.dialect:
        return complain([f"it holds a {contents.dialect} database, the settings name {database.dialect}"])
    if not arguments.replace and holds_something(database):
        return complain(["the database is not empty; --replace throws away what is there"], ASKED_WRONGLY)
    database.dispose()
    _put_back(source, settings, database)
    say(f"restored {len(contents.files)} files as they were {contents.made_at} at migration {contents.revision}")
    say("What visitors of courses counted in the month of the backup was never in it.")
    say("Next: `portal upgrade`, then `portal fsck`.")
    return DONE


def holds_something(database: Database) -> bool:
    """True when the database has tables."""
    return bool(inspect(database.engine).get_table_names())


def _put_back(source: Path, settings: Settings, database: Database) -> None:
    data_dir, progress = settings.data_dir, Progress("files")
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data_dir, prefix="restoring-") as name:
        folder = Path(name)
        for _ in archive.unpack(source, folder):
            progress.step()
        progress.end()
        dumping.load(database, folder)
        for kept in FOLDERS:
            _exchange(folder / "data" / kept, data_dir / kept)
    Shelf(settings.published_dir).open_to_readers()


def _exchange(new: Path, old: Path) -> None:
    if old.exists():
        shutil.rmtree(old)
    if new.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        new.rename(old)


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an archive made by `portal backup`")
    parser.add_argument("--replace", action="store_true", help="throw away the database and files that are there")


COMMANDS = (Command(("restore",), "put back what a backup kept", restore, _add_arguments),)
