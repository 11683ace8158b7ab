"""Begin, go on, finish and give up an upload."""

import hashlib
import os
import uuid
from datetime import datetime
from typing import IO

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.core.errors import Refused
from portal.core.words import word
from portal.courses.films.folders import Folders
from portal.courses.models import Film
from portal.courses.rules.changes import What
from portal.courses.rules.uploads import CHUNK, CHUNK_MOST, SIZE_MOST, STANDS_STILL, Announced, shown_name
from portal.courses.rules.workflow import FilmState
from portal.courses.service import editing, filming
from portal.courses.service.holding import held_film
from portal.courses.service.uploading import disk
from portal.courses.service.uploading.refusals import AtWork, Elsewhere, Garbled, OtherPlace, TooMuch


def is_under_way(film: Film) -> bool:
    """True while bytes are expected."""
    return film.state is FilmState.RECEIVING and film.size > 0


def may_take(film: Film, by: Viewer, now: datetime) -> bool:
    """True when no other person's upload is under way here, or theirs has stood still for long."""
    is_theirs = film.uploaded_by_id is not None and film.uploaded_by_id != by.account_id
    return not (is_under_way(film) and is_theirs and now - film.changed_at < STANDS_STILL)


def arrived(film: Film, folders: Folders) -> int:
    """How many bytes of the upload are really there."""
    return min(film.received, disk.length(folders.upload(film.id))) if is_under_way(film) else 0


def begin(
    session: Session, film_id: uuid.UUID, announced: Announced, *, folders: Folders, by: Viewer, now: datetime
) -> int:
    """Expect the announced file; gives how many bytes of this very file are there already.

    Another file of the same name and size begins anew. Raises `Refused` for a file without a name or bytes or above
    4 GB, `DiskFull` before anything is sent, `AtWork` while the film is made ready, `Elsewhere`.
    """
    film = held_film(session, film_id)
    _refuse_unfit(film, announced, by, now)
    there = _known_again(film, announced, folders)
    disk.refuse_full(folders, announced.size - there)
    if there == 0:
        disk.cut(folders.upload(film.id), 0)
    film.name, film.size, film.received = shown_name(announced.name), announced.size, there
    film.state, film.reason, film.percent = FilmState.RECEIVING, None, 0
    film.uploaded_by_id, film.changed_at = by.account_id, now
    session.flush()
    return there


def append(
    session: Session,
    film_id: uuid.UUID,
    piece: bytes,
    *,
    at: int,
    digest: str = "",
    folders: Folders,
    by: Viewer,
    now: datetime,
) -> Film:
    """Receive the bytes from `at` on; with the last ones the film is handed on to be made ready.

    `digest` is the piece's SHA-256 in hexadecimal, where the browser can reckon it. Raises `OtherPlace` with the
    right place, `TooMuch`, `Garbled`, `Elsewhere`, `AtWork`, `DiskFull`; then nothing has changed.
    """
    film = held_film(session, film_id)
    _refuse_piece(film, piece, at=at, digest=digest, folders=folders, by=by)
    disk.write(folders.upload(film.id), at, piece)
    film.received, film.changed_at = at + len(piece), now
    if film.received == film.size:
        _finish(session, film, folders, by, now)
    session.flush()
    return film


def take_whole(
    session: Session,
    film_id: uuid.UUID,
    name: str,
    content: IO[bytes],
    *,
    folders: Folders,
    by: Viewer,
    now: datetime,
) -> Film:
    """Receive a film at once, as a browser without scripts sends it; raises what `begin` and `append` raise."""
    size = content.seek(0, os.SEEK_END)
    at = begin(session, film_id, Announced(name, size, -1), folders=folders, by=by, now=now)
    content.seek(at)
    while piece := content.read(CHUNK):
        append(session, film_id, piece, at=at, folders=folders, by=by, now=now)
        at += len(piece)
    return held_film(session, film_id)


def cancel(session: Session, film_id: uuid.UUID, *, by: Viewer, now: datetime) -> Film:
    """Give an upload up; what was made of an earlier one is the film again. The view calls `sweep` after its commit.

    Raises `Elsewhere` for somebody else's, `AtWork` when there is none.
    """
    film = held_film(session, film_id)
    if not is_under_way(film):
        raise AtWork
    if not may_take(film, by, now):
        raise Elsewhere
    film.state = FilmState.READY if film.made else FilmState.RECEIVING
    film.name, film.size, film.received, film.uploaded_by_id, film.changed_at = "", 0, 0, None, now
    session.flush()
    return film


def _refuse_unfit(film: Film, announced: Announced, by: Viewer, now: datetime) -> None:
    if film.state in {FilmState.WAITING, FilmState.ENCODING}:
        raise AtWork(word("This film is being made ready. Wait until that is done."))
    if not may_take(film, by, now):
        raise Elsewhere
    if not 0 < announced.size <= SIZE_MOST:
        raise Refused(word("The file is empty.") if announced.size <= 0 else word("A film may be at most 4 GB."))
    if not shown_name(announced.name):
        raise Refused(word("The file has no name."))


def _known_again(film: Film, announced: Announced, folders: Folders) -> int:
    """How much of the announced file is there: all that arrived, or nothing when it is another file."""
    there, seam = arrived(film, folders), announced.seam
    if (film.name, film.size) != (shown_name(announced.name), announced.size) or there == 0 or seam < 0:
        return 0
    if seam > there:
        raise OtherPlace(there)
    return there if not announced.proof or disk.proof_of(folders.upload(film.id), seam) == announced.proof else 0


def _refuse_piece(film: Film, piece: bytes, *, at: int, digest: str, folders: Folders, by: Viewer) -> None:
    if not is_under_way(film):
        raise AtWork
    if film.uploaded_by_id != by.account_id:
        raise Elsewhere
    there = arrived(film, folders)
    if at != there:
        raise OtherPlace(there)
    if not 0 < len(piece) <= min(film.size - at, CHUNK_MOST):
        raise TooMuch
    if digest and hashlib.sha256(piece).hexdigest() != digest.lower():
        raise Garbled


def _finish(session: Session, film: Film, folders: Folders, by: Viewer, now: datetime) -> None:
    disk.keep(folders.upload(film.id))
    filming.received(session, film, now=now)
    editing.film_changed(session, film, What.FILM, by=by, now=now)
