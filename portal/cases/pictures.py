"""A kept picture as an answer; who may see it is for the view to say."""

from flask import Response, make_response

from portal.core.errors import NotFound
from portal.core.web import runtime
from portal.platform.files.models import StoredFile
from portal.platform.files.store import Missing, Store, Variant


def picture_answer(file: StoredFile, variant: str) -> Response:
    """The stored picture, never the upload; 404 while it is not ready."""
    if variant not in set(Variant) or not file.is_ready:
        raise NotFound
    store: Store = runtime().services["store"]
    try:
        answer = make_response(store.read(file.id, Variant(variant)))
    except Missing:
        raise NotFound from None
    answer.headers["Content-Type"] = Variant(variant).mime_type
    answer.headers["Content-Disposition"] = "inline"
    return answer
