"""The resident's door without a sign: find the place, report there, at a point or in words; and "me too"."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.cases.pictures import picture_answer
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.web import db, public, render, runtime
from portal.platform.geo import queries as geo
from portal.reports.damage import door, finding, queries, sites, voices
from portal.reports.damage.rules import Site
from portal.reports.places import queries as places

bp = Blueprint("damage", __name__, url_prefix="/felanmalan")
plain = Blueprint("damage_photos", __name__)


@bp.get("/")
@public
def start() -> Response | str:
    """Find the place: search, own position, area, or a point on the map."""
    found = finding.find(db(), request.args, runtime().settings.municipality)
    return render("damage/find.html", found=found, areas=geo.areas(db()))


@bp.route("/plats/<path:ref>", methods=["GET", "POST"])
@public
def at_place(ref: str) -> Response:
    """Report at a place chosen in the list."""
    if request.method == "POST":
        return door.send(sites.place_key(ref), lambda: _site_of(ref) or sites.in_words())
    site = _site_of(ref)
    if site is None:
        raise NotFound
    return door.page(site)


@bp.route("/punkt", methods=["GET", "POST"])
@public
def at_point() -> Response:
    """Report at a point (`lat` and `lon` in WGS 84 degrees); without a readable one the place is asked in words."""
    point = sites.read_point(request.args.get("lat"), request.args.get("lon"))
    town = runtime().settings.municipality
    if request.method == "POST":
        if point is None:
            return door.send(sites.WORDS_KEY, sites.in_words)
        return door.send(sites.point_key(*point), lambda: sites.at_point(db(), town, *point))
    if point is None:
        return redirect(url_for("damage.start", fel="punkt"), 303)
    return door.page(sites.at_point(db(), town, *point))


@bp.route("/beskriv", methods=["GET", "POST"])
@public
def in_words() -> Response:
    """Report somewhere that only words describe; needs no map, no place, no position."""
    if request.method == "POST":
        return door.send(sites.WORDS_KEY, sites.in_words)
    return door.page(sites.in_words())


@bp.post("/jag-ocksa/<number>")
@public
def me_too(number: str) -> Response:
    """Count one more who has seen it, once per form; then offer to tell them when it is fixed."""
    return voices.count(number, clock.now())


@bp.get("/jag-ocksa/<number>")
@public
def seen_too(number: str) -> Response:
    """Where a reloaded page or a change of language arrives after "me too": nothing is told about the case here."""
    return redirect(url_for("damage.start"))


@plain.get("/platsfoton/<uuid:photo>/<variant>")
@public
def place_photo(photo: UUID, variant: str) -> Response:
    """The photo of a place of the register."""
    file = queries.place_photo(db(), photo)
    if file is None:
        raise NotFound
    answer = picture_answer(file, variant)
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _site_of(ref: str) -> Site | None:
    place = places.place_by_ref(db(), ref)
    return sites.at_place(db(), place) if place and place.is_active else None
