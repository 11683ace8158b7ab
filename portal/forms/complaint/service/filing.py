"""The use case of a complaint: take it and open its case, once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal.cases import numbers
from portal.cases import service as cases
from portal.cases.models import CasePhoto
from portal.cases.promise import STOCKHOLM
from portal.cases.service import Opened, Opening
from portal.core.settings import ComplaintsSettings
from portal.forms.complaint.kind import KIND
from portal.forms.complaint.models import ComplaintRow
from portal.forms.complaint.rules.answers import Complaint
from portal.forms.complaint.rules.register import Register
from portal.platform.files import service as files
from portal.platform.files.drawers import Kept


def receipt_of(session: Session, complaint: Complaint, photos: Sequence[str], nonce: bytes) -> str:
    """The receipt of this very complaint: the same for a double press, another for other words or files."""
    sent = {
        "who": complaint.who.value,
        "node": str(complaint.node_id),
        "hard": sorted(complaint.hard),
        "happened": complaint.happened,
        "simpler": complaint.simpler,
        "cost": [complaint.minutes, complaint.kronor],
        "reach": [complaint.email, complaint.phone, complaint.may_publish],
        "photos": sorted(photos),
    }
    return numbers.receipt_for(session.info["keyring"], nonce, numbers.digest_of(sent))


def submit(
    session: Session,
    complaint: Complaint,
    *,
    register: Register,
    promise: ComplaintsSettings,
    kept: Sequence[Kept],
    nonce: bytes,
    language: str,
    now: datetime,
) -> tuple[str, Opened]:
    """Open the case of this complaint, or find it when the same form was sent before; gives the receipt with it.

    `kept` are the photos kept under the form token's `nonce`. The case is the ombudsman's alone (`kind`).
    """
    receipt = receipt_of(session, complaint, [file.sha for file in kept], nonce)
    opening = _opening(complaint, register, promise, receipt, language, has_files=bool(kept))
    opened = cases.open_case(session, opening, now=now)
    if opened.is_new:
        session.add(_row(complaint, opened.case.id, now))
        _add_photos(session, opened.case.id, kept, nonce, now)
    return receipt, opened


def _opening(
    complaint: Complaint,
    register: Register,
    promise: ComplaintsSettings,
    receipt: str,
    language: str,
    *,
    has_files: bool,
) -> Opening:
    node = register.nodes.get(complaint.node_id) if complaint.node_id else None
    return Opening(
        kind=KIND,
        receipt=receipt,
        language=language,
        reply_days=promise.reply_days,
        fix_days=promise.answer_days,
        subject_ref=str(node.id) if node else None,
        subject_name=node.name("sv") if node else "",
        facet_one=complaint.who.value,
        facet_two=complaint.hard[0].value,
        words=complaint.happened,
        has_photo=has_files,
        email=complaint.email,
        phone=complaint.phone,
    )


def _row(complaint: Complaint, case_id: int, now: datetime) -> ComplaintRow:
    row = ComplaintRow(
        case_id=case_id,
        node_id=complaint.node_id,
        who=complaint.who,
        hard=[hard.value for hard in complaint.hard],
        minutes=complaint.minutes,
        kronor=complaint.kronor,
        may_publish=complaint.may_publish,
        received_on=now.astimezone(STOCKHOLM).date(),
    )
    row.simpler = complaint.simpler or None
    return row


def _add_photos(session: Session, case_id: int, kept: Sequence[Kept], nonce: bytes, now: datetime) -> None:
    for place, photo in enumerate(kept):
        file = files.receive(session, nonce=nonce, sha=photo.sha, now=now)
        session.add(CasePhoto(case_id=case_id, file_id=file.id, place=place))
    session.flush()
