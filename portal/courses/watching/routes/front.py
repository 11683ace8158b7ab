"""The first pages of a host of the courses' own; on the portal's host nobody comes here."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from portal.core.web import anonymous
from portal.core.web.languages import preferred_language

front = Blueprint("front", __name__)


@front.get("/")
@anonymous
def choose() -> Response:
    """The catalogue in the language that the browser asks for; the one place where that is looked at."""
    answer = redirect(url_for("courses.catalogue", language=preferred_language()))
    answer.vary.add("Accept-Language")
    return answer


@front.get("/<lang:language>")
@front.get("/<lang:language>/")
@anonymous
def home() -> Response:
    """The catalogue."""
    return redirect(url_for("courses.catalogue"))
