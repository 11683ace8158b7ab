"""Photos of cases for staff: opened from their seal, kept by no cache, run by no browser."""

from uuid import UUID

from flask import Response

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.backoffice.frame import kinds
from portal.backoffice.staff.pages import bp
from portal.cases.models import Case
from portal.cases.queries import may_see, photo
from portal.core.errors import NotFound
from portal.core.web import db, runtime, staff
from portal.platform.files.store import Missing, Store, Variant

POLICY = "default-src 'none'; sandbox"


@bp.get("/foton/<uuid:photo_id>/<variant>")
@staff(Permission.SEE_QUEUE)
def case_photo(photo_id: UUID, variant: str) -> Response:
    """One variant of a photo; the same 404 for none, for one that is not ready and for one not to be seen."""
    found = photo(db(), photo_id)
    case = db().get(Case, found.case_id) if found else None
    if found is None or case is None or not found.file.is_ready or variant not in set(Variant):
        raise NotFound
    if case.kind not in kinds() or not may_see(current_viewer(), case, kinds()[case.kind]):
        raise NotFound
    store: Store = runtime().services["store"]
    try:
        content = store.read(found.file_id, Variant(variant))
    except Missing:
        raise NotFound from None
    answer = Response(content, mimetype=Variant(variant).mime_type)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "no-store"
    return answer
