"""Signs: ordered, moved through their life, replaced, printed, and found silent."""

import uuid
from collections.abc import Sequence

from flask import Response, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import guard
from portal.core import clock
from portal.core.errors import NotFound, Refused
from portal.core.web import database, db, runtime, staff
from portal.core.words import word
from portal.reports.places import queries, service, sheets
from portal.reports.places.filters import PlaceFilter
from portal.reports.places.form import OrderForm, StateForm
from portal.reports.places.models import Place, Sign
from portal.reports.places.rules import MOST_SHEET, SILENT_AFTER
from portal.reports.places.signs import read_sign_code
from portal.reports.places.staff.pages import KEEP, blueprint, done, page


@blueprint.post("/<uuid:place_id>/skyltar")
@staff(KEEP)
def order(place_id: uuid.UUID) -> AnyResponse:
    """Order signs for a place."""
    form = OrderForm()
    if not form.validate_on_submit():
        raise Refused(word("Order between 1 and 20 signs for a place at a time."))
    service.order_signs(
        db(), [place_id], form.count.data, now=clock.now(), actor_id=guard.current_viewer().account_id
    )
    db().commit()
    return done("place", "bestalld", place_id=place_id)


@blueprint.post("/skyltar/<uuid:sign_id>/lage")
@staff(KEEP)
def move(sign_id: uuid.UUID) -> AnyResponse:
    """Say what has become of a sign."""
    form = StateForm()
    form.offer()
    if not form.validate_on_submit():
        raise Refused(word("Choose what has become of the sign, and keep the note to 500 characters on one line."))
    state, note = form.answers()
    actor_id = guard.current_viewer().account_id
    sign = service.change_sign_state(db(), sign_id, state, now=clock.now(), actor_id=actor_id, note=note)
    db().commit()
    return done("place", "skylt", place_id=sign.place_id, _anchor=f"skylt-{sign.code}")


@blueprint.post("/skyltar/<uuid:sign_id>/ersatt")
@staff(KEEP)
def replace(sign_id: uuid.UUID) -> AnyResponse:
    """Retire a sign and order another in its stead."""
    new = service.replace_sign(db(), sign_id, now=clock.now(), actor_id=guard.current_viewer().account_id)
    db().commit()
    return done("place", "ersatt", place_id=new.place_id, _anchor=f"skylt-{new.code}")


@blueprint.get("/skyltar/<code>.pdf")
@staff(KEEP)
def print_one(code: str) -> Response:
    """One sign to print."""
    read = read_sign_code(code).code
    found = queries.sign_by_code(db(), read) if read else None
    if found is None:
        raise NotFound
    return _pdf([found], request.args.get("papper", ""))


@blueprint.post("/markerade")
@staff(KEEP)
def chosen() -> AnyResponse:
    """What is done with the places that were ticked in the list: print their signs, or order one for each."""
    places = _ticked(request.form)
    if not places:
        raise Refused(word("Tick at least one place first."))
    if request.form.get("gor") == "bestall":
        service.order_signs(db(), places, now=clock.now(), actor_id=guard.current_viewer().account_id)
        db().commit()
        return done("places", "bestalld", **_kept_filter())
    with database().read() as session:  # no write transaction while a hundred signs are drawn
        pairs = queries.printable_signs(session, places)
    return _pdf(pairs, request.form.get("gor", ""))


@blueprint.get("/tysta")
@staff(KEEP)
def silent() -> AnyResponse:
    """Mounted signs that nobody has scanned for three months."""
    since = clock.now() - SILENT_AFTER
    return page("places/silent.html", silent=queries.signs_without_scans(db(), since), days=SILENT_AFTER.days)


def _pdf(pairs: Sequence[tuple[Sign, Place]], paper: str) -> Response:
    if not pairs:
        raise Refused(word("There is no sign to print at the places that you ticked. Order signs first."))
    if len(pairs) > MOST_SHEET:
        raise Refused(word("Print at most 100 signs at a time."))
    chosen_paper = paper if paper in sheets.PAPERS else "a6"
    content = sheets.sheet(pairs, runtime().settings, chosen_paper, clock.now())
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{sheets.file_name(pairs, chosen_paper)}"'
    return answer


def _ticked(form: ImmutableMultiDict[str, str]) -> list[uuid.UUID]:
    found: dict[uuid.UUID, None] = {}
    for text in form.getlist("plats")[:MOST_SHEET]:
        try:
            found[uuid.UUID(text)] = None
        except ValueError:
            raise NotFound from None
    return list(found)


def _kept_filter() -> dict[str, str]:
    wanted = PlaceFilter.from_args(request.form)
    named = {"q": wanted.q, "type": wanted.type, "area": wanted.area, "sign": wanted.sign}
    return {name: value for name, value in named.items() if value}
