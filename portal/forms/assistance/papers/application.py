"""The snapshot with its signatures and hash as PDF, in the language it was signed in."""

from collections.abc import Sequence

from flask_babel import force_locale
from flask_babel import gettext as _

from portal.core.web.languages import direction
from portal.forms.assistance import snapshot as snapshots
from portal.forms.assistance.models import Application, Party
from portal.forms.assistance.papers.wording import grouped, moment, month_name, shown_number
from portal.forms.assistance.snapshot import Snapshot
from portal.platform.paper.document import Document


def snapshot_of(application: Application) -> Snapshot:
    """What was signed; the application's snapshot must have been loaded."""
    return snapshots.from_json(application.snapshot or "")


def snapshot_pdf(application: Application) -> bytes:
    """The snapshot with its signatures and hash as PDF, in its own language; the same bytes every time."""
    shown = snapshot_of(application)
    with force_locale(shown.language):
        paper = Document(
            title=shown.title,
            language=shown.language,
            made_at=application.filed_at or application.made_at,
            direction="rtl" if direction(shown.language) == "rtl" else "ltr",
            author=shown.municipality,
        )
        _begin(paper, application, shown)
        for section in shown.sections:
            paper.heading(section.title, 2)
            paper.table(
                [_("Question"), _("The answer")],
                [(asked, said or "–") for asked, said in section.rows],
                shares=[2, 3],
            )
        _enclosures(paper, shown)
        _signatures(paper, application.parties, application.snapshot_hash)
    return paper.to_bytes()


def _begin(paper: Document, application: Application, shown: Snapshot) -> None:
    paper.heading(shown.title)
    paper.paragraph(f"{shown.municipality} · {month_name(shown.month)}")
    if application.case is not None and application.filed_at is not None:
        paper.paragraph(
            _(
                "Case number %(number)s, received %(moment)s",
                number=application.case.number,
                moment=moment(application.filed_at),
            )
        )
    paper.table(
        [_("Who"), _("Name"), _("Personal identity number")],
        [(signer.role, signer.name, shown_number(signer.personnummer)) for signer in shown.signers],
    )


def _enclosures(paper: Document, shown: Snapshot) -> None:
    if not shown.enclosures:
        return
    paper.heading(_("Attached files"), 2)
    rows = [(file.section, file.name, grouped(file.sha256)) for file in shown.enclosures]
    paper.table([_("Where"), _("File"), "SHA-256"], rows, shares=[2, 2, 3])


def _signatures(paper: Document, parties: Sequence[Party], snapshot_hash: bytes) -> None:
    paper.heading(_("Signatures"), 2)
    for party in parties:
        if party.signed_at and party.signed_hash == snapshot_hash:
            signed = _("%(name)s signed with e-ID on %(moment)s.", name=party.name, moment=moment(party.signed_at))
        else:
            signed = _("%(name)s has not signed.", name=party.name)
        paper.paragraph(signed)
    paper.paragraph(_("What was signed has this fingerprint (SHA-256). Another word would give another fingerprint."))
    paper.paragraph(grouped(snapshot_hash.hex()), direction="ltr")
