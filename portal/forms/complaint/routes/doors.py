"""Where a complaint begins, and the doors for what is none: an appeal, a person, something acute, a place."""

from flask import Blueprint

from portal.core.errors import NotFound
from portal.core.web import public, render, runtime
from portal.forms.complaint.rules.answers import Door

bp = Blueprint("complaint", __name__, url_prefix="/krangel")

ADDRESSES = {"overklaga": Door.APPEAL, "bemotande": Door.PERSON, "akut": Door.ACUTE, "plats": Door.PLACE}


@bp.get("/")
@public
def start() -> str:
    """What the ombudsman is for, and what has a door of its own."""
    return render("complaint/start.html", complaints=runtime().settings.municipality.complaints, doors=ADDRESSES)


@bp.get("/i-stallet/<address>")
@public
def door(address: str) -> str:
    """What to do instead; an appeal is shown its route and time limit and never taken for a complaint."""
    found = ADDRESSES.get(address)
    if found is None:
        raise NotFound
    town = runtime().settings.municipality
    return render("complaint/door.html", door=found.value, complaints=town.complaints, town=town)
