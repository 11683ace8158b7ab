"""The jobs' own job: deleting what was done long ago."""

from typing import Any

from portal.platform.jobs import service
from portal.platform.jobs.context import JobContext


def purge(context: JobContext, _payload: dict[str, Any]) -> None:
    """Delete jobs that were done more than seven days ago."""
    with context.database.write() as session:
        service.purge(session, context.now)
        context.done(session)
