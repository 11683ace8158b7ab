"""From the page of all answers to the page where one signs: what was shown there becomes the snapshot."""

from flask_babel import gettext as _

from portal.cases.promise import day_of
from portal.core import clock
from portal.core.web import db, runtime
from portal.core.web.languages import current_language
from portal.forms.assistance import pages
from portal.forms.assistance import snapshot as snapshots
from portal.forms.assistance.models import Application
from portal.forms.assistance.queries import own
from portal.forms.assistance.rules.answers import Answers, ApplicationKind, Role
from portal.forms.assistance.service import signing
from portal.forms.assistance.snapshot import Enclosure, Section, Signer
from portal.forms.drafts.models import Draft


def present(draft: Draft) -> Application:
    """Fix the answers of a draft that lacks nothing, in the language of the request; the caller commits."""
    now = clock.now()
    answers = pages.answers_of(draft, day_of(now))
    sections = pages.shown(draft, current_language(), day_of(now))
    shown = snapshots.of(
        title=title_of(answers.period.kind),
        language=current_language(),
        municipality=runtime().settings.municipality.name,
        kind=answers.period.kind.value,
        month=answers.period.month,
        signers=_signers(answers),
        sections=sections,
        enclosures=_enclosures(draft, {section.code: section for section in sections}),
    )
    return signing.present(db(), draft, answers=answers, snapshot=shown, now=now)


def title_of(kind: ApplicationKind) -> str:
    """What an application of this kind is called, in the language of the request."""
    titles: dict[ApplicationKind, str] = {
        ApplicationKind.FIRST: _("Application for financial assistance"),
        ApplicationKind.RENEWAL: _("Renewed application for financial assistance"),
        ApplicationKind.SUPPLEMENTARY: _("Supplementary application for financial assistance"),
    }
    return titles[kind]


def _signers(answers: Answers) -> list[Signer]:
    roles = {Role.APPLICANT: _("Applicant"), Role.CO_APPLICANT: _("Co-applicant")}
    return [Signer(roles[person.role], person.name, person.personnummer) for person in answers.people]


def _enclosures(draft: Draft, sections: dict[str, Section]) -> list[Enclosure]:
    return [
        Enclosure(
            sections[file.question].title if file.question in sections else "", file.name or "", file.file.sha or ""
        )
        for file in own.draft_attachments(db(), draft.id)
    ]
