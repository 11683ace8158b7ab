"""Importing a file of processes: send it, look at what it would change, confirm; nothing waits on the server."""

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from portal.core import clock
from portal.core.errors import PortalError, Refused
from portal.core.web import db, runtime, staff
from portal.core.words import word
from portal.forms.complaint import service
from portal.forms.complaint.form import RegisterFileForm
from portal.forms.complaint.rules.register_file import LARGEST
from portal.forms.complaint.staff.pages import OMBUDSMAN, bp, done, page
from portal.platform.tables import FileErrors, decoded


@bp.route("/processer/importera", methods=["GET", "POST"])
@staff(OMBUDSMAN)
def import_file() -> AnyResponse:
    """Choose a file and see what it would change."""
    form = RegisterFileForm()
    if request.method == "GET":
        return page("complaint/import.html", form, faults=())
    try:
        return _preview(_sent(form))
    except FileErrors as problem:
        return page("complaint/import.html", form, problem=problem, faults=problem.problems)
    except Refused as problem:
        return page("complaint/import.html", form, problem=problem, faults=())


@bp.post("/processer/importera/gor")
@staff(OMBUDSMAN)
def confirm() -> AnyResponse:
    """Do what was shown; the file comes back with the page that showed it."""
    content = request.form.get("content", "").encode()
    teams, digest = runtime().settings.municipality.teams, request.form.get("digest", "")
    try:
        service.import_register(db(), content, teams=teams, now=clock.now(), digest=digest)
    except FileErrors as problem:
        db().rollback()
        return page(
            "complaint/import.html", RegisterFileForm(formdata=None), problem=problem, faults=problem.problems
        )
    except PortalError as problem:
        db().rollback()
        return _preview(content, problem)
    db().commit()
    return done("register", "importerat")


def _sent(form: RegisterFileForm) -> bytes:
    sent = form.file.data
    if not sent or not sent.filename:
        raise Refused(word("Choose a file first."))
    content: bytes = sent.stream.read(LARGEST + 1)
    return content


def _preview(content: bytes, problem: PortalError | None = None) -> AnyResponse:
    plan = service.plan_import(db(), content, teams=runtime().settings.municipality.teams)
    text, remarks = decoded(content)
    return page("complaint/preview.html", problem=problem, plan=plan, content=text, remarks=remarks)
