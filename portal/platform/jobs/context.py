"""What a handler gets, and how it says that it is done, wants another try, or gives up.

A handler is `handler(context, payload)` and runs with NO open transaction, so that a slow mail server or a large
photo never holds a lock (SQLite has one writer for all residents). There is no `context.session`: a handler opens
short transactions itself, and makes its effect and its acknowledgement one commit:

    def handler(context, payload):
        with context.database.write() as session:
            service.do_it(session, payload["id"], now=context.now)
            context.done(session)

When `done` finds that the job went to another worker meanwhile, it raises and the effect is rolled back: whatever a
handler writes together with `done` happens exactly once. A handler that returns without `done` is acknowledged
by the worker (at least once: it must bear being run twice). An exception means another try after a pause.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.platform.jobs import service
from portal.platform.jobs.service import Lease

_CODE = re.compile(r"[a-z0-9-]{1,40}")


class TryLater(Exception):
    """The attempt failed for a reason named by a safe code; another follows after `pause` or the usual one."""

    def __init__(self, code: str, pause: timedelta | None = None) -> None:
        self.code = _safe(code)
        self.pause = pause
        super().__init__(self.code)


class Hopeless(Exception):
    """No further attempt can succeed; the job is dead at once and staff see its code."""

    def __init__(self, code: str) -> None:
        self.code = _safe(code)
        super().__init__(self.code)


def _safe(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise ValueError("a failure's code is lower-case letters, digits and dashes, at most 40")
    return code


@dataclass(frozen=True)
class JobContext:
    """What every handler gets; `extras` holds what the application hands over to handlers that know of it."""

    database: Database
    settings: Settings
    now: datetime
    lease: Lease
    extras: Mapping[str, Any]

    @property
    def keyring(self) -> Keyring:
        return self.database.keyring

    @property
    def is_last_attempt(self) -> bool:
        """True when a failure now would make the job dead."""
        return self.lease.is_last_attempt

    def done(self, session: Session) -> None:
        """Acknowledge the job in `session`; raises `LeaseLost` (let it pass) when it is another worker's now."""
        service.finish(session, self.lease, self.now)
