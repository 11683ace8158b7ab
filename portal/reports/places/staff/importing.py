"""Importing a file of places: send it, look at what it would change, confirm."""

from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import guard
from portal.core import clock
from portal.core.errors import NotFound, PortalError, Refused
from portal.core.settings import Municipality
from portal.core.web import database, db, runtime, staff
from portal.core.words import word
from portal.platform.tables import FileErrors
from portal.reports.places import queries, service
from portal.reports.places.form import ImportForm
from portal.reports.places.importing import LARGEST, read_places
from portal.reports.places.models import PlaceImport
from portal.reports.places.staff.pages import KEEP, blueprint, done, page

MOST_SHOWN = 100


@blueprint.route("/importera", methods=["GET", "POST"])
@staff(KEEP)
def import_file() -> AnyResponse:
    """Choose a file; it is checked at once and kept until it is confirmed."""
    form = ImportForm()
    if request.method == "GET":
        return page("places/import.html", form, faults=())
    try:
        name, content = _sent(form)
        found = read_places(content, _town())
        with database().read() as session:
            service.plan_import(session, found.rows)
    except FileErrors as problem:
        return page("places/import.html", form, problem=problem, faults=problem.problems)
    except Refused as problem:
        return page("places/import.html", form, problem=problem, faults=())
    account = guard.current_viewer().account_id
    service.keep_import(db(), account_id=account, file_name=name, content=content, now=clock.now())
    db().commit()
    return done("preview", "")


@blueprint.get("/importera/granska")
@staff(KEEP)
def preview() -> AnyResponse:
    """What the file would change."""
    return _preview(_waiting())


@blueprint.post("/importera/granska")
@staff(KEEP)
def confirm() -> AnyResponse:
    """Import it, or not; the file is read before the database is asked to write."""
    account, waiting = guard.current_viewer().account_id, _waiting()
    if "cancel" in request.form:
        service.drop_import(db(), account)
        db().commit()
        return done("places", "avbrutet")
    try:
        rows = read_places(waiting.content, _town()).rows
        service.confirm_import(db(), account, rows, digest=request.form.get("digest", ""), now=clock.now())
    except PortalError as problem:
        db().rollback()
        return _preview(waiting, problem)
    db().commit()
    return done("places", "importerat")


def _sent(form: ImportForm) -> tuple[str, bytes]:
    sent = form.file.data
    if not sent or not sent.filename:
        raise Refused(word("Choose a file first."))
    return sent.filename, sent.stream.read(LARGEST + 1)


def _preview(waiting: PlaceImport, problem: PortalError | None = None) -> Response:
    try:
        found = read_places(waiting.content, _town())
        plan = service.plan_import(db(), found.rows)
    except FileErrors as error:
        return page("places/import.html", ImportForm(formdata=None), problem=error, faults=error.problems)
    shown: dict[str, Any] = {"remarks": found.remarks, "most_shown": MOST_SHOWN, "types": _town().place_types}
    return page("places/preview.html", problem=problem, waiting=waiting, plan=plan, **shown)


def _waiting() -> PlaceImport:
    with database().read() as session:
        waiting = queries.waiting_import(session, guard.current_viewer().account_id)
    if waiting is None:
        raise NotFound(word("There is no file that waits to be confirmed. Choose it again."))
    return waiting


def _town() -> Municipality:
    return runtime().settings.municipality
