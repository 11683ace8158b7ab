"""What can be looked up about complaints and the processes behind them, as nouns."""

from portal.forms.complaint.queries.register import owners, register, register_levels

__all__ = ["owners", "register", "register_levels"]
