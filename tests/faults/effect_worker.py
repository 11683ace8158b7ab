"""A worker process of its own whose handler leaves a countable effect; `test_worker_killed` kills it.

Arguments: database address, data folder, and where the handler hangs for ever: `never`, `before` it does anything,
or `inside` its transaction, after the effect and the acknowledgement and before the commit.
"""

import sys
import time
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from portal.core.db import Database
from portal.core.feature import Job
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.platform.jobs import JobContext
from portal.platform.jobs.worker import Worker

LANES = ("one", "two", "three")


def main(url: str, data_dir: str, hangs: str) -> None:
    settings = Settings.from_environment({"PORTAL_DATA_DIR": data_dir})

    def effect(context: JobContext, payload: dict[str, Any]) -> None:
        _hang(hangs == "before")
        with context.database.write() as session:
            session.execute(text("INSERT INTO effect (n) VALUES (:n)"), payload)
            context.done(session)
            session.flush()
            _hang(hangs == "inside")

    database = Database(url, Keyring(settings.encryption_keys, settings.index_key, settings.secret_key))
    jobs = {f"effect.{lane}": Job(effect, lane=lane) for lane in LANES}
    Worker(database, settings, jobs, lease=timedelta(seconds=1.5), poll_seconds=0.05).run(grace_seconds=5)
    database.dispose()


def _hang(really: bool) -> None:
    while really:
        time.sleep(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
