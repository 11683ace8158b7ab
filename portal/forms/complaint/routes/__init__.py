"""The resident's door of the ombudsman: what belongs elsewhere first, then the form."""

from portal.forms.complaint.routes.doors import bp
from portal.forms.complaint.routes.telling import tell  # noqa: F401 (the view joins the blueprint)

__all__ = ["bp"]
