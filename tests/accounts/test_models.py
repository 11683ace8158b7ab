from sqlalchemy import text

from portal.accounts.permissions import Role
from portal.core.db import Database
from tests.factories import accounts


def test_neither_password_nor_secret_nor_cookie_can_be_read_out_of_the_tables(database: Database) -> None:
    account_id = accounts.make_account(database, Role.TRIAGE)
    admission = accounts.sign_in(database)
    with database.write() as session:
        kept = session.get(accounts.StaffAccount, account_id)
        assert kept is not None
        kept.totp = "GEZDGNBVGY3TQOJQ"
    tables = ("staff_account", "staff_session", "sign_in_gate", "staff_recovery_code")
    with database.read() as session:
        rows = [str(tuple(row)) for table in tables for row in session.execute(text(f"SELECT * FROM {table}"))]
    everything = "".join(rows)
    assert "maria@kommun" in everything
    for secret in (accounts.PASSWORD, "GEZDGNBVGY3TQOJQ", admission.token, admission.device):
        assert secret
        assert secret not in everything


def test_a_repr_names_nobody(database: Database) -> None:
    account_id = accounts.make_account(database)
    admission = accounts.sign_in(database)
    visit = accounts.visit(database, admission)
    assert visit is not None
    for shown in (repr(accounts.account(database, account_id)), repr(visit.viewer), repr(visit)):
        assert "Maria" not in shown
        assert "maria" not in shown
