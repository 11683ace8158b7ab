"""The page for a resident who cannot use a service online: what to do instead.

The page of those who are met by a human is the same, byte for byte, whatever the reason is, and says none.
"""

from flask import Response, make_response

from portal.accounts.population import name_of
from portal.accounts.residents import Hindrance, Resident
from portal.core.settings import Office
from portal.core.web import render

STATUS = 403
_TEMPLATES = {
    Hindrance.BY_HUMAN: "eid/by_human.html",
    Hindrance.UNDER_AGE: "eid/under_age.html",
    Hindrance.ELSEWHERE: "eid/elsewhere.html",
}


def hindered_page(hindrance: Hindrance, resident: Resident, office: Office) -> Response:
    """What `resident` can do instead; `office` is where they can phone, visit or write."""
    there = name_of(resident.municipality) if hindrance is Hindrance.ELSEWHERE else ""
    return make_response(render(_TEMPLATES[hindrance], office=office, there=there), STATUS)
