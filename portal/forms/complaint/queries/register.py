"""The register of processes, read whole: it has a few thousand nodes at most."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import StaffAccount
from portal.forms.complaint.models import ProcessNode
from portal.forms.complaint.rules.register import Level, Register


def register(session: Session) -> Register:
    """All nodes, those out of use too."""
    return Register({row.id: row.node for row in session.scalars(select(ProcessNode))})


def register_levels(session: Session) -> Mapping[str, Level]:
    """The level of every ref in the register."""
    found = session.execute(select(ProcessNode.ref, ProcessNode.level))
    return {row.ref: row.level for row in found}


def owners(session: Session) -> Mapping[UUID, tuple[str, str]]:
    """Name and e-mail of every active member of staff, who can all own a process, by account."""
    accounts = select(StaffAccount).where(StaffAccount.is_active.is_(True)).order_by(StaffAccount.name)
    return {account.id: (account.name, account.email) for account in session.scalars(accounts)}
