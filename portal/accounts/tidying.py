"""The worker's part: sessions that have ended and forgotten tries are removed."""

from typing import Any

from portal.accounts import service
from portal.accounts.residents import service as residents
from portal.platform.jobs import JobContext


def tidy(context: JobContext, _payload: dict[str, Any]) -> None:
    """Remove what is over, in one short transaction."""
    with context.database.write() as session:
        service.forget_sessions(session, context.now)
        service.forget_gates(session, context.now)
        residents.forget_sessions(session, context.now)
        context.done(session)
