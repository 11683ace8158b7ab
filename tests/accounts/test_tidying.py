from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import func, select

from portal.accounts.models import StaffSession
from portal.accounts.tidying import tidy
from portal.core.db import Database
from tests.factories.accounts import NOON, make_account, sign_in


def test_the_worker_removes_what_has_ended_and_says_that_it_is_done(database: Database) -> None:
    make_account(database)
    sign_in(database)
    done: list[object] = []
    context = SimpleNamespace(database=database, now=NOON + timedelta(hours=8), done=done.append)
    tidy(context, {})  # type: ignore[arg-type]
    assert len(done) == 1
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(StaffSession)) == 0
