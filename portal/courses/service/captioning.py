"""Captions and chapters of a film: kept, moved, approved, removed; the film's course is a draft again afterwards."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.core.errors import NotFound, Refused
from portal.core.words import word
from portal.courses.models import Film, FilmTrack
from portal.courses.rules.captions import Fault, check, check_chapters, shifted
from portal.courses.rules.captions.chapters import chapter_cues, chapters_of
from portal.courses.rules.changes import What
from portal.courses.rules.cues import Cue, TrackKind
from portal.courses.service.editing import Stale, film_changed
from portal.courses.service.holding import held_film

__all__ = [
    "Faulty",
    "Which",
    "approve",
    "cues_of",
    "faults_of",
    "keep",
    "remove",
    "shift",
    "track_of",
    "version_of",
]


class Which(TypedDict):
    """Which track somebody works on, what they have seen of it, who and when."""

    kind: TrackKind
    language: str
    seen: str | None
    by: Viewer
    now: datetime


_WHAT = {TrackKind.CAPTIONS: What.CAPTIONS, TrackKind.CHAPTERS: What.CHAPTERS}


class Faulty(Refused):
    """The captions cannot be shown as they are; `faults` says why. Nothing was kept."""

    default = word("There is something wrong with the times or the words. Nothing was saved.")

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


def track_of(film: Film, kind: TrackKind, language: str) -> FilmTrack | None:
    """The film's captions or chapters in a language."""
    return next((track for track in film.tracks if (track.kind, track.language) == (kind, language)), None)


def cues_of(track: FilmTrack | None) -> tuple[Cue, ...]:
    """What the track holds; nothing when there is none."""
    return tuple(Cue(float(start), float(end), str(words)) for start, end, words in track.cues) if track else ()


def version_of(track: FilmTrack | None) -> str:
    """What a page has seen; the track has another one after every change."""
    return track.changed_at.isoformat() if track else ""


def faults_of(track: FilmTrack, seconds: float | None) -> tuple[Fault, ...]:
    """What is wrong with a track on a film of this length: another film may have come since it was written."""
    return _faults(TrackKind(track.kind), cues_of(track), seconds)


def keep(
    session: Session,
    film_id: uuid.UUID,
    cues: Sequence[Cue],
    *,
    kind: TrackKind,
    language: str,
    seen: str | None,
    by: Viewer | None,
    now: datetime,
    is_approved: bool = True,
) -> FilmTrack:
    """Let `cues` be the film's captions or chapters in a language.

    `seen` is the `version_of` what the editor had before them; None overwrites knowingly. `is_approved` is False for
    what a machine wrote. Raises `Faulty` (warnings are let through), `Stale`, `NotFound`.
    """
    film = held_film(session, film_id)
    track = track_of(film, kind, language)
    _refuse_stale(track, seen)
    _refuse_faulty(cues, kind, film.seconds)
    if track is None:
        track = FilmTrack(film_id=film.id, kind=kind.value, language=language)
        film.tracks.append(track)
    track.cues, track.is_approved, track.changed_at = [list(cue) for cue in cues], is_approved, now
    film_changed(session, film, _WHAT[kind], language=language, by=by, now=now)
    return track


def shift(session: Session, film_id: uuid.UUID, seconds: float, **which: Unpack[Which]) -> FilmTrack:
    """Let all captions or chapters come `seconds` later, or earlier when negative; raises what `keep` raises."""
    film = held_film(session, film_id)
    track = _there(film, which["kind"], which["language"])
    moved = shifted(cues_of(track), seconds)
    if which["kind"] is TrackKind.CHAPTERS:
        moved = chapter_cues(chapters_of(moved), film.seconds)
    return keep(session, film_id, moved, is_approved=track.is_approved, **which)


def approve(session: Session, film_id: uuid.UUID, **which: Unpack[Which]) -> FilmTrack:
    """Say that a person has read what a machine wrote; raises `Stale` when it is not what they read."""
    film, track = _as_seen(session, film_id, which)
    if not track.is_approved:
        track.is_approved, track.changed_at = True, which["now"]
        _changed(session, film, which)
    return track


def remove(session: Session, film_id: uuid.UUID, **which: Unpack[Which]) -> None:
    """Remove captions or chapters in a language; raises `Stale`, `NotFound`."""
    film, track = _as_seen(session, film_id, which)
    film.tracks.remove(track)
    session.delete(track)
    _changed(session, film, which)


def _as_seen(session: Session, film_id: uuid.UUID, which: Which) -> tuple[Film, FilmTrack]:
    film = held_film(session, film_id)
    track = _there(film, which["kind"], which["language"])
    _refuse_stale(track, which["seen"])
    return film, track


def _changed(session: Session, film: Film, which: Which) -> None:
    what = _WHAT[which["kind"]]
    film_changed(session, film, what, language=which["language"], by=which["by"], now=which["now"])


def _there(film: Film, kind: TrackKind, language: str) -> FilmTrack:
    track = track_of(film, kind, language)
    if track is None:
        raise NotFound
    return track


def _refuse_stale(track: FilmTrack | None, seen: str | None) -> None:
    if seen is not None and seen != version_of(track):
        raise Stale


def _refuse_faulty(cues: Sequence[Cue], kind: TrackKind, seconds: float | None) -> None:
    refusals = [fault for fault in _faults(kind, cues, seconds) if not fault.is_warning]
    if refusals:
        raise Faulty(refusals)


def _faults(kind: TrackKind, cues: Sequence[Cue], seconds: float | None) -> tuple[Fault, ...]:
    if kind is TrackKind.CHAPTERS:
        return check_chapters(chapters_of(cues), seconds)
    return tuple(check(cues, seconds))
