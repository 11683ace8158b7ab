"""Jäv (förvaltningslagen 16–18 §§): which cases are hidden from which members of staff, by blind indexes alone."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, union
from sqlalchemy.orm import Session

from portal.accounts.models import StaffAccount
from portal.cases.models import Case
from portal.forms.assistance.models import Application, DeclaredPerson, NamedChild, Party


def barred_cases() -> Any:
    """A SELECT of (account, case): whoever declared a person may not know of the cases in which it is named."""
    return union(_named_in(Party), _named_in(NamedChild))


def _named_in(people: type[Party] | type[NamedChild]) -> Select[UUID, int | None]:
    return (
        select(DeclaredPerson.account_id, Application.case_id)
        .join(people, people.person_key == DeclaredPerson.person_key)
        .join(Application, Application.id == people.application_id)
        .where(Application.case_id.is_not(None))
    )


def declared_by(session: Session, account_id: UUID) -> Sequence[DeclaredPerson]:
    """What a member of staff has declared, oneself first."""
    found = select(DeclaredPerson).where(DeclaredPerson.account_id == account_id)
    return session.scalars(found.order_by(DeclaredPerson.is_self.desc(), DeclaredPerson.declared_at)).all()


def has_declared_oneself(session: Session, account_id: UUID) -> bool:
    """True when a member of staff has entered their own personnummer."""
    own = select(DeclaredPerson.id).where(DeclaredPerson.account_id == account_id, DeclaredPerson.is_self)
    return session.scalar(own.limit(1)) is not None


def hidden_and_open(session: Session, visible: ColumnElement[bool]) -> Sequence[tuple[Case, str]]:
    """Open cases that are hidden from somebody, with whom, of those that the viewer may know of."""
    pairs = barred_cases().subquery()
    found = session.execute(
        select(Case, StaffAccount.name)
        .join(pairs, pairs.c.case_id == Case.id)
        .join(StaffAccount, StaffAccount.id == pairs.c.account_id)
        .where(Case.is_open, visible)
        .order_by(Case.id, StaffAccount.name)
    )
    return [(case, name) for case, name in found]


def hidden_from(session: Session, case_id: int) -> Sequence[str]:
    """The names of those from whom a case is hidden, for the lead."""
    pairs = barred_cases().subquery()
    accounts = select(pairs.c.account_id).where(pairs.c.case_id == case_id)
    names = select(StaffAccount.name).where(StaffAccount.id.in_(accounts)).order_by(StaffAccount.name)
    return session.scalars(names).all()
