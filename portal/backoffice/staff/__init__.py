"""The door of staff work: the queue, the case and what can be done with it, many at once, photos, operations."""

from portal.backoffice.staff import case, many, operations, photos, queue, reply
from portal.backoffice.staff.pages import bp

__all__ = ["bp", "case", "many", "operations", "photos", "queue", "reply"]
