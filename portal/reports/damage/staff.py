"""The staff door: the review page of a damage report, which fills the frame of the case page."""

from flask import Blueprint

from portal.accounts.permissions import Permission
from portal.backoffice.frame import case_frame
from portal.core.web import render, staff
from portal.reports.damage.rules import SOURCE_NAMES, Source

bp = Blueprint("damage_staff", __name__, url_prefix="/handlaggning/felanmalan")


@bp.get("/<number>")
@staff(Permission.SEE_QUEUE)
def review(number: str) -> str:
    """Everything about one report: photo, place, history, and what can be done."""
    frame = case_frame(number)
    source = frame.case.facet_two
    known = {item.value for item in Source}
    return render("damage/review.html", frame=frame, source=SOURCE_NAMES[Source(source)] if source in known else None)
