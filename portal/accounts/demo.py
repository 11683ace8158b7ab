"""The demo's members of staff: two in each role, all with the same password; refused in production."""

from collections.abc import Mapping
from datetime import datetime

from portal.accounts import passwords, queries, service
from portal.accounts.permissions import Role
from portal.accounts.rules import DEMO_DOMAIN, AccountDetails
from portal.accounts.service.transactions import writing
from portal.core.db import Database
from portal.core.errors import Refused
from portal.core.settings import Settings

PASSWORD = "portal-demo"  # noqa: S105 (printed by `make run`; lets nobody into a portal in production)
NAMES: Mapping[Role, tuple[str, str]] = {
    Role.TRIAGE: ("Maria Thorsell", "Daniel Åkesson"),
    Role.HANDLER: ("Anders Lindqvist", "Johanna Sköld"),
    Role.LIGHTING: ("Peter Wallin", "Emma Hagström"),
    Role.OMBUDSMAN: ("Karin Ekdahl", "Mikael Rydén"),
    Role.ASSISTANCE: ("Sara Nyström", "Ahmed Karimi"),
    Role.ASSISTANCE_LEAD: ("Birgitta Löfgren", "Jonas Stenberg"),
    Role.EDITOR: ("Elin Forsman", "Omar Haddad"),
    Role.PUBLISHER: ("Lena Bergvall", "Fredrik Odén"),
    Role.MANAGER: ("Gunilla Hjort", "Tomas Wikström"),
    Role.AUDITOR: ("Ulf Sandell", "Helena Brodin"),
    Role.ADMIN: ("Annika Palm", "Stefan Grahn"),
}


def accounts(settings: Settings) -> list[AccountDetails]:
    """The accounts as they should be; between them the handlers belong to every team."""
    return [
        AccountDetails(
            email=f"{role}{'' if number == 0 else number + 1}{DEMO_DOMAIN}",
            name=name,
            roles=frozenset({role}),
            teams=_teams(role, number, settings),
        )
        for role, names in NAMES.items()
        for number, name in enumerate(names)
    ]


def fill(database: Database, settings: Settings, now: datetime) -> None:
    """Create the accounts that are not there yet; raises `Refused` in production."""
    if not settings.is_demo:
        raise Refused
    with database.read() as session:
        there = {member.email for member in queries.staff_members(session)}
    missing = [details for details in accounts(settings) if details.email not in there]
    if not missing:
        return
    password_hash = passwords.hashed(PASSWORD)
    with writing(database) as session:
        for details in missing:
            service.create_account(session, details=details, password_hash=password_hash, is_temporary=False, now=now)


def _teams(role: Role, number: int, settings: Settings) -> frozenset[str]:
    town = settings.municipality
    if role is Role.HANDLER:
        return frozenset(list(town.teams)[number::2])
    if role is Role.LIGHTING and "lamp" in town.topics:
        return frozenset({town.topics["lamp"].team})
    return frozenset()
