"""A worker process of its own that makes films ready in pieces of one segment; `test_films_killed` kills it.

Arguments: database address, data folder, and the file to which it adds a line before and after every step.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from portal.core.db import Database
from portal.core.feature import Job
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.courses import handlers
from portal.courses.films.making import Making, Step
from portal.courses.service import filming
from portal.platform.jobs.worker import Worker


class Noted(Making):
    """Writes down every step it begins and ends."""

    def __init__(self, notes: Path, folder: Path, told: Callable[[int], None]) -> None:
        super().__init__(folder, told, piece_segments=1)
        self._notes = notes

    def steps(self) -> Iterator[Step]:
        for step in super().steps():
            yield Step(step.name, partial(self._do, step))

    def _do(self, step: Step) -> None:
        self._note(f"begun {step.name}")
        step.do()
        self._note(f"done {step.name}")

    def _note(self, text: str) -> None:
        with self._notes.open("a") as notes:
            notes.write(text + "\n")


def main(url: str, data_dir: str, notes: str) -> None:
    settings = Settings.from_environment({"PORTAL_DATA_DIR": data_dir})
    database = Database(url, Keyring(settings.encryption_keys, settings.index_key, settings.secret_key))
    encode = partial(handlers.encode, make=partial(Noted, Path(notes)))
    jobs = {filming.ENCODE: Job(encode, lane=filming.LANE)}
    Worker(database, settings, jobs, lease=timedelta(seconds=1.5), poll_seconds=0.05).run(grace_seconds=30)
    database.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
