"""The register itself: the list, a new place, a place and its photo."""

import os
import uuid
from datetime import timedelta
from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import guard
from portal.cases.promise import STOCKHOLM
from portal.core import clock
from portal.core.errors import NotFound, PortalError, Refused
from portal.core.settings import Box, Municipality
from portal.core.web import db, runtime, staff
from portal.core.words import word
from portal.platform.files.incoming import Incoming
from portal.platform.files.store import FolderStore, Missing, Variant
from portal.platform.geo.queries import area_index
from portal.platform.geo.shapes import Point
from portal.platform.geo.svg import MapArea, MapPoint, SvgMap, draw_map
from portal.reports.places import queries, scan_chart, service
from portal.reports.places.filters import PlaceFilter
from portal.reports.places.form import OrderForm, PhotoForm, PlaceForm, state_form
from portal.reports.places.models import Place
from portal.reports.places.rules import PlaceDraft, topics_of
from portal.reports.places.staff import facets
from portal.reports.places.staff.pages import KEEP, blueprint, done, page

AROUND = 0.008
"""Degrees of latitude; about a kilometre on each side of the place."""


@blueprint.get("")
@staff(KEEP)
def places() -> AnyResponse:
    """The list, with filters and counts."""
    wanted, town, language = PlaceFilter.from_args(request.args), _town(), guard.current_viewer().language
    found = queries.place_page(db(), wanted)
    counted = queries.facets(db(), wanted)
    return page(
        "places/list.html",
        wanted=wanted,
        found=found,
        groups=facets.facet_groups(wanted, counted, town, language),
        chips=facets.chips(wanted, town, language),
        next_url=facets.list_url(wanted.beginning(after=found.after)) if found.after else None,
        previous_url=facets.list_url(wanted.beginning(before=found.before)) if found.before else None,
    )


@blueprint.route("/ny", methods=["GET", "POST"])
@staff(KEEP)
def new() -> AnyResponse:
    """A place that is not in the register yet."""
    form = _form(is_new=True)
    if not form.validate_on_submit():
        return page("places/new.html", form)
    try:
        place = service.add_place(db(), form.answers(), now=clock.now())
    except PortalError as problem:
        return page("places/new.html", form, problem=problem)
    db().commit()
    return done("place", "tillagd", place_id=place.id)


@blueprint.route("/<uuid:place_id>", methods=["GET", "POST"])
@staff(KEEP)
def place(place_id: uuid.UUID) -> AnyResponse:
    """One place: what is known of it, its signs and how often they are scanned."""
    form, found = _form(is_new=False), _place(place_id)
    if request.method == "GET":
        form.fill(_draft(found), found.version)
    if not form.validate_on_submit():
        return _place_page(form, found)
    try:
        service.change_place(db(), place_id, form.answers(found.ref), version=form.seen_version, now=clock.now())
    except PortalError as problem:
        db().rollback()
        return _place_page(form, _place(place_id), problem)
    db().commit()
    return done("place", "sparat", place_id=place_id)


@blueprint.post("/<uuid:place_id>/avveckla")
@staff(KEEP)
def retire(place_id: uuid.UUID) -> AnyResponse:
    """The place is no more."""
    service.retire_place(db(), place_id, now=clock.now())
    db().commit()
    return done("place", "avvecklad", place_id=place_id)


@blueprint.post("/<uuid:place_id>/aterstall")
@staff(KEEP)
def restore(place_id: uuid.UUID) -> AnyResponse:
    """The place is in use again."""
    service.restore_place(db(), place_id, now=clock.now())
    db().commit()
    return done("place", "aterstalld", place_id=place_id)


@blueprint.get("/<uuid:place_id>/foto")
@staff(KEEP)
def photo(place_id: uuid.UUID) -> Response:
    """The photo of the place as it is kept, re-encoded."""
    found, held = _place(place_id), runtime()
    if found.photo is None or not found.photo.is_ready:
        raise NotFound
    try:
        content = FolderStore(held.settings.data_dir / "files", held.keyring).read(found.photo.id, Variant.DISPLAY)
    except Missing:
        raise NotFound from None
    return Response(content, mimetype=Variant.DISPLAY.mime_type)


@blueprint.post("/<uuid:place_id>/foto")
@staff(KEEP)
def send_photo(place_id: uuid.UUID) -> AnyResponse:
    """A photo of the place is sent in, or the present one is removed."""
    if "remove" in request.form:
        service.remove_photo(db(), place_id, now=clock.now())
        db().commit()
        return done("place", "foto-bort", place_id=place_id)
    try:
        nonce, sha = _kept_photo(PhotoForm())
        service.set_photo(db(), place_id, nonce=nonce, sha=sha, now=clock.now())
    except Refused as problem:
        found, form = _place(place_id), _form(is_new=False, is_sent=False)
        form.fill(_draft(found), found.version)
        return _place_page(form, found, problem)
    db().commit()
    return done("place", "foto", place_id=place_id)


def _kept_photo(form: PhotoForm) -> tuple[bytes, str]:
    if not form.photo.data or not form.photo.data.filename:
        raise Refused(word("Choose a photo first."))
    held, nonce = runtime(), os.urandom(16)
    kept = Incoming(held.settings.data_dir, held.keyring).keep(nonce, form.photo.data.stream)
    return nonce, kept.sha


def _place_page(form: PlaceForm, found: Place, problem: PortalError | None = None) -> Response:
    signs = queries.signs_of(db(), found.id)
    today = clock.now().astimezone(STOCKHOLM).date()
    by_day = queries.scans_by_day(db(), [sign.id for sign in signs], scan_chart.first_day(today))
    return page(
        "places/place.html",
        form,
        problem=problem,
        place=found,
        signs=signs,
        new_codes={sign.id: sign.code for sign in signs},
        scans=queries.scans_of(db(), [sign.id for sign in signs]),
        chart=scan_chart.scan_chart(by_day, today),
        week=timedelta(days=6),
        order_form=OrderForm(formdata=None),
        photo_form=PhotoForm(formdata=None),
        state_forms={sign.id: state_form(sign.state) for sign in signs},
        **_surroundings(found),
    )


def _surroundings(found: Place) -> dict[str, Any]:
    return {
        "open_cases": queries.open_cases_at(db(), found.ref),
        "topics": topics_of(_town(), found.type, found.topics),
        "kind": _town().place_types.get(found.type),
        "map": _map(found),
    }


def _map(found: Place) -> SvgMap | None:
    """The borders of areas around the place; None where no areas have been imported."""
    areas = [MapArea(area.name, area.shape) for area in area_index(db()).areas]
    box = Box(found.lat - AROUND, found.lon - 2 * AROUND, found.lat + AROUND, found.lon + 2 * AROUND)
    point = MapPoint(found.name, Point(lat=found.lat, lon=found.lon), is_current=True)
    return draw_map(areas, [point], box=box) if areas else None


def _form(*, is_new: bool, is_sent: bool = True) -> PlaceForm:
    form = PlaceForm() if is_sent else PlaceForm(formdata=None)
    form.offer(_town(), guard.current_viewer().language, is_new=is_new)
    return form


def _draft(found: Place) -> PlaceDraft:
    topics = tuple(found.topics) if found.topics else None
    return PlaceDraft(found.ref, found.name, found.type, found.lat, found.lon, found.area, topics, found.note)


def _place(place_id: uuid.UUID) -> Place:
    found = queries.place(db(), place_id)
    if found is None:
        raise NotFound
    return found


def _town() -> Municipality:
    return runtime().settings.municipality
