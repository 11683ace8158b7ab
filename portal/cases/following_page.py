"""Everything the reporter's pages show about a case, gathered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import request
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.cases import following, numbers, promise, queries, timeline
from portal.cases.form import ContactForm, MessageForm, ReopenForm
from portal.cases.kinds import Kind, Kinds, State
from portal.cases.models import Case, CasePhoto
from portal.cases.promise import Left
from portal.cases.timeline import Entry
from portal.core import clock
from portal.core.settings import Topic
from portal.core.web import runtime

DONE = {
    "skickat": _l("Your message has been sent."),
    "oppnat": _l("The case is open again. Thank you for telling us."),
    "tillbaka": _l("Your report has been withdrawn."),
    "andrat": _l("We will write to you there."),
    "borttaget": _l("Your contact details are gone. You can still follow the case with your code."),
}


@dataclass(frozen=True)
class FollowPage:
    """A case as its reporter sees it; without a receipt (a letter's link) no photos and no contact details."""

    case: Case
    kind: Kind
    state: State
    receipt: str | None
    token: str
    events: Sequence[Entry]
    photos: Sequence[CasePhoto]
    contact: str | None
    topic: Topic | None
    left: Left
    may_reopen: bool
    is_stale: bool
    done: str | None
    message: MessageForm
    reopening: ReopenForm
    contacting: ContactForm

    @classmethod
    def of(
        cls,
        session: Session,
        case: Case,
        receipt: str | None,
        *,
        message: MessageForm | None = None,
        reopening: ReopenForm | None = None,
        contacting: ContactForm | None = None,
        is_stale: bool = False,
    ) -> "FollowPage":
        """Gather the page of `case`; a form that was refused or is `is_stale` comes back with what was typed.

        `receipt` is the code without dashes.
        """
        kinds: Kinds = runtime().services["kinds"]
        kind, now = kinds[case.kind], clock.now()
        return cls(
            case=case,
            kind=kind,
            state=kind.states[case.state],
            receipt=receipt,
            token=runtime().tokens.issue("follow", receipt, now) if receipt else "",
            events=timeline.entries(queries.public_events(session, case), kind),
            photos=queries.photos_of(session, case) if receipt else (),
            contact=(case.email or case.phone) if receipt else None,
            topic=runtime().settings.municipality.topics.get(case.topic),
            left=promise.left(case.due_at, now, is_open=case.is_open, is_paused=case.paused_at is not None),
            may_reopen=following.may_reopen(case, kind, now),
            is_stale=is_stale,
            done=DONE.get(request.args.get("klart", "")),
            message=message or MessageForm(formdata=None),
            reopening=reopening or ReopenForm(formdata=None),
            contacting=contacting or ContactForm(formdata=None),
        )

    @property
    def shown_receipt(self) -> str:
        """The code as it is printed: in groups of four."""
        return numbers.shown_receipt(self.receipt or "")

    @property
    def follow_url(self) -> str:
        """The whole address of this case for its reporter."""
        return f"{runtime().settings.base_url}/f/{self.receipt}"

    @property
    def look_by(self) -> datetime | None:
        """When somebody has looked at it at the latest, while nobody has."""
        return self.case.reply_due_at if self.case.first_reply_at is None and self.case.is_open else None

    @property
    def fault(self) -> MessageForm | ReopenForm | ContactForm | None:
        """The form on which something has to be put right."""
        return next((form for form in (self.message, self.reopening, self.contacting) if form.errors), None)

    @property
    def has_broken_photo(self) -> bool:
        """True when a photo proved impossible to open."""
        return any(photo.file.why for photo in self.photos)
