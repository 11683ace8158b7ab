"""What can be looked up about complaints and the processes behind them, as nouns."""

from portal.forms.complaint.queries.complaints import complaint_of_case
from portal.forms.complaint.queries.register import owners, register, register_levels

__all__ = ["complaint_of_case", "owners", "register", "register_levels"]
