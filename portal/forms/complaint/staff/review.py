"""The ombudsman's page of one complaint, which fills the frame of the case page."""

from portal.backoffice.frame import case_frame
from portal.core.errors import NotFound
from portal.core.web import db, render, staff
from portal.forms.complaint import queries
from portal.forms.complaint.rules.answers import HARD_NAMES, WHO_NAMES, Hard
from portal.forms.complaint.staff.pages import OMBUDSMAN, bp


@bp.get("/<number>")
@staff(OMBUDSMAN)
def review(number: str) -> str:
    """All that one complaint says."""
    frame = case_frame(number)
    complaint = queries.complaint_of_case(db(), frame.case)
    if complaint is None:
        raise NotFound
    return render(
        "complaint/review.html",
        frame=frame,
        complaint=complaint,
        register=queries.register(db()),
        who=WHO_NAMES[complaint.who],
        hard=[HARD_NAMES[Hard(code)] for code in complaint.hard],
    )
