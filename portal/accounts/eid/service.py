"""Signing a resident in: what the register says of the person that the e-ID named, and the session.

Keeps its own short transactions, since the provider and the register are asked between them and neither may make the
database wait.
"""

from datetime import datetime

from portal.accounts.eid.attempt import Attempt
from portal.accounts.eid.id_token import Claims
from portal.accounts.eid.provider import Provider
from portal.accounts.eid.refusals import EidRefused, Refusal
from portal.accounts.personnummer import born_on, normalised
from portal.accounts.population import Register, RegisterAway
from portal.accounts.residents import Resident
from portal.accounts.residents import service as residents
from portal.accounts.residents.service import AnswerUsedTwice
from portal.accounts.service.transactions import writing
from portal.core.db import Database
from portal.core.keys import Keyring


def sign_in(
    database: Database,
    *,
    provider: Provider,
    register: Register,
    attempt: Attempt,
    code: str,
    now: datetime,
    replaces: str = "",
) -> str:
    """Begin a session for whom the provider's answer names and give its token; raises `EidRefused`.

    The session of the token `replaces`, which the browser had until now, ends.
    """
    try:
        residents.take_answer(database, state=attempt.state, now=now)
    except AnswerUsedTwice:
        raise EidRefused(Refusal.REPLAYED) from None
    claims = provider.identify(attempt, code, now)
    person = resident_of(database.keyring, claims, register, now)
    old = residents.token_hash(database.keyring, replaces) if replaces else None
    with writing(database) as session:
        return residents.admit(session, resident=person, now=now, replaces=old)


def resident_of(keyring: Keyring, claims: Claims, register: Register, now: datetime) -> Resident:
    """The person whom an ID token names, as the register knows them; raises `EidRefused`."""
    number = normalised(claims.number() or "", now.date())
    if number is None:
        raise EidRefused(Refusal.NO_NUMBER)
    try:
        found = register.person(number)
    except RegisterAway:
        raise EidRefused(Refusal.REGISTER_AWAY) from None
    return Resident(
        personnummer=number,
        name=found.name if found else claims.name(),
        is_protected=found.is_protected if found else False,
        municipality=found.municipality if found else "",
        born_on=found.born_on if found else born_on(number),
        subject_key=residents.subject_key(keyring, number),
    )
