"""`portal backup FILE`: the database and the sealed files in one archive, made while the portal runs.

The database is copied first: a file that is deleted afterwards belonged to a case that retention removed. Of the
courses' counters and words it holds the months that are over alone (`courses.counting.keeping`).
"""

import tarfile
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from portal.cli import archive, dumping
from portal.cli.answers import ASKED_WRONGLY, DONE, Progress, complain, say
from portal.cli.migrating import revision_of
from portal.core import clock
from portal.core.db import Database
from portal.core.feature import Command
from portal.core.settings import Settings

FOLDERS = ("files", "incoming", "published", "courses/films", "courses/uploads")
"""What lies in the data folder beside the database and cannot be made again."""


def backup(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Write the archive; nothing is left behind when it fails."""
    target = Path(arguments.file).absolute()
    if target.exists():
        return complain([f"{target} is there already"], ASKED_WRONGLY)
    part = target.with_name(f"{target.name}.part")
    try:
        number = _write(part, settings, database)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    say(f"{target}: {number} files, {target.stat().st_size // 1024} kB")
    say("The keys are not in it: keep PORTAL_ENCRYPTION_KEYS, PORTAL_INDEX_KEY and PORTAL_SECRET_KEY elsewhere.")
    return DONE


def _write(part: Path, settings: Settings, database: Database) -> int:
    now = clock.now()
    contents = archive.Contents(database.dialect, revision_of(database), now.isoformat())
    progress = Progress("files")
    with tempfile.TemporaryDirectory(dir=part.parent) as folder, tarfile.open(part, "x:") as tar:
        part.chmod(0o600)
        for name in dumping.dump(database, Path(folder), now):
            archive.add(tar, name, Path(folder) / name, contents)
        for path in data_files(settings.data_dir):
            progress.step(archive.add(tar, f"data/{path.relative_to(settings.data_dir)}", path, contents))
        archive.close(tar, contents)
    progress.end()
    return len(contents.files)


def data_files(data_dir: Path) -> Iterator[Path]:
    """Every file below the data folder that a backup keeps."""
    for folder in FOLDERS:
        yield from sorted(
            path for path in (data_dir / folder).rglob("*") if path.is_file() and path.suffix != ".part"
        )


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a tar archive that does not exist yet")


COMMANDS = (Command(("backup",), "keep the database and the files in one archive", backup, _add_arguments),)
