"""The resident's door without a sign: find the place, report there, at a point or in words; and "me too"."""

import json
from uuid import UUID

from flask import Blueprint, Response, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from portal.cases.pictures import picture_answer
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.web import db, public, render, runtime
from portal.platform.geo import queries as geo
from portal.reports.damage import door, finding, maps, queries, sites, voices
from portal.reports.damage.rules import Site

bp = Blueprint("damage", __name__, url_prefix="/felanmalan")
plain = Blueprint("damage_photos", __name__)


@bp.get("/")
@public
def start() -> AnyResponse | str:
    """Find the place: search, own position, area, or a point on the map; the code of a sign leads to its page."""
    found = finding.find(db(), request.args, runtime().settings.municipality)
    if found.sign:
        return redirect(url_for("sign.page", code=found.sign))
    return render("damage/find.html", found=found, areas=geo.areas(db()), map=maps.area_map(db(), found.area))


@bp.get("/platser")
@public
def all_places() -> str:
    """Every place by area, on one page that can be printed."""
    return render("damage/places.html", groups=maps.places_by_area(db()))


@bp.get("/karta.geojson")
@public
def map_areas() -> Response:
    """The outlines of the areas, for the map with streets."""
    return _data(maps.areas_as_geojson(db()), "application/geo+json")


@bp.get("/platser.json")
@public
def map_places() -> Response:
    """The places, for the map with streets."""
    return _data(maps.places_for_the_map(db()), "application/json")


@bp.route("/plats/<path:ref>", methods=["GET", "POST"])
@public
def at_place(ref: str) -> AnyResponse:
    """Report at a place chosen in the list."""
    if request.method == "POST":
        return door.send(sites.place_key(ref), lambda session: sites.at_place(session, ref) or sites.in_words())
    site = sites.at_place(db(), ref)
    if site is None:
        raise NotFound
    return door.page(site.key, (site, queries.version_at(db(), ref)), lambda _session: site)


@bp.route("/punkt", methods=["GET", "POST"])
@public
def at_point() -> AnyResponse:
    """Report at a point (`lat` and `lon` in WGS 84 degrees); without a readable one the place is asked in words."""
    point = sites.read_point(request.args.get("lat"), request.args.get("lon"))
    town = runtime().settings.municipality
    if request.method == "POST":
        if point is None:
            return door.send(sites.WORDS_KEY, _in_words)
        return door.send(sites.point_key(*point), lambda session: sites.at_point(session, town, *point))
    if point is None:
        return redirect(url_for("damage.start", fel="punkt"), 303)
    return door.page(sites.point_key(*point), (), lambda session: sites.at_point(session, town, *point))


@bp.route("/beskriv", methods=["GET", "POST"])
@public
def in_words() -> AnyResponse:
    """Report somewhere that only words describe; needs no map, no place, no position."""
    if request.method == "POST":
        return door.send(sites.WORDS_KEY, _in_words)
    return door.page(sites.WORDS_KEY, (), _in_words)


@bp.post("/jag-ocksa/<number>")
@public
def me_too(number: str) -> Response:
    """Count one more who has seen it, once per form; then offer to tell them when it is fixed."""
    return voices.count(number, clock.now())


@bp.get("/jag-ocksa/<number>")
@public
def seen_too(number: str) -> AnyResponse:
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


def _data(content: object, mime_type: str) -> Response:
    answer = Response(json.dumps(content, ensure_ascii=False, separators=(",", ":")), mimetype=mime_type)
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def _in_words(_session: Session) -> Site:
    return sites.in_words()
