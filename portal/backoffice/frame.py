"""What every case page shows and offers, gathered once, so that a kind's own review page is a few lines.

    @bp.get("/<number>")
    @staff(Permission.SEE_QUEUE)
    def review(number: str) -> str:
        return render("damage/review.html", frame=case_frame(number))

The template extends `backoffice/case.html` and fills what is special to the kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from babel import Locale
from flask import request, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission, permissions_of
from portal.accounts.queries import StaffMember, members_of_team
from portal.accounts.viewer import Viewer
from portal.backoffice import maps, queries
from portal.backoffice.listing import other_title
from portal.backoffice.rows import QueueRow
from portal.backoffice.rules import PRIORITY_NAMES
from portal.cases import promise, timeline
from portal.cases.kinds import Kind, Kinds, Outcome, State
from portal.cases.models import Actor, Case, CaseEvent, CasePhoto, EventType
from portal.cases.promise import Left
from portal.cases.queries import barred_accounts, case_by_number, may_see, whole_case
from portal.cases.timeline import Entry
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.settings import Team, Topic
from portal.core.web import database, db, runtime
from portal.core.web.current import READING
from portal.core.web.languages import current_language, direction, own_name
from portal.core.words import Word
from portal.platform.audit import service as audit
from portal.platform.geo.svg import SvgMap

DONE = {
    "tagen": _l("You have taken the case."),
    "tilldelad": _l("The case is given on."),
    "team": _l("The case is handed to the team."),
    "prioritet": _l("The priority is changed."),
    "lage": _l("The state is changed. The reporter can see it."),
    "avslutad": _l("The case is closed. The reporter can see it."),
    "svarat": _l("Your answer is on its way to the reporter."),
    "antecknat": _l("The note is kept."),
    "publicerad": _l("The heading can be read by everybody now."),
    "avpublicerad": _l("Only topic and age can be read by the public now."),
}
_BESIDES = frozenset(
    {EventType.OPENED, EventType.NOTE, EventType.VOICE, EventType.PHOTO, EventType.PHOTO_BROKEN, EventType.CONTACT}
)
_MAY = {
    "take": Permission.TAKE_CASE,
    "work": Permission.WORK_CASE,
    "reply": Permission.REPLY,
    "publish": Permission.PUBLISH,
}


@dataclass(frozen=True)
class CaseFrame:
    """A case as staff see it; contact details are None for those who may not see them, `may` says what one may do."""

    case: Case
    kind: Kind
    state: State
    left: Left
    reply_left: Left
    entries: Sequence[Entry]
    photos: Sequence[CasePhoto]
    has_contact: bool
    email: str | None
    phone: str | None
    topic: Topic | None
    team: Team | None
    teams: Mapping[str, Team]
    members: Sequence[StaffMember]
    barred: frozenset[UUID]
    next_states: Sequence[State]
    outcomes: Sequence[Outcome]
    open_here: Sequence[QueueRow]
    before_here: Sequence[QueueRow]
    map: SvgMap | None
    may: Mapping[str, bool]
    priorities: Mapping[str, Word]

    @property
    def title(self) -> str:
        """What the case is called: heading, else first words, else topic or kind where neither may be shown."""
        named = self.case.heading or self.case.excerpt
        return named or other_title(self.case.topic, self.kind.slug, kinds(), runtime().settings.municipality)

    @property
    def language_name(self) -> str:
        """What the reporter's language is called in the viewer's."""
        name = Locale.parse(self.case.language).get_display_name(current_language())
        return name or own_name(self.case.language)

    @property
    def language_direction(self) -> str:
        """`rtl` or `ltr`, the direction of the reporter's language."""
        return direction(self.case.language)

    @property
    def done(self) -> object | None:
        """What was just done, in words."""
        return DONE.get(request.args.get("klart", ""))

    @property
    def messages(self) -> Sequence[Entry]:
        """What the reporter and we have written to each other, and our own notes, the oldest first."""
        return [entry for entry in self.entries if entry.body]

    @property
    def last_event(self) -> int:
        """The id of the last event of the history, which goes with a form that answers it."""
        return self.case.events[-1].id if self.case.events else 0

    def offers(self, action: str) -> bool:
        """True when the backoffice's own action of this name may be done with this kind of case."""
        return action in self.kind.actions

    def url(self, action: str) -> str:
        """The address of an action on this case: take, assign, team, priority, state, close, reply, note, …"""
        return url_for(f"backoffice.{action}", number=self.case.number)


def kinds() -> Kinds:
    """The kinds of this portal."""
    found: Kinds = runtime().services["kinds"]
    return found


def visible_case(number: str) -> Case:
    """The case with this number; `NotFound` alike when it does not exist and when the viewer may not know of it."""
    case = case_by_number(db(), number[:20])
    if case is None or case.kind not in kinds() or not may_see(current_viewer(), case, kinds()[case.kind]):
        raise NotFound
    return case


def case_frame(number: str) -> CaseFrame:
    """The frame of the case with this number; `NotFound` as in `visible_case`, and on another kind's page."""
    case = visible_case(number)
    kind = kinds()[case.kind]
    if request.blueprint not in {"backoffice", kind.review.partition(".")[0]}:
        raise NotFound
    if kind.is_secret:
        _log_the_view(case)
    return frame_of(db(), whole_case(db(), case.id), kind, current_viewer(), clock.now())


def frame_of(session: Session, case: Case, kind: Kind, viewer: Viewer, now: datetime) -> CaseFrame:
    """Gather the frame of a case that was loaded whole."""
    town, sees_contact = runtime().settings.municipality, viewer.may(Permission.SEE_CONTACT)
    allowed = [outcome for outcome in kind.outcomes.values() if kind.may_move(case.state, outcome.state)]
    members, barred = members_of_team(session, case.team) if case.team else [], barred_accounts(session, case, kind)
    able = [one for one in members if not kind.is_secret or kind.permission in permissions_of(one.roles)]
    is_paused = case.paused_at is not None
    return CaseFrame(
        case=case,
        kind=kind,
        state=kind.states[case.state],
        left=promise.left(case.due_at, now, is_open=case.is_open, is_paused=is_paused),
        reply_left=promise.left(case.reply_due_at, now, is_open=case.is_open and case.first_reply_at is None),
        entries=timeline.entries(case.events, kind),
        photos=case.photos,
        has_contact=bool(case.email_sealed or case.phone_sealed),
        email=case.email if sees_contact else None,
        phone=case.phone if sees_contact else None,
        topic=town.topics.get(case.topic),
        team=town.teams.get(case.team or ""),
        teams=town.teams,
        members=[member for member in able if member.id not in barred],
        barred=barred,
        next_states=[state for state in kind.next_states(case.state) if state.is_open],
        outcomes=allowed,
        open_here=queries.cases_here(session, viewer, kinds(), case, now, is_open=True),
        before_here=queries.cases_here(session, viewer, kinds(), case, now, is_open=False),
        map=maps.case_map(session, case),
        may={name: viewer.may(permission) for name, permission in _MAY.items()},
        priorities=PRIORITY_NAMES,
    )


def events_since(case: Case, version: int) -> Sequence[CaseEvent]:
    """What has been added to a whole case since it had `version`, the oldest first."""
    changes = [place for place, event in enumerate(case.events) if _counts(event)]
    missed = min(max(case.version - version, 0), len(changes))
    return case.events[changes[-missed] :] if missed else []


def _counts(event: CaseEvent) -> bool:
    """True for an event that came with a new version of its case."""
    theirs = event.type is EventType.MESSAGE and event.actor is Actor.REPORTER
    return not theirs and event.type not in _BESIDES


def _log_the_view(case: Case) -> None:
    """Put on record who looks at a secret case, before anything of it is shown."""
    if request.method not in READING:
        return
    viewer = current_viewer()
    audit.record(
        database(),
        actor_id=str(viewer.account_id),
        actor_label=str(viewer.account_id),
        action="case.view",
        subject_kind=case.kind,
        subject_ref=case.number,
        now=clock.now(),
    )
