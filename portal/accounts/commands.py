"""`portal staff add` and `portal staff list`: accounts made by an operator, such as the first one."""

import getpass
import sys
from argparse import ArgumentParser, Namespace

from email_validator import EmailNotValidError, validate_email

from portal.accounts import passwords, queries, rules, service
from portal.accounts.permissions import Role
from portal.accounts.rules import AccountDetails
from portal.accounts.service.transactions import writing
from portal.core import clock
from portal.core.db import Database
from portal.core.errors import PortalError
from portal.core.feature import Command
from portal.core.settings import Settings

DONE, FAILED, ASKED_WRONGLY = 0, 1, 2


def add(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Create an account; the password is read from the terminal, or as one line from standard input."""
    details = AccountDetails(
        email=rules.normal_email(arguments.email),
        name=arguments.name.strip(),
        language=arguments.language,
        roles=frozenset(Role(code) for code in arguments.role),
        teams=frozenset(arguments.team),
    )
    password = _read_password()
    faults = _faults(details, password, settings)
    if faults:
        return _complain(ASKED_WRONGLY, *faults)
    password_hash = passwords.hashed(password)
    try:
        with writing(database) as session:
            service.create_account(
                session, details=details, password_hash=password_hash, is_temporary=False, now=clock.now()
            )
    except PortalError as problem:
        return _complain(FAILED, problem.message)
    print(f"{details.email}: {', '.join(sorted(details.roles)) or 'no role'}")
    return DONE


def show(_arguments: Namespace, _settings: Settings, database: Database) -> int:
    """Print all accounts, one on a line: address, state, roles, teams, name."""
    with database.read() as session:
        members = queries.staff_members(session)
    for member in members:
        state = "active" if member.is_active else "closed"
        roles, teams = ",".join(sorted(member.roles)) or "-", ",".join(sorted(member.teams)) or "-"
        print(f"{member.email}\t{state}\t{roles}\t{teams}\t{member.name}")
    return DONE


def _faults(details: AccountDetails, password: str, settings: Settings) -> list[str]:
    known = settings.municipality.teams
    faults = [
        f"--team: there is no team {code!r} (there are: {', '.join(known)})" for code in details.teams - set(known)
    ]
    try:
        validate_email(details.email, check_deliverability=False, test_environment=settings.is_demo)
    except EmailNotValidError as error:
        faults.append(f"EMAIL: {error}")
    if rules.is_demo_address(details.email) and not settings.is_demo:
        faults.append(f"EMAIL: {rules.DEMO_DOMAIN} belongs to the demo and is never let in here")
    if not details.name or len(details.name) > rules.NAME_MOST:
        faults.append(f"--name: 1 to {rules.NAME_MOST} characters")
    fault = rules.password_fault(password, email=details.email, name=details.name)
    return [*faults, f"password: {fault}"] if fault else faults


def _read_password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\r\n")


def _complain(code: int, *faults: str) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)
    return code


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--name", required=True)
    parser.add_argument("--role", action="append", default=[], choices=[role.value for role in Role])
    parser.add_argument(
        "--team", action="append", default=[], metavar="TEAM", help="its code in the municipality's file"
    )
    parser.add_argument("--language", default="sv", choices=rules.STAFF_LANGUAGES)


COMMANDS = (
    Command(("staff", "add"), "create an account for a member of staff", add, _add_arguments),
    Command(("staff", "list"), "list the accounts of staff", show),
)
