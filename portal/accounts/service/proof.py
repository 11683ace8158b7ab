"""Proving again who one is, inside a session: the password, asked for before something that matters."""

from datetime import datetime
from typing import ClassVar

from portal.accounts import passwords, queries
from portal.accounts.service import gates
from portal.accounts.service.sessions import WrongStep
from portal.accounts.service.transactions import writing
from portal.accounts.viewer import Visit
from portal.core.db import Database
from portal.core.errors import Refused
from portal.core.keys import Keyring
from portal.core.words import Word, word


class WrongPassword(Refused):
    """The present password was asked for and is another."""

    default: ClassVar[Word] = word("That is not your present password. Please try again.")


def gate_of(keyring: Keyring, visit: Visit) -> bytes:
    """The gate for whatever somebody has to prove in a session of theirs."""
    return keyring.blind_index(str(visit.viewer.account_id), "staff second gate")


def prove_password(database: Database, visit: Visit, password: str, now: datetime) -> None:
    """Return if `password` is the one of the visit's account; raises `WrongPassword`, `TooManyTries` or `Busy`."""
    gate_id = gate_of(database.keyring, visit)
    gates.take_a_try(database, gate_id, now)
    with database.read() as session:
        account = queries.account_by_id(session, visit.viewer.account_id)
    if account is None:
        raise WrongStep
    if not passwords.matches(account.password_hash, password):
        raise WrongPassword
    with writing(database) as session:
        gates.open_gate(session, gate_id)
