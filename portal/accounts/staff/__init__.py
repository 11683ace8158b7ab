"""The door of staff: signing in (`entry`), one's own account (`own`), everybody's accounts (`keeping`)."""

from portal.accounts.staff import entry, keeping, own
from portal.accounts.staff.pages import blueprint

__all__ = ["blueprint", "entry", "keeping", "own"]
