"""One complaint, as its case's page needs it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.cases.models import Case
from portal.forms.complaint.models import ComplaintRow


def complaint_of_case(session: Session, case: Case) -> ComplaintRow | None:
    """What the complaint of this case says, with its group."""
    found = select(ComplaintRow).where(ComplaintRow.case_id == case.id).options(joinedload(ComplaintRow.group))
    return session.scalar(found)
