"""The daily round over decisions that nobody has read."""

from typing import Any

from portal.forms.assistance.service import serving
from portal.platform.jobs import JobContext


def remind(context: JobContext, _payload: dict[str, Any]) -> None:
    """Remind of unread decisions, in short transactions until none is left."""
    while True:
        with context.database.write() as session:
            rules = context.settings.municipality.assistance
            if serving.remind_unread(session, rules, context.now) == 0:
                context.done(session)
                return
