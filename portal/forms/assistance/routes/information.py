"""What assistance is, who may apply and what to have at hand: open to all, no cookie, nothing kept."""

from portal.core.web import public, render, runtime
from portal.forms.assistance.routes.blueprint import bp


@bp.get("/")
@public
def start() -> str:
    """The open page."""
    return render("assistance/start.html", office=runtime().settings.municipality.assistance.office)
