"""What staff can do with one case: each action is a form, a verb of the cases' service, and what to say after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from portal.accounts.viewer import Viewer
from portal.backoffice.form import (
    AssignForm,
    CloseForm,
    NoteForm,
    PriorityForm,
    PublishForm,
    StateForm,
    TeamForm,
    VersionForm,
)
from portal.backoffice.frame import CaseFrame
from portal.backoffice.staff import uploads
from portal.cases import service
from portal.cases.kinds import Kind
from portal.cases.models import Case, Priority
from portal.core.web import BaseForm
from portal.core.web.languages import current_language
from portal.core.words import Word, word


@dataclass(frozen=True)
class Doing:
    """One action being done: who, with what form, to which case."""

    session: Session
    case: Case
    kind: Kind
    form: Any
    by: Viewer
    now: datetime

    @property
    def rest(self) -> dict[str, Any]:
        """What every verb takes beside its own."""
        return {"by": self.by, "version": self.form.version.data, "now": self.now}


@dataclass(frozen=True)
class Action:
    """`form` fills its choices from the frame; `current` tells what the case has now, for the page of two."""

    name: str
    title: Word
    button: Word
    done: str
    form: Callable[[CaseFrame, Viewer], BaseForm]
    do: Callable[[Doing], object]
    current: Callable[[CaseFrame], str] = lambda _frame: ""


def choices(labels: Mapping[str, str]) -> list[SelectChoice]:
    """Choices by value and label."""
    return [SelectChoice(value, label) for value, label in labels.items()]


def members(frame: CaseFrame, viewer: Viewer) -> dict[str, str]:
    """Who can be given the case: its team, oneself, who has it now, and nobody."""
    found = {"": gettext("Nobody"), str(viewer.account_id): viewer.name}
    found |= {str(member.id): member.name for member in frame.members}
    return found | ({str(frame.case.assignee.id): frame.case.assignee.name} if frame.case.assignee else {})


def _assigning(frame: CaseFrame, viewer: Viewer) -> AssignForm:
    form = AssignForm(**_start(frame, to=str(frame.case.assignee_id or "")))
    form.to.choices = choices(members(frame, viewer))
    return form


def _handing(frame: CaseFrame, _viewer: Viewer) -> TeamForm:
    form = TeamForm(**_start(frame, to=frame.case.team))
    form.to.choices = choices({code: team.name.in_language(current_language()) for code, team in frame.teams.items()})
    return form


def _prioritising(frame: CaseFrame, _viewer: Viewer) -> PriorityForm:
    form = PriorityForm(**_start(frame, to=frame.case.priority.value))
    form.to.choices = choices({code: gettext(name) for code, name in frame.priorities.items()})
    return form


def _moving(frame: CaseFrame, _viewer: Viewer) -> StateForm:
    form = StateForm(**_start(frame))
    form.to.choices = choices({state.code: gettext(state.label) for state in frame.next_states})
    return form


def _closing(frame: CaseFrame, _viewer: Viewer) -> CloseForm:
    form = CloseForm(**_start(frame, seen=frame.last_event))
    form.outcome.choices = choices({outcome.code: gettext(outcome.label) for outcome in frame.outcomes})
    return form


def _publishing(frame: CaseFrame, _viewer: Viewer) -> PublishForm:
    shown = [photo for photo in frame.photos if photo.file.is_ready]
    chosen = [str(photo.id) for photo in shown if photo.is_public]
    form = PublishForm(**_start(frame, heading=frame.case.heading, photos=chosen))
    labels = {str(photo.id): gettext("Photo %(number)s", number=at) for at, photo in enumerate(shown, start=1)}
    form.photos.choices = choices(labels)
    if not labels:
        del form.photos
    return form


def _start(frame: CaseFrame, **values: Any) -> dict[str, Any]:
    """What a form begins with; the version is the one that the page shows."""
    return {"data": {"version": frame.case.version, "next": request.args.get("next", "")} | values}


def _assign(doing: Doing) -> object:
    names = {choice.value: str(choice.label) for choice in doing.form.to.choices}
    to: UUID | None = doing.form.account_id
    name = names[str(to)] if to else ""
    return service.assign(doing.session, doing.case, to=to, to_name=name, **doing.rest)


def _move(doing: Doing) -> object:
    return service.move(doing.session, doing.case, doing.kind, to=doing.form.to.data, **doing.rest)


def _close(doing: Doing) -> object:
    form = doing.form
    how = {"outcome": form.outcome.data, "detail": form.detail.data, "seen": form.last_seen}
    closed = service.close(doing.session, doing.case, doing.kind, **how, **doing.rest)
    uploads.attach(doing.session, closed, form.upload.data, by=doing.by, now=doing.now)
    return closed


def _publish(doing: Doing) -> object:
    chosen = doing.form.photos.data if "photos" in doing.form else ()
    photos = frozenset(UUID(value) for value in chosen or ())
    return service.publish(doing.session, doing.case, heading=doing.form.heading.data, photos=photos, **doing.rest)


def _prioritise(doing: Doing) -> object:
    return service.prioritise(doing.session, doing.case, priority=Priority(doing.form.to.data), **doing.rest)


TAKE = Action(
    "take",
    word("Take the case"),
    word("Take the case"),
    "tagen",
    lambda frame, _viewer: VersionForm(**_start(frame)),
    lambda doing: service.take(doing.session, doing.case, **doing.rest),
    lambda frame: frame.case.assignee.name if frame.case.assignee else "",
)
ASSIGN = Action(
    "assign",
    word("Give the case to somebody"),
    word("Give the case"),
    "tilldelad",
    _assigning,
    _assign,
    lambda frame: frame.case.assignee.name if frame.case.assignee else gettext("Nobody"),
)
TEAM = Action(
    "team",
    word("Hand the case to a team"),
    word("Hand it over"),
    "team",
    _handing,
    lambda doing: service.hand_to_team(doing.session, doing.case, team=doing.form.to.data, **doing.rest),
    lambda frame: frame.team.name.in_language(current_language()) if frame.team else "",
)
PRIORITY = Action(
    "priority",
    word("Change the priority"),
    word("Change the priority"),
    "prioritet",
    _prioritising,
    _prioritise,
    lambda frame: gettext(frame.priorities[frame.case.priority.value]),
)
STATE = Action(
    "state",
    word("Change the state"),
    word("Change the state"),
    "lage",
    _moving,
    _move,
    lambda frame: gettext(frame.state.label),
)
CLOSE = Action(
    "close",
    word("Close the case"),
    word("Close the case"),
    "avslutad",
    _closing,
    _close,
    lambda frame: gettext(frame.state.label),
)
NOTE = Action(
    "note",
    word("Write a note"),
    word("Keep the note"),
    "antecknat",
    lambda _frame, _viewer: NoteForm(),
    lambda doing: service.note(doing.session, doing.case, words=doing.form.words.data, by=doing.by, now=doing.now),
)
PUBLISH = Action(
    "publish",
    word("Publish a heading"),
    word("Publish"),
    "publicerad",
    _publishing,
    _publish,
    lambda frame: frame.case.heading,
)
UNPUBLISH = Action(
    "unpublish",
    word("Take it back from the public"),
    word("Take it back"),
    "avpublicerad",
    lambda frame, _viewer: VersionForm(**_start(frame)),
    lambda doing: service.unpublish(doing.session, doing.case, **doing.rest),
    lambda frame: frame.case.heading,
)
