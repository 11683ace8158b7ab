import uuid

from sqlalchemy import event

from portal.accounts import queries
from portal.accounts.permissions import Role
from portal.core.db import Database
from tests.factories.accounts import NOON, make_account, sign_in, visit


def test_members_of_a_team_are_its_active_members_by_name(database: Database) -> None:
    make_account(database, Role.HANDLER, email="o@kommun.example.org", name="Örjan", teams=["parks"])
    make_account(database, Role.HANDLER, email="a@kommun.example.org", name="Anna", teams=["parks", "streets"])
    make_account(database, Role.HANDLER, email="b@kommun.example.org", name="Bo", teams=["streets"])
    closed = make_account(database, email="c@kommun.example.org", name="Carl", teams=["parks"])
    with database.write() as session:
        kept = queries.account_by_id(session, closed)
        assert kept is not None
        kept.is_active = False
    with database.read() as session:
        assert [member.name for member in queries.members_of_team(session, "parks")] == ["Anna", "Örjan"]
        assert queries.members_of_team(session, "nobody") == []
        assert [m.name for m in queries.staff_members(session)] == ["Anna", "Bo", "Örjan", "Carl"]
        assert queries.members_of_team(session, "streets")[0].teams == {"parks", "streets"}


def test_an_account_is_found_by_any_spelling_of_its_address(database: Database) -> None:
    account_id = make_account(database)
    with database.read() as session:
        found = queries.account_by_email(session, " Maria@KOMMUN.example.org ")
        assert found is not None
        assert found.id == account_id
        assert queries.account_by_email(session, "nobody@kommun.example.org") is None
        assert queries.staff_member(session, uuid.uuid4()) is None
        assert queries.viewer_of(session, uuid.uuid4()) is None


def test_finding_out_who_asks_takes_two_queries(database: Database) -> None:
    make_account(database, Role.TRIAGE, Role.MANAGER, teams=["parks", "streets"])
    admission = sign_in(database)
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    found = visit(database, admission, NOON)
    assert found is not None
    assert found.viewer.teams == {"parks", "streets"}
    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 2
