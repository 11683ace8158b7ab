"""Photos of the result that staff send with an answer: kept under a token of the form until the answer is sent."""

from datetime import datetime
from typing import BinaryIO, cast

from flask import request
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.backoffice import service
from portal.backoffice.rules import RESULT_PHOTOS_MOST
from portal.cases.models import Case
from portal.core import clock
from portal.core.web import runtime
from portal.core.web.form_token import BadToken
from portal.core.words import Word
from portal.platform.files.incoming import Incoming
from portal.platform.files.rules import PhotoRefused

PURPOSE = "result photos"


def token(number: str) -> str:
    """A fresh token for the photos of one form about the case with this number."""
    return runtime().tokens.issue(PURPOSE, number, clock.now())


def keep(number: str, sent: str) -> tuple[str, list[Word]]:
    """Keep the photos that came with the request; gives the token they are kept under and why some were refused.

    To be called before the database is asked: a photo may take long to arrive and to be written.
    """
    nonce = _nonce(number, sent)
    if nonce is None:
        sent = token(number)
        nonce = _nonce(number, sent) or b""
    refused: list[Word] = []
    for upload in request.files.getlist("photos")[:RESULT_PHOTOS_MOST]:
        if upload.filename:
            try:
                _incoming().keep(nonce, cast("BinaryIO", upload.stream))
            except PhotoRefused as error:
                refused.append(error.message)
    return sent, refused


def count(number: str, sent: str) -> int:
    """How many photos are kept under the token."""
    nonce = _nonce(number, sent)
    return len(_incoming().kept(nonce)) if nonce else 0


def attach(session: Session, case: Case, sent: str, *, by: Viewer, now: datetime) -> None:
    """Hang what is kept under the token on the case."""
    nonce = _nonce(case.number, sent)
    if nonce is not None:
        hashes = [photo.sha for photo in _incoming().kept(nonce)]
        service.add_result_photos(session, case, nonce=nonce, hashes=hashes, by=by, now=now)


def _nonce(number: str, sent: str) -> bytes | None:
    try:
        return runtime().tokens.read(sent or "", PURPOSE, number, clock.now()).nonce
    except BadToken:
        return None


def _incoming() -> Incoming:
    found: Incoming = runtime().services["incoming"]
    return found
