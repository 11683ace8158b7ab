"""The worker's part: chaining what was recorded since last time."""

from typing import Any

from portal.core.feature import JobContext
from portal.platform.audit import chain


def extend_chain(context: JobContext, _payload: dict[str, Any]) -> None:
    """Chain all entries that wait, a batch per transaction, so that nobody waits long for the database."""
    while True:
        with context.database.write() as session:
            if chain.extend(session) < chain.BATCH:
                context.done(session)
                return
