"""The history of a case as people read it, in plain words: one entry per event, and one for voices in a row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from portal.cases.kinds import Kind, Tone
from portal.cases.models import Actor, CaseEvent, EventType
from portal.core.words import Word, word

_PLAIN: Mapping[EventType, tuple[Word, str]] = {
    EventType.OPENED: (word("Reported"), "flag"),
    EventType.WITHDRAWN: (word("Withdrawn by the reporter"), "undo"),
    EventType.REOPENED: (word("Not fixed, says the reporter: open again"), "refresh"),
    EventType.NOTE: (word("Internal note"), "note"),
    EventType.ASSIGNED: (word("Given to %(to)s"), "user"),
    EventType.TEAM: (word("Handed to another team"), "users"),
    EventType.PRIORITY: (word("Priority changed"), "flag"),
    EventType.PUBLISHED: (word("Published"), "eye"),
    EventType.UNPUBLISHED: (word("No longer published"), "eye-off"),
    EventType.SHARED: (word("Shared with a team"), "share"),
    EventType.TWIN_CLOSED: (word("Another case about the same has ended"), "check-circle"),
    EventType.PHOTO: (word("A photo was added"), "camera"),
    EventType.PHOTO_BROKEN: (word("A photo could not be opened. You are welcome to send a new one."), "camera"),
    EventType.VOICE: (word("One more has seen it"), "users"),
}
_CONTACT: Mapping[str, Word] = {
    "changed": word("Contact details changed by the reporter"),
    "removed": word("Contact details removed"),
    "expired": word("Contact details removed, since the case was closed long ago"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the history; `title` is translated with `values`, `body` is as somebody wrote it."""

    title: Word
    moment: datetime
    icon: str
    values: Mapping[str, Any] = field(default_factory=dict)
    body: str | None = None
    by: str | None = None
    tone: Tone = Tone.PROGRESS
    is_message: bool = False
    is_ours: bool = False
    is_note: bool = False


def entries(events: Iterable[CaseEvent], kind: Kind) -> list[Entry]:
    """The history in words; the session of the events must still be open, since bodies are sealed."""
    found: list[Entry] = []
    for is_voice, group in groupby(events, key=lambda event: event.type is EventType.VOICE):
        alike = list(group)
        found += [_voices(alike)] if is_voice else [_entry(event, kind) for event in alike]
    return found


def _voices(events: Sequence[CaseEvent]) -> Entry:
    """Those who said "me too" one after the other, with nothing between them; the moment is the last one's."""
    one, icon = _PLAIN[EventType.VOICE]
    title = one if len(events) == 1 else word("%(count)s more have seen it")
    return Entry(title=title, moment=events[-1].at, icon=icon, values={"count": len(events)})


def _entry(event: CaseEvent, kind: Kind) -> Entry:
    title, icon, tone = _title(event, kind)
    return Entry(
        title=title,
        moment=event.at,
        icon=icon,
        values={"to": event.data.get("to") or ""},
        body=event.body,
        by=event.staff.name if event.staff else None,
        tone=tone,
        is_message=event.type is EventType.MESSAGE,
        is_ours=event.actor is Actor.STAFF,
        is_note=event.type is EventType.NOTE,
    )


def _title(event: CaseEvent, kind: Kind) -> tuple[Word, str, Tone]:
    if event.type is EventType.STATE:
        state = kind.states.get(event.data.get("to", ""))
        return (state.plain, "clock", state.tone) if state else (word("State changed"), "clock", Tone.PROGRESS)
    if event.type in {EventType.CLOSED, EventType.TWIN_CLOSED}:
        outcome = kind.outcomes.get(event.data.get("outcome", ""))
        return (outcome.plain if outcome else word("Closed"), "check-circle", Tone.DONE)
    if event.type is EventType.CONTACT:
        return _CONTACT.get(event.data.get("what", ""), _CONTACT["changed"]), "user", Tone.PROGRESS
    if event.type is EventType.MESSAGE:
        return (
            (word("Answer from us") if event.actor is Actor.STAFF else word("The reporter writes")),
            "message",
            Tone.PROGRESS,
        )
    if event.type is EventType.ASSIGNED and not event.data.get("to"):
        return word("Nobody works on it any more"), "user", Tone.PROGRESS
    plain, icon = _PLAIN[event.type]
    return plain, icon, Tone.NEW if event.type is EventType.OPENED else Tone.PROGRESS
