"""The worker's daily round over what was counted and written."""

from typing import Any

from portal.core.feature import JobContext
from portal.courses.counting import service


def handle(context: JobContext, _payload: dict[str, Any]) -> None:
    """Forget the years that were kept long enough."""
    with context.database.write() as session:
        service.forget(session, context.settings, context.now)
        context.done(session)
