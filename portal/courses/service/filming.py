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

__all__ = ["ENCODE", "LANE", "Unsound", "adopt_made", "encode_again", "received"]

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


def _wait(session: Session, film: Film, now: datetime) -> None:
    film.state, film.percent, film.reason, film.changed_at = FilmState.WAITING, 0, None, now
    session.flush()
    enqueue(session, ENCODE, {"film": str(film.id), "key": film.key}, lane=LANE, now=now)


def _ready(film: Film, made: MadeFilm, now: datetime, reason: FilmReason | None = None) -> None:
    film.key, film.seconds, film.made, film.percent = made.key, made.seconds, made.written(), 100
    film.state, film.reason, film.changed_at = FilmState.READY, reason, now
