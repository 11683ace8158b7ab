"""The second step: a code used twice is refused, a recovery code works once, no step can be skipped."""

import threading
import uuid
from datetime import datetime, timedelta

import pyotp
import pytest

from portal.accounts import queries, service, totp
from portal.accounts.permissions import Permission, Role
from portal.accounts.rules import SessionState
from portal.accounts.service import Admission
from portal.accounts.viewer import Visit
from portal.core.db import Database
from tests.factories.accounts import NOON, PASSWORD, account, make_account, sign_in, visit


def adopt(database: Database, now: datetime = NOON) -> tuple[str, service.Adopted]:
    """Sign in to production for the first time and set the second step up; gives the secret too."""
    admission = sign_in(database, is_demo=False, now=now)
    here = the_visit(database, admission, now)
    secret = totp.candidate_secret(database.keyring, here.session_id)
    adopted = service.adopt_second_factor(
        database, visit=here, typed=pyotp.TOTP(secret).at(now), password="", now=now
    )
    return secret, adopted


def the_visit(database: Database, admission: Admission, now: datetime = NOON) -> Visit:
    found = visit(database, admission, now, is_demo=False)
    assert found is not None
    return found


def at_the_code(database: Database, now: datetime) -> Visit:
    return the_visit(database, sign_in(database, is_demo=False, now=now), now)


LATER = NOON + timedelta(minutes=5)


def test_production_demands_the_second_step_of_everybody(database: Database) -> None:
    make_account(database, Role.ADMIN)
    admission = sign_in(database, is_demo=False)
    assert admission.state is SessionState.SET_UP
    assert admission.device is None
    assert the_visit(database, admission).viewer.permissions == {Permission.FINISH_SIGN_IN}


def test_setting_up_gives_ten_codes_and_a_session_of_another_number(database: Database) -> None:
    account_id = make_account(database, Role.ADMIN)
    _, adopted = adopt(database)
    assert len(adopted.recovery_codes) == 10
    after = the_visit(database, adopted.admission)
    assert after.state is SessionState.FULL
    assert after.viewer.may(Permission.KEEP_ACCOUNTS)
    assert account(database, account_id).has_second_factor


def test_the_number_before_the_step_is_refused_after_it(database: Database) -> None:
    make_account(database)
    adopt(database)
    before = sign_in(database, is_demo=False, now=LATER)
    here = the_visit(database, before, LATER)
    secret = account_secret(database)
    after = service.confirm_code(database, visit=here, typed=pyotp.TOTP(secret).at(LATER), now=LATER)
    assert after.token != before.token
    assert visit(database, before, LATER, is_demo=False) is None
    assert the_visit(database, after, LATER).state is SessionState.FULL


def account_secret(database: Database) -> str:
    with database.read() as session:
        kept = queries.account_by_email(session, "maria@kommun.example.org")
        assert kept is not None
        assert kept.totp is not None
        return kept.totp


def test_a_code_that_was_used_is_refused_even_for_another_session(database: Database) -> None:
    make_account(database)
    secret, _ = adopt(database)
    code = pyotp.TOTP(secret).at(LATER)
    first, second = at_the_code(database, LATER), at_the_code(database, LATER)
    service.confirm_code(database, visit=first, typed=code, now=LATER)
    with pytest.raises(service.WrongCode):
        service.confirm_code(database, visit=second, typed=code, now=LATER + timedelta(seconds=10))


def test_an_earlier_code_is_refused_after_a_later_one(database: Database) -> None:
    make_account(database)
    secret, _ = adopt(database)
    earlier = pyotp.TOTP(secret).at(LATER - timedelta(seconds=30))
    first, second = at_the_code(database, LATER), at_the_code(database, LATER)
    service.confirm_code(database, visit=first, typed=pyotp.TOTP(secret).at(LATER), now=LATER)
    with pytest.raises(service.WrongCode):
        service.confirm_code(database, visit=second, typed=earlier, now=LATER)


def test_the_code_that_set_the_step_up_does_not_sign_in_as_well(database: Database) -> None:
    make_account(database)
    secret, _ = adopt(database)
    here = at_the_code(database, NOON + timedelta(seconds=5))
    with pytest.raises(service.WrongCode):
        service.confirm_code(database, visit=here, typed=pyotp.TOTP(secret).at(NOON), now=NOON + timedelta(seconds=5))


def test_of_two_who_send_the_same_code_at_once_one_gets_in(database: Database) -> None:
    make_account(database)
    secret, _ = adopt(database)
    visits = [at_the_code(database, LATER) for _ in range(4)]
    let_in: list[str] = []

    def send(here: Visit) -> None:
        try:
            admission = service.confirm_code(database, visit=here, typed=pyotp.TOTP(secret).at(LATER), now=LATER)
            let_in.append(admission.token)
        except (service.WrongCode, service.TooManyTries):
            return

    threads = [threading.Thread(target=send, args=(here,)) for here in visits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(let_in) == 1


def test_a_recovery_code_lets_in_once(database: Database) -> None:
    account_id = make_account(database)
    _, adopted = adopt(database)
    code = adopted.recovery_codes[3]
    typed = code.lower().replace("-", " ")
    first = service.confirm_code(database, visit=at_the_code(database, LATER), typed=typed, now=LATER)
    assert first.state is SessionState.FULL
    with pytest.raises(service.WrongCode):
        service.confirm_code(database, visit=at_the_code(database, LATER), typed=code, now=LATER)
    assert left(database, account_id) == 9


def left(database: Database, account_id: uuid.UUID) -> int:
    with database.read() as session:
        return queries.unused_recovery_codes(session, account_id)


def test_somebody_elses_recovery_code_is_worth_nothing(database: Database) -> None:
    make_account(database)
    _, adopted = adopt(database)
    make_account(database, email="anders@kommun.example.org", name="Anders Lindqvist")
    theirs = sign_in(database, "anders@kommun.example.org", is_demo=False)
    here = the_visit(database, theirs)
    secret = totp.candidate_secret(database.keyring, here.session_id)
    service.adopt_second_factor(database, visit=here, typed=pyotp.TOTP(secret).at(NOON), password="", now=NOON)
    at_code = the_visit(database, sign_in(database, "anders@kommun.example.org", is_demo=False, now=LATER), LATER)
    with pytest.raises(service.WrongCode):
        service.confirm_code(database, visit=at_code, typed=adopted.recovery_codes[0], now=LATER)


def test_wrong_codes_are_slowed(database: Database) -> None:
    make_account(database)
    adopt(database)
    here = at_the_code(database, LATER)
    for _ in range(5):
        with pytest.raises(service.WrongCode):
            service.confirm_code(database, visit=here, typed="000000", now=LATER)
    with pytest.raises(service.TooManyTries):
        service.confirm_code(database, visit=at_the_code(database, LATER), typed="000000", now=LATER)


def test_who_owes_a_code_cannot_set_up_another_second_step_instead(database: Database) -> None:
    make_account(database)
    adopt(database)
    here = at_the_code(database, LATER)
    secret = totp.candidate_secret(database.keyring, here.session_id)
    with pytest.raises(service.WrongStep):
        service.adopt_second_factor(
            database, visit=here, typed=pyotp.TOTP(secret).at(LATER), password=PASSWORD, now=LATER
        )


def test_who_owes_a_code_cannot_change_the_password_or_get_new_recovery_codes(database: Database) -> None:
    make_account(database)
    adopt(database)
    here = at_the_code(database, LATER)
    with pytest.raises(service.WrongStep):
        service.change_password(database, visit=here, current=PASSWORD, new="fyra glada ankor", now=LATER)
    with pytest.raises(service.WrongStep):
        service.renew_recovery_codes(database, visit=here, password=PASSWORD, now=LATER)


def test_a_set_up_page_left_open_cannot_replace_the_step_set_up_elsewhere(database: Database) -> None:
    make_account(database)
    here = the_visit(database, sign_in(database, is_demo=False))
    adopt(database, now=LATER)
    secret = totp.candidate_secret(database.keyring, here.session_id)
    with pytest.raises(service.WrongStep):
        service.adopt_second_factor(database, visit=here, typed=pyotp.TOTP(secret).at(LATER), password="", now=LATER)


def test_a_wrong_first_code_sets_nothing_up(database: Database) -> None:
    account_id = make_account(database)
    here = the_visit(database, sign_in(database, is_demo=False))
    with pytest.raises(service.WrongCode):
        service.adopt_second_factor(database, visit=here, typed="123456", password="", now=NOON)
    assert not account(database, account_id).has_second_factor


def test_moving_to_another_phone_takes_the_password_and_ends_the_other_sessions(database: Database) -> None:
    make_account(database)
    _, adopted = adopt(database)
    here = the_visit(database, adopted.admission)
    secret = totp.candidate_secret(database.keyring, here.session_id)
    elsewhere = sign_in(database, is_demo=False, now=LATER)
    with pytest.raises(service.WrongPassword):
        service.adopt_second_factor(
            database, visit=here, typed=pyotp.TOTP(secret).at(LATER), password="wrong", now=LATER
        )
    again = service.adopt_second_factor(
        database, visit=here, typed=pyotp.TOTP(secret).at(LATER), password=PASSWORD, now=LATER
    )
    assert account_secret(database) == secret
    assert set(again.recovery_codes).isdisjoint(adopted.recovery_codes)
    assert visit(database, elsewhere, LATER, is_demo=False) is None
    assert the_visit(database, again.admission, LATER).state is SessionState.FULL


def test_new_recovery_codes_make_the_old_ones_worthless(database: Database) -> None:
    account_id = make_account(database)
    _, adopted = adopt(database)
    here = the_visit(database, adopted.admission)
    fresh = service.renew_recovery_codes(database, visit=here, password=PASSWORD, now=NOON)
    assert left(database, account_id) == 10
    with pytest.raises(service.WrongCode):
        service.confirm_code(database, visit=at_the_code(database, LATER), typed=adopted.recovery_codes[0], now=LATER)
    assert service.confirm_code(database, visit=at_the_code(database, LATER), typed=fresh[0], now=LATER)
