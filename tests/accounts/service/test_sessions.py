"""Sessions end on time, and one that was revoked never comes back."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts import queries, service
from portal.accounts.models import SignInGate, StaffSession
from portal.accounts.permissions import Role
from portal.accounts.rules import SessionState
from portal.core.db import Database
from portal.core.errors import NotFound
from tests.factories.accounts import NOON, PASSWORD, make_account, sign_in, visit

MINUTE = timedelta(minutes=1)
NEW_PASSWORD = "fyra glada ankor"


def test_fifteen_minutes_of_stillness_end_a_session_in_production(database: Database) -> None:
    make_account(database)
    admission = sign_in(database)
    assert visit(database, admission, NOON + 14 * MINUTE, is_demo=False)
    assert visit(database, admission, NOON + 15 * MINUTE, is_demo=False) is None
    assert visit(database, admission, NOON + 60 * MINUTE)


def test_what_happens_in_time_keeps_a_session_awake(database: Database) -> None:
    make_account(database)
    admission = sign_in(database)
    now = NOON
    for _ in range(4):
        now += 14 * MINUTE
        here = visit(database, admission, now, is_demo=False)
        assert here is not None
        service.stay(database, here, now)
    assert visit(database, admission, now + 15 * MINUTE, is_demo=False) is None


def test_nothing_keeps_a_session_longer_than_eight_hours(database: Database) -> None:
    make_account(database)
    admission = sign_in(database)
    now = NOON
    while now < NOON + timedelta(hours=7, minutes=50):
        now += 10 * MINUTE
        here = visit(database, admission, now, is_demo=False)
        assert here is not None
        service.stay(database, here, now)
    here = visit(database, admission, NOON + timedelta(hours=7, minutes=59), is_demo=False)
    assert here is not None
    assert here.ends_at == NOON + timedelta(hours=8)
    assert visit(database, admission, NOON + timedelta(hours=8), is_demo=False) is None


def test_an_unfinished_sign_in_ends_after_ten_minutes(database: Database) -> None:
    make_account(database)
    admission = sign_in(database, is_demo=False)
    assert visit(database, admission, NOON + timedelta(minutes=9), is_demo=False)
    assert visit(database, admission, NOON + timedelta(minutes=10), is_demo=False) is None


def test_a_session_is_noted_as_used_at_most_every_half_minute(database: Database) -> None:
    make_account(database)
    admission = sign_in(database)
    here = visit(database, admission)
    assert here is not None
    service.stay(database, here, NOON + timedelta(seconds=29))
    assert seen(database) == NOON
    service.stay(database, here, NOON + timedelta(seconds=30))
    assert seen(database) == NOON + timedelta(seconds=30)


def seen(database: Database) -> object:
    with database.read() as session:
        return session.scalar(select(StaffSession.seen_at))


def test_a_session_revoked_while_a_request_is_under_way_does_not_come_back(database: Database) -> None:
    account_id = make_account(database)
    admission = sign_in(database)
    here = visit(database, admission)
    assert here is not None
    with database.write() as session:
        service.end_all_sessions(session, account_id)
    service.stay(database, here, NOON + MINUTE)
    with pytest.raises(service.WrongStep):
        service.change_password(database, visit=here, current=PASSWORD, new=NEW_PASSWORD, now=NOON + MINUTE)
    assert visit(database, admission, NOON + MINUTE) is None
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(StaffSession)) == 0


def test_a_password_change_refused_for_a_revoked_session_changes_nothing(database: Database) -> None:
    account_id = make_account(database)
    here = visit(database, sign_in(database))
    assert here is not None
    with database.write() as session:
        service.end_all_sessions(session, account_id)
    with pytest.raises(service.WrongStep):
        service.change_password(database, visit=here, current=PASSWORD, new=NEW_PASSWORD, now=NOON)
    assert sign_in(database).state is SessionState.FULL


def test_changing_the_password_ends_every_other_session_and_renumbers_this_one(database: Database) -> None:
    make_account(database)
    elsewhere, mine = sign_in(database), sign_in(database)
    here = visit(database, mine)
    assert here is not None
    after = service.change_password(database, visit=here, current=PASSWORD, new=NEW_PASSWORD, now=NOON)
    assert visit(database, elsewhere) is None
    assert visit(database, mine) is None
    assert visit(database, after)
    with pytest.raises(service.WrongSignIn):
        sign_in(database)
    assert sign_in(database, password=NEW_PASSWORD).state is SessionState.FULL


def test_a_known_device_is_unknown_again_after_the_password_changed(database: Database) -> None:
    make_account(database)
    mine = sign_in(database)
    here = visit(database, mine)
    assert here is not None
    service.change_password(database, visit=here, current=PASSWORD, new=NEW_PASSWORD, now=NOON + MINUTE)
    for _ in range(5):
        with pytest.raises(service.WrongSignIn):
            sign_in(database, device=mine.device, password="wrong", now=NOON + MINUTE)
    with pytest.raises(service.TooManyTries):
        sign_in(database, password=NEW_PASSWORD, now=NOON + MINUTE)


@pytest.mark.parametrize(
    ("current", "new", "refusal"),
    [
        ("wrong", NEW_PASSWORD, service.WrongPassword),
        (PASSWORD, "kort", service.WeakPassword),
        (PASSWORD, "Sommar2026!!", service.WeakPassword),
        (PASSWORD, PASSWORD, service.WeakPassword),
    ],
)
def test_a_bad_change_of_password_changes_nothing(
    database: Database, current: str, new: str, refusal: type[Exception]
) -> None:
    make_account(database)
    admission = sign_in(database)
    here = visit(database, admission)
    assert here is not None
    with pytest.raises(refusal):
        service.change_password(database, visit=here, current=current, new=new, now=NOON)
    assert visit(database, admission)
    assert sign_in(database).state is SessionState.FULL


def test_a_temporary_password_is_followed_by_one_of_ones_own(database: Database) -> None:
    make_account(database, Role.TRIAGE, is_temporary=True)
    admission = sign_in(database)
    assert admission.state is SessionState.PASSWORD
    here = visit(database, admission)
    assert here is not None
    after = service.change_password(database, visit=here, current="", new=NEW_PASSWORD, now=NOON)
    assert after.state is SessionState.FULL


def test_guessing_the_present_password_in_a_session_is_slowed(database: Database) -> None:
    make_account(database)
    here = visit(database, sign_in(database))
    assert here is not None
    for _ in range(5):
        with pytest.raises(service.WrongPassword):
            service.change_password(database, visit=here, current="wrong", new=NEW_PASSWORD, now=NOON)
    with pytest.raises(service.TooManyTries):
        service.change_password(database, visit=here, current=PASSWORD, new=NEW_PASSWORD, now=NOON)


def test_people_see_and_end_their_own_sessions_alone(database: Database) -> None:
    mine = make_account(database)
    other = make_account(database, email="anders@kommun.example.org", name="Anders Lindqvist")
    phone, desk = sign_in(database, agent="Safari, iPhone"), sign_in(database, agent="Firefox, Windows")
    theirs = sign_in(database, "anders@kommun.example.org")
    here, there = visit(database, desk), visit(database, theirs)
    assert here is not None
    assert there is not None
    with database.read() as session:
        found = queries.open_sessions(session, mine, NOON, is_demo=True, this=here.session_id)
    assert {(row.agent, row.is_this) for row in found} == {("Safari, iPhone", False), ("Firefox, Windows", True)}
    for account_id, handle in ((mine, there.session_id.hex()), (mine, "no handle"), (other, here.session_id.hex())):
        with pytest.raises(NotFound), database.write() as session:
            service.revoke_session(session, account_id, handle)
    with database.write() as session:
        service.revoke_session(session, mine, next(row.handle for row in found if not row.is_this))
    assert visit(database, phone) is None
    assert visit(database, desk)
    assert visit(database, theirs)


def test_what_has_ended_is_forgotten_and_what_lives_is_kept(database: Database) -> None:
    make_account(database)
    sign_in(database)
    with pytest.raises(service.WrongSignIn):
        sign_in(database, "nobody@kommun.example.org")
    tomorrow = NOON + timedelta(days=1)
    alive = sign_in(database, now=tomorrow)
    with database.write() as session:
        assert service.forget_sessions(session, tomorrow) == 1
        assert service.forget_gates(session, tomorrow) == 1
    assert visit(database, alive, tomorrow)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(SignInGate)) == 0
