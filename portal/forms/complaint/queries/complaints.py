"""One complaint, as its case's page needs it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.cases.models import Case
from portal.forms.complaint.models import ComplaintFile, ComplaintRow


def complaint_of_case(session: Session, case: Case) -> ComplaintRow | None:
    """What the complaint of this case says, with its files and its group."""
    return session.scalar(
        select(ComplaintRow)
        .where(ComplaintRow.case_id == case.id)
        .options(selectinload(ComplaintRow.files).selectinload(ComplaintFile.file), selectinload(ComplaintRow.group))
    )
