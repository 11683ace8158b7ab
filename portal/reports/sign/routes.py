"""The sign's door: the short address in the QR code, and the page of the place where the sign hangs."""

from flask import Blueprint, make_response, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.core.codes import Reading
from portal.core.web import db, public, render, runtime
from portal.core.web.languages import preferred_language
from portal.reports.damage import door, sites
from portal.reports.damage.rules import Site
from portal.reports.places import queries as places
from portal.reports.places.models import Place
from portal.reports.places.scans import ScanCounter
from portal.reports.places.signs import read_sign_code
from portal.reports.sign import queries

short = Blueprint("scan", __name__)
bp = Blueprint("sign", __name__, url_prefix="/felanmalan")


@short.get("/s/<code>")
@public
def scan(code: str) -> Response:
    """Send on to the sign's page in the browser's language; the scan is counted, the person is not."""
    reading = read_sign_code(code)
    if reading.code and request.method == "GET":
        counter: ScanCounter = runtime().services["scans"]
        counter.count(reading.code)
    return redirect(url_for("sign.page", code=reading.code or code[:40], language=preferred_language()), 302)


@bp.route("/<code>", methods=["GET", "POST"])
@public
def page(code: str) -> Response:
    """The sign's page, and the report that is sent from it."""
    reading = read_sign_code(code)
    if request.method == "POST":
        return door.send(sites.sign_key(reading.code or ""), lambda session: _site(session, reading.code or ""))
    if reading.code is None:
        return _unreadable(reading)
    if code != reading.code:
        return redirect(url_for("sign.page", code=reading.code), 301)
    stamp = queries.stamp(db(), reading.code)
    if stamp is None:
        return _help("sign/unknown.html", 404, code=reading.code)
    if not stamp.is_in_use:
        return _retired(reading.code)
    return door.page(sites.sign_key(reading.code), stamp, lambda session: _site(session, reading.code or ""))


def _retired(code: str) -> Response:
    found = places.sign_by_code(db(), code)
    return _help("sign/retired.html", 410, place=found[1]) if found else _help("sign/unknown.html", 404, code=code)


def _site(session: Session, code: str) -> Site:
    """The site of a report that is being sent: a sign retired meanwhile still stands for its place.

    With a sign that nobody knows, what was written is kept and the place asked for in words.
    """
    return (sites.at_sign(session, code) if code else None) or sites.in_words()


def _unreadable(reading: Reading) -> Response:
    guess: Place | None = None
    if reading.suggestion and (found := places.sign_by_code(db(), reading.suggestion)):
        guess = found[1]
    return _help("sign/unknown.html", 404, code=None, reading=reading, guess=guess)


def _help(template: str, status: int, **values: object) -> Response:
    return make_response(render(template, **values), status)
