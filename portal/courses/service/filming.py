"""What happens to a film between the editor's upload and the shelf, as verbs; the worker does the heavy part."""

import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from portal.core.errors import Conflict
from portal.core.words import word
from portal.courses.films.folders import PART, Folders, new_key
from portal.courses.films.made import measured
from portal.courses.films.playlist import Unsound
from portal.courses.models import Film
from portal.courses.published.shape import MadeFilm
from portal.courses.rules.reasons import MAY_BE_TRIED_AGAIN, FilmReason
from portal.courses.rules.workflow import FilmState
from portal.platform.jobs import enqueue

__all__ = [
    "ENCODE",
    "LANE",
    "Unsound",
    "adopt_made",
    "begin",
    "encode_again",
    "fail",
    "give_up",
    "go_on",
    "ready",
    "received",
    "refuse",
]

ENCODE = "courses.encode"
LANE = "films"


def received(session: Session, film: Film, *, now: datetime) -> None:
    """The upload is whole (`Folders.upload`, synced by the caller): the film waits, and the worker is told.

    The film gets a key of its own; what an earlier upload became is forgotten by the worker.
    """
    film.key = new_key()
    film.made, film.seconds = None, None
    _wait(session, film, now)


def encode_again(session: Session, film: Film, *, now: datetime) -> None:
    """Try once more after a fault of the server, from the piece where it stopped.

    Raises Conflict for a film that has not failed, or has failed in a way that the same upload always will.
    """
    if film.state is not FilmState.FAILED or film.reason not in MAY_BE_TRIED_AGAIN:
        raise Conflict(word("This film cannot be tried again. Upload it anew."))
    _wait(session, film, now)


def adopt_made(session: Session, film: Film, folder: Path, *, folders: Folders, now: datetime) -> MadeFilm:
    """Take in media that were made elsewhere: the files in `folder` are copied and the film is ready.

    Needs no ffmpeg. Raises `Unsound` (with a sentence for the operator) for a folder that is not whole or holds
    more than a film, OSError when the disk is full; then nothing has changed.
    """
    key = new_key()
    measured(folder, key)
    part = folders.films / f"{key}{PART}"
    try:
        shutil.copytree(folder, part, copy_function=shutil.copyfile)
        made = measured(part, key)
        folders.keep(part, key)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    _ready(film, made, now)
    session.flush()
    return made


def begin(session: Session, film: Film, *, now: datetime) -> None:
    """The worker has taken the film up; how far it is stays as it was when it goes on after a stop."""
    film.state, film.changed_at = FilmState.ENCODING, now
    session.flush()


def go_on(session: Session, film: Film, *, now: datetime) -> None:
    """Enough for one job: the next one does the rest, so that no job ever looks as if it hung."""
    _enqueue(session, film, now)


def ready(session: Session, film: Film, made: MadeFilm, *, is_silent: bool, now: datetime) -> None:
    """The film is whole in its folder; one without sound says so, and the editor decides."""
    _ready(film, made, now, FilmReason.SILENT if is_silent else None)
    session.flush()


def refuse(session: Session, film: Film, reason: FilmReason, *, now: datetime) -> None:
    """The upload itself is at fault and will not become a film."""
    film.state, film.reason, film.changed_at = FilmState.REFUSED, reason, now
    session.flush()


def give_up(session: Session, film: Film, *, now: datetime) -> None:
    """The upload was never finished: what was made of an earlier one is the film again, if there is any."""
    film.state = FilmState.READY if film.made else FilmState.REFUSED
    film.reason = None if film.made else FilmReason.UNFINISHED
    film.size, film.received, film.changed_at = 0, 0, now
    session.flush()


def fail(session: Session, film: Film, reason: FilmReason, *, now: datetime) -> None:
    """The server is at fault; what was done stays, and `encode_again` goes on from there."""
    film.state, film.reason, film.changed_at = FilmState.FAILED, reason, now
    session.flush()


def _wait(session: Session, film: Film, now: datetime) -> None:
    film.state, film.percent, film.reason, film.changed_at = FilmState.WAITING, 0, None, now
    session.flush()
    _enqueue(session, film, now)


def _enqueue(session: Session, film: Film, now: datetime) -> None:
    enqueue(session, ENCODE, {"film": str(film.id), "key": film.key}, lane=LANE, now=now)


def _ready(film: Film, made: MadeFilm, now: datetime, reason: FilmReason | None = None) -> None:
    film.key, film.seconds, film.made, film.percent = made.key, made.seconds, made.written(), 100
    film.state, film.reason, film.changed_at = FilmState.READY, reason, now
