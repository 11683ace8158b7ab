"""The resident's door without a sign: find the place, report there, at a point or in words; and "me too"."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.errors import NotFound
from portal.core.web import db, public, render, runtime
from portal.platform.geo import queries as geo
from portal.reports.damage import door, finding, sites, voices
from portal.reports.damage.rules import Site
from portal.reports.places import queries as places

bp = Blueprint("damage", __name__, url_prefix="/felanmalan")


@bp.get("/")
@public
def start() -> Response | str:
    """Find the place: search, own position, area, or a point on the map."""
    found = finding.find(db(), request.args, runtime().settings.municipality)
    return render("damage/find.html", found=found, areas=geo.areas(db()))


@bp.route("/plats/<ref>", methods=["GET", "POST"])
@public
def at_place(ref: str) -> Response:
    """Report at a place chosen in the list."""
    if request.method == "POST":
        return door.send(sites.place_key(ref), lambda: _site_of(ref))
    return door.page(_site_of(ref))


@bp.route("/punkt", methods=["GET", "POST"])
@public
def at_point() -> Response:
    """Report at a point (`lat` and `lon` in WGS 84 degrees)."""
    point = sites.read_point(request.args.get("lat"), request.args.get("lon"))
    if point is None:
        return redirect(url_for("damage.start", fel="punkt"), 303)
    town = runtime().settings.municipality
    if request.method == "POST":
        return door.send(sites.point_key(*point), lambda: sites.at_point(db(), town, *point))
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
def me_too(number: str) -> str:
    """Count one more who has seen it, once per form; then offer to tell them when it is fixed."""
    return voices.count(number, clock.now())


def _site_of(ref: str) -> Site:
    place = places.place_by_ref(db(), ref)
    if place is None or not place.is_active:
        raise NotFound
    return sites.at_place(place)
