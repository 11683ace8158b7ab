"""Jäv (förvaltningslagen 16–18 §§): staff declare themselves and persons near them, as blind indexes alone.

The personnummer is never stored; whose cases are hidden is found by comparing indexes (`queries.barred`).
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts import personnummer
from portal.accounts.residents.service import subject_key
from portal.accounts.viewer import Viewer
from portal.core.errors import NotFound, Refused
from portal.core.words import word
from portal.forms.assistance.models import Application, DeclaredPerson, NamedChild
from portal.forms.assistance.rules import answers as answered
from portal.forms.assistance.service.noting import record

MOST = 60


def declare(
    session: Session, *, number: str, is_self: bool, by: Viewer, today: date, now: datetime
) -> DeclaredPerson:
    """Hide every case in which the person is an adult or a child from `by`; the same person again changes nothing.

    Raises `Refused` for what is no personnummer and when too many are declared.
    """
    whole = personnummer.normalised(number, today)
    if whole is None:
        raise Refused(word("This is not a personnummer or samordningsnummer. Check the digits."))
    key = subject_key(session.info["keyring"], whole)
    own = session.scalars(select(DeclaredPerson).where(DeclaredPerson.account_id == by.account_id)).all()
    if there := next((one for one in own if one.person_key == key), None):
        there.is_self = there.is_self or is_self
        return there
    if len(own) >= MOST:
        raise Refused(word("You have declared as many persons as there is room for. Talk to your lead."))
    made = DeclaredPerson(account_id=by.account_id, person_key=key, is_self=is_self, declared_at=now)
    session.add(made)
    record(session, "jav.declare", by=by, ref=str(by.account_id), now=now, detail={"self": is_self})
    session.flush()
    return made


def name_children(session: Session, application: Application) -> None:
    """Keep the blind indexes of the children of an application that is being filed: jäv is found by them too."""
    keyring = session.info["keyring"]
    children = answered.from_json(application.answers or "").children
    keys = {subject_key(keyring, child.personnummer) for child in children}
    session.add_all(NamedChild(application_id=application.id, person_key=key) for key in sorted(keys))


def take_back(session: Session, declared_id: UUID, *, by: Viewer, now: datetime) -> None:
    """Take back one of one's own declarations, but not that of oneself; `NotFound` for anybody else's."""
    found = session.get(DeclaredPerson, declared_id)
    if found is None or found.account_id != by.account_id:
        raise NotFound
    if found.is_self:
        raise Refused(word("Your own personnummer stays declared."))
    session.delete(found)
    record(session, "jav.take-back", by=by, ref=str(by.account_id), now=now)
    session.flush()
