"""Files on their way in: what a page's form brought along is kept, what was to go is removed, refusals are said.

The page's form carries the component `assistance/attachments.html`: a file field, a button that uploads and stays on
the page, and a button per file that removes it. It needs no script and no cookie of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, cast
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from portal.core import clock
from portal.core.errors import Refused
from portal.core.web import db, runtime
from portal.core.words import Word, word
from portal.forms.assistance.models import Attachment, Exchange
from portal.forms.assistance.queries import own
from portal.forms.assistance.service import attaching
from portal.forms.drafts.models import Draft
from portal.platform.files.incoming import Incoming
from portal.platform.files.models import State, StoredFile
from portal.platform.files.rules import DOCUMENT_TYPES, DOCUMENTS, MOST_DOCUMENT_BYTES, MOST_DOCUMENTS
from portal.platform.files.store import Variant, page

FILES, ATTACH, DETACH = "files", "attach", "detach"
MEGABYTES = MOST_DOCUMENT_BYTES // 1_000_000

Keep = Callable[[str, str], object]
"""Takes the hash and the name of a file that was kept, and hangs it where it belongs."""


@dataclass(frozen=True)
class Shown:
    """An attachment as its sender sees it: how far it has come, and which pictures of it can be looked at."""

    id: UUID
    name: str
    state: str
    is_broken: bool
    pictures: Sequence[str] = ()


@dataclass
class Uploads:
    """What the component shows: the files that are there, and why others were refused."""

    files: Sequence[Shown]
    errors: list[str] = field(default_factory=list)
    most: int = MOST_DOCUMENTS
    megabytes: int = MEGABYTES
    types: str = ",".join(DOCUMENT_TYPES)


def of_draft(draft_id: UUID, question: str) -> Uploads:
    """What hangs on the draft at this page."""
    return Uploads([shown(file) for file in own.draft_attachments(db(), draft_id) if file.question == question])


def of_answer(exchange_id: UUID) -> Uploads:
    """What was added to the answer to a question of ours."""
    return Uploads([shown(file) for file in own.exchange_attachments(db(), exchange_id)])


def receive(draft: Draft, question: str, person_key: str) -> Uploads:
    """Take what the posted page brought along at `question` of the draft, and remove what was to go.

    The caller commits, and stays on the page when `stays()` or when there are errors.
    """

    def keep(sha: str, name: str) -> object:
        return attaching.add(
            db(), draft, question=question, sha=sha, name=name, person_key=person_key, now=clock.now()
        )

    _remove([file for file in own.draft_attachments(db(), draft.id) if file.question == question], draft.id)
    errors = _keep_all(draft.id, question, keep)
    found = of_draft(draft.id, question)
    found.errors = errors
    return found


def receive_answer(exchange: Exchange, person_key: str) -> Uploads:
    """The same for the answer to a question of ours."""

    def keep(sha: str, name: str) -> object:
        return attaching.add_to_answer(db(), exchange, sha=sha, name=name, person_key=person_key, now=clock.now())

    if exchange.answered_at is None:
        _remove(own.exchange_attachments(db(), exchange.id), exchange.id)
    errors = _keep_all(exchange.id, attaching.ANSWER, keep)
    found = of_answer(exchange.id)
    found.errors = errors
    return found


def has_come() -> bool:
    """True when the posted page brought files along or asks for one to be removed."""
    return stays() or any(file.filename for file in request.files.getlist(FILES))


def stays() -> bool:
    """True when a button of the component was pressed, so that the page is shown again instead of the next one."""
    return ATTACH in request.form or DETACH in request.form


def shown(attachment: Attachment) -> Shown:
    """How an attachment is shown to who sent it."""
    file = attachment.file
    told = _(file.why or _STATES[file.state])
    return Shown(attachment.id, attachment.name or _("File"), told, file.state is State.BROKEN, pictures_of(file))


def pictures_of(file: StoredFile) -> tuple[str, ...]:
    """The variants of a kept file that may be looked at: the photo, or each page of a document."""
    if file.pages is not None and (file.is_ready or file.is_held):
        return tuple(page(number) for number in range(1, file.pages + 1))
    return (Variant.DISPLAY.value,) if file.is_ready else ()


_STATES: dict[State, Word] = {
    State.WAITING: word("Received. We are checking that it can be read."),
    State.HELD: word("Received. The pages can be read; the file waits for the virus scanner."),
    State.READY: word("Received and readable."),
    State.BROKEN: word("This file cannot be used."),
    State.GONE: word("Removed."),
}


def _keep_all(owner_id: UUID, question: str, keep: Keep) -> list[str]:
    errors: list[Word | str] = []
    incoming: Incoming = runtime().services["incoming"]
    nonce = attaching.nonce_of(runtime().keyring, owner_id, question)
    for upload in request.files.getlist(FILES):
        if not upload.filename:
            continue
        try:
            kept = incoming.keep(nonce, cast("BinaryIO", upload.stream), DOCUMENTS)
            keep(kept.sha, upload.filename)
        except Refused as refused:
            errors.append(refused.message)
    if ATTACH in request.form and not errors and not any(file.filename for file in request.files.getlist(FILES)):
        return [_("Choose a photo or a PDF first.")]
    return [_(error) for error in errors]


def _remove(there: Sequence[Attachment], owner_id: UUID) -> None:
    wanted = request.form.get(DETACH, "")
    for found in there:
        if str(found.id) == wanted:
            incoming: Incoming = runtime().services["incoming"]
            nonce, sha = attaching.nonce_of(runtime().keyring, owner_id, found.question), found.file.sha
            attaching.remove(db(), there, found.id, now=clock.now())
            if sha:
                incoming.drop(nonce, sha)
            return
