import pytest

from portal.accounts import demo, passwords, queries
from portal.accounts.permissions import Role
from portal.accounts.rules import initials
from portal.core.db import Database
from portal.core.errors import Refused
from portal.core.settings import Settings
from tests.factories.accounts import NOON, account, in_production


def test_the_demo_has_two_people_in_each_role_and_somebody_in_every_team(
    settings: Settings, database: Database
) -> None:
    for _ in range(2):
        demo.fill(database, settings, NOON)
    with database.read() as session:
        members = queries.staff_members(session)
    addresses = {f"{role}{number}@demo.example" for role in Role for number in ("", "2")}
    assert {member.email for member in members} == addresses
    assert all(member.roles == {Role(member.email.split("@")[0].rstrip("2"))} for member in members)
    assert set(settings.municipality.teams) == set().union(*(member.teams for member in members))
    assert passwords.matches(account(database, members[0].id).password_hash, demo.PASSWORD)


def test_names_of_the_demo_can_be_told_apart(settings: Settings) -> None:
    names = [details.name for details in demo.accounts(settings)]
    assert len(set(names)) == len(names)
    assert len({initials(name) for name in names}) >= len(names) - 3


def test_production_has_no_demo_people(settings: Settings, database: Database) -> None:
    with pytest.raises(Refused):
        demo.fill(database, in_production(settings), NOON)
    with database.read() as session:
        assert queries.staff_members(session) == []
