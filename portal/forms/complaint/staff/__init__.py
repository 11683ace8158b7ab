"""The staff door of the ombudsman."""

from portal.forms.complaint.staff.pages import bp
from portal.forms.complaint.staff.register import register  # noqa: F401 (the views join the blueprint)
from portal.forms.complaint.staff.register_file import import_file  # noqa: F401 (the views join the blueprint)
from portal.forms.complaint.staff.review import review  # noqa: F401 (the view joins the blueprint)

__all__ = ["bp"]
