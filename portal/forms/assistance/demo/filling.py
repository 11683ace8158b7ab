"""Fills an empty demo with the stories of assistance; a demo that has some stays as it is."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts import queries as accounts
from portal.accounts.rules import DEMO_DOMAIN
from portal.accounts.viewer import Viewer
from portal.core.db import Database
from portal.core.settings import Settings
from portal.core.web.application import bare_application
from portal.forms.assistance import riksnorm
from portal.forms.assistance.demo.stories import STORIES
from portal.forms.assistance.demo.telling import Teller
from portal.forms.assistance.models import Application

MONTHS = 3
STAFF = ("assistance", "assistance_lead")


def fill(database: Database, settings: Settings, now: datetime) -> None:
    """Live through all stories, the last month this one, or the last that has a riksnorm."""
    app, runtime = bare_application(settings)
    runtime.database.dispose()
    with database.turn_to_write(), database.write() as session:
        if session.scalar(select(Application.id).limit(1)):
            return
        months, today = _months(now)
        teller = Teller(session, settings, app, _staff(session), months, today)
        for story in STORIES:
            story(teller)


def _staff(session: Session) -> Mapping[str, Viewer]:
    found: dict[str, Viewer] = {}
    for name in STAFF:
        account = accounts.account_by_email(session, f"{name}{DEMO_DOMAIN}")
        viewer = accounts.viewer_of(session, account.id) if account else None
        if viewer is None:
            raise LookupError(f"the demo has no account {name}")
        found[name] = viewer
    return found


def _months(now: datetime) -> tuple[tuple[str, ...], datetime]:
    """The last months of the stories, and the moment after which nothing happens."""
    last = riksnorm.Month(now.year, now.month)
    newest = riksnorm.tables()[-1].valid_to
    if last.first_day > newest:
        last = riksnorm.Month(newest.year, newest.month)
        now = now.replace(year=newest.year, month=newest.month, day=min(now.day, 28))
    return tuple(str(last.later(-ago)) for ago in reversed(range(MONTHS))), now
