"""What residents have sent along: pictures of its pages, and the original once a scanner found it clean."""

from uuid import UUID

from flask import Response

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.backoffice.frame import kinds
from portal.cases.models import Case
from portal.cases.queries import may_see
from portal.core.errors import NotFound
from portal.core.web import db, render, runtime, staff
from portal.forms.assistance.models import Application, Attachment
from portal.forms.assistance.papers import application as papers
from portal.forms.assistance.queries import casework
from portal.forms.assistance.service.noting import KIND
from portal.forms.assistance.staff.blueprint import bp
from portal.forms.assistance.staff.opening import opened, record_view
from portal.platform.files.models import StoredFile
from portal.platform.files.store import ORIGINAL, Missing, Store, Variant, variants_kept

POLICY = "default-src 'none'; sandbox"
PDF = "application/pdf"


@bp.get("/bilaga/<uuid:attachment_id>/<variant>")
@staff(Permission.SEE_ASSISTANCE)
def attachment(attachment_id: UUID, variant: str) -> Response:
    """One picture of an attachment or, once it is clean, the original; the same 404 for none and for one hidden."""
    found = casework.attachment(db(), attachment_id)
    case = _case_of(found)
    if found is None or case is None or not is_open_to_view(found.file, variant):
        raise NotFound
    if not may_see(current_viewer(), case, kinds()[KIND]):
        raise NotFound
    if variant != Variant.THUMB:
        record_view("assistance.file", KIND, case.number)
    return _answer(found.file, variant)


@bp.get("/<number>/bilaga/<uuid:attachment_id>")
@staff(Permission.SEE_ASSISTANCE)
def pages(number: str, attachment_id: UUID) -> str:
    """All pages of an attachment, beside what it was sent for."""
    from_page = opened(number)
    found = next((one for one in from_page.application.attachments if one.id == attachment_id), None)
    if found is None:
        raise NotFound
    return render("assistance/staff/pages.html", page=from_page, frame=from_page.frame, attachment=found)


@bp.get("/<number>/ansokan.pdf")
@staff(Permission.SEE_ASSISTANCE)
def paper(number: str) -> Response:
    """The application as it was signed, as PDF."""
    from_page = opened(number)
    if not from_page.application.snapshot:
        raise NotFound
    answer = Response(papers.snapshot_pdf(from_page.application), mimetype=PDF)
    answer.headers["Content-Disposition"] = f'inline; filename="{from_page.number}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def is_open_to_view(file: StoredFile, variant: str) -> bool:
    """True for pictures of what is ready or held, and for the original of a PDF that is ready."""
    if variant == ORIGINAL:
        return file.is_ready and file.pages is not None
    return (file.is_ready or file.is_held) and variant in variants_kept(file.pages)


def _case_of(found: Attachment | None) -> Case | None:
    application = db().get(Application, found.application_id) if found and found.application_id else None
    return db().get(Case, application.case_id) if application and application.case_id else None


def _answer(file: StoredFile, variant: str) -> Response:
    store: Store = runtime().services["store"]
    try:
        content = store.read(file.id, variant)
    except Missing:
        raise NotFound from None
    answer = Response(content, mimetype=_type(variant))
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "no-store"
    if variant == ORIGINAL:
        answer.headers["Content-Disposition"] = f'attachment; filename="{file.id}.pdf"'
    return answer


def _type(variant: str) -> str:
    if variant == ORIGINAL:
        return PDF
    return Variant.THUMB.mime_type if variant == Variant.THUMB else Variant.DISPLAY.mime_type
