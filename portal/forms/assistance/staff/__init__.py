"""The caseworker's door: the desk, one application, its lines, questions, decision and appeal, payments, jäv.

Only `see_assistance` opens it, `lead_assistance` what a lead alone does; every view of an application is on record
before anything of it is shown (`opening.opened`). `desk` is the first page.
"""

from portal.forms.assistance.staff import (
    appeals,
    asking,
    automation,
    deciding,
    desk,
    files,
    lines,
    payments,
    people,
    review,
)
from portal.forms.assistance.staff.blueprint import bp

__all__ = [
    "appeals",
    "asking",
    "automation",
    "bp",
    "deciding",
    "desk",
    "files",
    "lines",
    "payments",
    "people",
    "review",
]
