"""The use case of the main job: take a report and open its case, once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal.cases import numbers
from portal.cases import service as cases
from portal.cases.models import CasePhoto
from portal.cases.service import Opened, Opening
from portal.core.settings import Topic
from portal.platform.files import service as files
from portal.reports.damage.kind import KIND
from portal.reports.damage.rules import Report, Site, excerpt


def receipt_of(session: Session, report: Report, site: Site, photos: Sequence[str], nonce: bytes) -> str:
    """The receipt of this very report: the same for a double press, another for other words or photos."""
    sent = {
        "site": site.key,
        "topic": report.topic,
        "words": report.words,
        "where": report.where,
        "email": report.email,
        "phone": report.phone,
        "photos": sorted(photos),
    }
    return numbers.receipt_for(session.info["keyring"], nonce, numbers.digest_of(sent))


def submit(
    session: Session,
    report: Report,
    site: Site,
    *,
    topic: Topic,
    photos: Sequence[str],
    nonce: bytes,
    language: str,
    now: datetime,
) -> tuple[str, Opened]:
    """Open the case of this report, or find it when the same form was sent before; gives the receipt with it.

    `photos` are the hashes of the photos kept under the form token's `nonce`, in order.
    """
    receipt = receipt_of(session, report, site, photos, nonce)
    opened = cases.open_case(
        session, _opening(report, site, topic, receipt, language, has_photo=bool(photos)), now=now
    )
    if opened.is_new:
        for place, sha in enumerate(photos):
            file = files.receive(session, nonce=nonce, sha=sha, now=now)
            session.add(CasePhoto(case_id=opened.case.id, file_id=file.id, place=place))
        session.flush()
    return receipt, opened


def _opening(report: Report, site: Site, topic: Topic, receipt: str, language: str, *, has_photo: bool) -> Opening:
    name = site.name or report.where
    return Opening(
        kind=KIND,
        receipt=receipt,
        language=language,
        reply_days=topic.first_reply_days,
        fix_days=topic.fix_days,
        team=topic.team,
        topic=topic.code,
        subject_ref=site.ref,
        subject_name=name[:200],
        area=site.area,
        lat=site.lat,
        lon=site.lon,
        facet_one=site.type,
        facet_two=site.source.value if site.is_inside else "outside",
        words=report.words,
        excerpt=excerpt(report.words),
        search_text=" ".join([name, site.area or "", *topic.name.values(), report.words]),
        has_photo=has_photo,
        email=report.email,
        phone=report.phone,
        data={"source": site.source.value, "where": report.where} if report.where else {"source": site.source.value},
    )
