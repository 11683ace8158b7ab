"""Everything that the page of one application shows its owner, gathered once; and the rows of the list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import request
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.cases import promise, timeline
from portal.cases import queries as cases
from portal.cases.form import MessageForm
from portal.cases.kinds import State, Tone
from portal.cases.models import Case
from portal.cases.promise import Left, day_of
from portal.cases.timeline import Entry
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.words import Word, word
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import Application, ApplicationState, Decision, Exchange, ExchangeKind
from portal.forms.assistance.papers.wording import month_name
from portal.forms.assistance.queries import own
from portal.forms.assistance.routes import uploads
from portal.forms.assistance.routes.uploads import Shown
from portal.forms.assistance.rules.answers import ApplicationKind
from portal.forms.assistance.rules.serving import is_late

KINDS: dict[ApplicationKind, Word] = {
    ApplicationKind.FIRST: word("First application"),
    ApplicationKind.RENEWAL: word("Renewed application"),
    ApplicationKind.SUPPLEMENTARY: word("Supplementary application"),
}
ASKED: dict[ExchangeKind, Word] = {
    ExchangeKind.SUPPLEMENT: word("We need something more from you"),
    ExchangeKind.KOMMUNICERING: word("Read and comment before we decide"),
}
DONE = {
    "skickat": _l("Your application has reached us."),
    "svarat": _l("Your answer has reached us."),
    "skrivet": _l("Your message has been sent."),
    "tillbaka": _l("The application is taken back."),
    "last": _l("Thank you. We have noted that you have read the decision."),
    "overklagat": _l("Your appeal has reached us."),
}


HAPPENED: dict[str, Word] = {
    "Reported": word("You sent the application"),
    "Withdrawn by the reporter": word("You took the application back"),
}
"""What the history of a report says, as it is said about an application."""


@dataclass(frozen=True)
class Row:
    """One application in the list."""

    application: Application
    month: str
    kind: Word
    label: Word
    tone: Tone

    @classmethod
    def of(cls, application: Application) -> "Row":
        """How the application stands, in a word."""
        label, tone = _standing(application)
        return cls(application, month_name(application.month), KINDS[application.kind], label, tone)

    @property
    def is_filed(self) -> bool:
        """True when it has been sent."""
        return self.application.case is not None


def _standing(application: Application) -> tuple[Word, Tone]:
    if application.case is not None:
        state = KIND.states[application.case.state]
        return state.label, state.tone
    if application.state is ApplicationState.RETURNED:
        return word("Sent back to you"), Tone.WAITING
    return word("Waits for signatures"), Tone.WAITING


@dataclass(frozen=True)
class Asked:
    """A question of ours, and what there is of an answer."""

    exchange: Exchange
    title: Word
    is_open: bool
    is_over: bool
    was_late: bool
    files: Sequence[Shown]

    @classmethod
    def of(cls, exchange: Exchange, application: Application, files: Sequence[Shown], now: datetime) -> "Asked":
        """How the question stands at `now`."""
        answered, case = exchange.answered_at, application.case
        return cls(
            exchange,
            ASKED[exchange.kind],
            answered is None and case is not None and case.is_open,
            is_late(day_of(now), exchange.due_on),
            answered is not None and is_late(day_of(answered), exchange.due_on),
            files,
        )


def _plain(entry: Entry) -> Entry:
    return replace(entry, title=HAPPENED.get(entry.title, entry.title))


@dataclass(frozen=True)
class OwnPage:
    """An application that has been sent, as its owner sees it."""

    application: Application
    case: Case
    month: str
    kind: Word
    state: State
    left: Left
    decide_by: date | None
    decisions: Sequence[Decision]
    asked: Sequence[Asked]
    files: Sequence[Shown]
    events: Sequence[Entry]
    message: MessageForm
    done: str | None

    @classmethod
    def of(cls, session: Session, application: Application, message: MessageForm | None = None) -> "OwnPage":
        """Gather the page; raises `NotFound` for an application that has not been sent."""
        case, now = application.case, clock.now()
        if case is None:
            raise NotFound
        files = own.attachments(session, application.id)
        asked = own.exchanges(session, application.id)
        return cls(
            application=application,
            case=case,
            month=month_name(application.month),
            kind=KINDS[application.kind],
            state=KIND.states[case.state],
            left=promise.left(case.due_at, now, is_open=case.is_open, is_paused=case.paused_at is not None),
            decide_by=day_of(case.due_at) if case.due_at else None,
            decisions=own.decisions(session, application.id),
            asked=[
                Asked.of(one, application, [uploads.shown(file) for file in files if file.exchange_id == one.id], now)
                for one in asked
            ],
            files=[uploads.shown(file) for file in files if file.exchange_id is None],
            events=[_plain(entry) for entry in timeline.entries(cases.public_events(session, case), KIND)],
            message=message or MessageForm(formdata=None),
            done=DONE.get(request.args.get("klart", "")),
        )

    @property
    def waiting(self) -> list[Asked]:
        """What we wait for the resident to answer."""
        return [one for one in self.asked if one.is_open]

    @property
    def answered(self) -> list[Asked]:
        """What was asked and needs no answer any more."""
        return [one for one in self.asked if not one.is_open]

    @property
    def may_withdraw(self) -> bool:
        """True while it can be taken back."""
        return self.case.is_open and self.case.state != "appealed"
