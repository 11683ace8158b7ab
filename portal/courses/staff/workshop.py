"""The workshop's door: `courses`, their `parts`, their steps (`review`), how visitors see them (`preview`)."""

from portal.courses.staff import courses, parts, preview, review
from portal.courses.staff.pages import blueprint

__all__ = ["blueprint", "courses", "parts", "preview", "review"]
