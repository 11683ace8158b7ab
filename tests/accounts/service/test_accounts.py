"""Keeping accounts: rights never lag behind, one administrator always remains, and all is on record."""

import uuid

import pytest
from sqlalchemy import select

from portal.accounts import queries, service
from portal.accounts.permissions import Role
from portal.accounts.rules import AccountDetails, SessionState
from portal.accounts.viewer import Viewer
from portal.core.db import Database
from portal.core.errors import NotFound
from portal.platform.audit.models import AuditEntry
from tests.factories.accounts import NOON, account, make_account, sign_in, visit

ANDERS = AccountDetails(
    "Anders@kommun.example.org", "Anders Lindqvist", "sv", frozenset({Role.HANDLER}), frozenset({"parks"})
)


@pytest.fixture
def admin(database: Database) -> Viewer:
    account_id = make_account(database, Role.ADMIN, email="annika@kommun.example.org", name="Annika Palm")
    return viewer(database, account_id)


def viewer(database: Database, account_id: uuid.UUID) -> Viewer:
    with database.read() as session:
        found = queries.viewer_of(session, account_id)
    assert found is not None
    return found


def actions(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)))


def test_a_new_account_opens_with_its_temporary_password(database: Database, admin: Viewer) -> None:
    added = service.add_account(database, actor=admin, details=ANDERS, now=NOON)
    assert sign_in(database, "anders@kommun.example.org", password=added.password).state is SessionState.PASSWORD
    found = viewer(database, added.account_id)
    assert (found.roles, found.teams, found.email) == ({Role.HANDLER}, {"parks"}, "anders@kommun.example.org")
    assert actions(database) == ["account.added"]


def test_an_address_belongs_to_one_account(database: Database, admin: Viewer) -> None:
    service.add_account(database, actor=admin, details=ANDERS, now=NOON)
    with pytest.raises(service.EmailTaken):
        service.add_account(database, actor=admin, details=ANDERS, now=NOON)


def test_other_roles_end_the_sessions_and_other_names_do_not(database: Database, admin: Viewer) -> None:
    account_id = make_account(database, Role.EDITOR)
    admission = sign_in(database)
    renamed = AccountDetails("maria@kommun.example.org", "Maria Berg", "sv", frozenset({Role.EDITOR}))
    with database.write() as session:
        service.change_account(session, actor=admin, account_id=account_id, details=renamed, now=NOON)
    assert visit(database, admission)
    promoted = AccountDetails("maria@kommun.example.org", "Maria Berg", "sv", frozenset({Role.PUBLISHER}))
    with database.write() as session:
        service.change_account(session, actor=admin, account_id=account_id, details=promoted, now=NOON)
    assert visit(database, admission) is None
    assert viewer(database, account_id).roles == {Role.PUBLISHER}
    with database.read() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
        assert entry is not None
        assert entry.detail == {"role.editor": False, "role.publisher": True}


def test_an_address_cannot_be_taken_over_by_a_change(database: Database, admin: Viewer) -> None:
    account_id = make_account(database)
    taken = AccountDetails("annika@kommun.example.org", "Maria", "sv")
    with pytest.raises(service.EmailTaken), database.write() as session:
        service.change_account(session, actor=admin, account_id=account_id, details=taken, now=NOON)
    assert account(database, account_id).email == "maria@kommun.example.org"


def test_an_administrator_does_not_change_their_own_rights(database: Database, admin: Viewer) -> None:
    mine = admin.account_id
    more = AccountDetails(admin.email, admin.name, "sv", frozenset({Role.ADMIN, Role.ASSISTANCE}))
    same = AccountDetails(admin.email, "Annika Palm-Berg", "sv", frozenset({Role.ADMIN}))
    with pytest.raises(service.NotYourself), database.write() as session:
        service.change_account(session, actor=admin, account_id=mine, details=more, now=NOON)
    for act in (service.deactivate, service.activate, service.reset_second_factor, service.end_sessions_of):
        with pytest.raises(service.NotYourself), database.write() as session:
            act(session, actor=admin, account_id=mine, now=NOON)
    with pytest.raises(service.NotYourself):
        service.issue_temporary_password(database, actor=admin, account_id=mine, now=NOON)
    with database.write() as session:
        service.change_account(session, actor=admin, account_id=mine, details=same, now=NOON)
    assert viewer(database, mine).roles == {Role.ADMIN}


def test_a_closed_account_is_out_at_once_and_may_come_back(database: Database, admin: Viewer) -> None:
    account_id = make_account(database)
    admission = sign_in(database)
    with database.write() as session:
        service.deactivate(session, actor=admin, account_id=account_id, now=NOON)
    assert visit(database, admission) is None
    with pytest.raises(service.WrongSignIn):
        sign_in(database)
    with database.write() as session:
        service.activate(session, actor=admin, account_id=account_id, now=NOON)
    assert sign_in(database).state is SessionState.FULL
    assert actions(database)[-3:] == ["account.deactivated", "account.activated", "account.signed_in"]


def test_a_forgotten_password_is_replaced_by_a_temporary_one(database: Database, admin: Viewer) -> None:
    account_id = make_account(database)
    admission = sign_in(database)
    password = service.issue_temporary_password(database, actor=admin, account_id=account_id, now=NOON)
    assert visit(database, admission) is None
    with pytest.raises(service.WrongSignIn):
        sign_in(database)
    assert sign_in(database, password=password).state is SessionState.PASSWORD


def test_a_lost_phone_is_helped_by_setting_up_anew(database: Database, admin: Viewer) -> None:
    account_id = make_account(database)
    with database.write() as session:
        kept = queries.account_by_id(session, account_id)
        assert kept is not None
        kept.totp, kept.totp_confirmed_at = "GEZDGNBVGY3TQOJQ", NOON
    assert sign_in(database, is_demo=False).state is SessionState.CODE
    with database.write() as session:
        service.reset_second_factor(session, actor=admin, account_id=account_id, now=NOON)
    assert account(database, account_id).totp_sealed is None
    assert sign_in(database, is_demo=False).state is SessionState.SET_UP


def test_an_account_that_is_not_there_is_not_found(database: Database, admin: Viewer) -> None:
    with pytest.raises(NotFound), database.write() as session:
        service.deactivate(session, actor=admin, account_id=uuid.uuid4(), now=NOON)


def test_people_change_their_own_name_language_and_keys(database: Database) -> None:
    account_id = make_account(database)
    with database.write() as session:
        service.change_own_settings(
            session, account_id=account_id, name="Maja Thorsell", language="sv", single_keys=False
        )
    found = viewer(database, account_id)
    assert (found.name, found.language, found.single_keys) == ("Maja Thorsell", "sv", False)
