"""What the worker does about films: encode them, piece by piece, and tidy up. No transaction is open meanwhile."""

import contextlib
import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.core import clock
from portal.courses.films import queries, tidying
from portal.courses.films.folders import Folders
from portal.courses.films.made import measured
from portal.courses.films.making import MADE, SOURCE, Making
from portal.courses.films.refusing import FilmRefused, Interrupted, ServerFault
from portal.courses.models import Film
from portal.courses.published.shape import SOUND, MadeFilm
from portal.courses.rules.reasons import FilmReason
from portal.courses.service import filming
from portal.platform.jobs import JobContext, TryLater

BUDGET_SECONDS = 20 * 60.0
"""After so long a job hands over to the next one; the longest single step keeps it well below an hour."""

TELL_SECONDS = 3.0
BUSY_PAUSE = timedelta(seconds=30)

Make = Callable[..., Making]


class Cancelled(Exception):
    """The film was removed or replaced while it was worked on."""


class _Work:
    """One upload of one film as this job sees it."""

    def __init__(self, context: JobContext, payload: dict[str, Any]) -> None:
        self.context = context
        self.film_id = uuid.UUID(payload["film"])
        self.key = str(payload["key"])
        self.folders = Folders.below(context.settings.data_dir)
        self.folder = self.folders.work(self.key)
        self._told_at = 0.0
        self._told: int | None = None

    def told(self, percent: int) -> None:
        """Write the progress down, at most every few seconds; raises `Cancelled` when nobody waits for the film."""
        now = time.monotonic()
        if now - self._told_at < TELL_SECONDS:
            return
        self._told_at = now
        if not (self._is_under_way() if percent == self._told else self._write(percent)):
            raise Cancelled
        self._told = percent

    def settle(self, change: Callable[[Session, Film], None]) -> bool:
        """Change the film and acknowledge the job in one commit; False when the film is not ours any more."""
        with self.context.database.write() as session:
            film = queries.film_under_way(session, self.film_id, self.key)
            if film is not None:
                change(session, film)
            self.context.done(session)
        return film is not None

    def begin(self) -> bool:
        """Say that the work has begun; False when there is nothing to do."""
        with self.context.database.write() as session:
            film = queries.film_under_way(session, self.film_id, self.key)
            if film is not None:
                filming.begin(session, film, now=clock.now())
        return film is not None

    def take_in(self) -> None:
        """Bring the upload into the work folder, once; raises `FilmRefused` when it is nowhere."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not (self.folder / SOURCE).exists():
            try:
                os.replace(self.folders.upload(self.film_id), self.folder / SOURCE)
            except FileNotFoundError as error:
                raise FilmRefused(FilmReason.LOST) from error

    def _is_under_way(self) -> bool:
        with self.context.database.read() as session:
            return queries.is_under_way(session, self.film_id, self.key)

    def _write(self, percent: int) -> bool:
        mine = (Film.id == self.film_id, Film.key == self.key, Film.state.in_(queries.UNDER_WAY))
        with self.context.database.write() as session:
            found = session.execute(update(Film).where(*mine).values(percent=percent).returning(Film.id)).first()
        return found is not None


def encode(
    context: JobContext, payload: dict[str, Any], *, make: Make = Making, budget: float = BUDGET_SECONDS
) -> None:
    """The handler of `courses.encode`: go on with the film where the last one stopped, until it is whole."""
    work = _Work(context, payload)
    if not work.begin():
        _leave(work)
        return
    try:
        with _alone(work.folder):
            _encode(work, make, budget)
    except Cancelled:
        work.folders.forget(work.key)
    except FilmRefused as refused:
        work.settle(partial(_refuse, reason=refused.reason))
        work.folders.forget(work.key)
    except ServerFault as fault:
        work.settle(partial(_fail, reason=fault.reason))
    except Interrupted as error:
        _again(work, error)


def tidy(context: JobContext, _payload: dict[str, Any]) -> None:
    """The handler of `courses.tidy-films`: old uploads, folders without a film, films that nobody works on."""
    folders = Folders.below(context.settings.data_dir)
    with context.database.write() as session:
        for film in queries.films_left_alone(session, filming.ENCODE):
            filming.fail(session, film, FilmReason.PROGRAM, now=context.now)
        for film in tidying.never_finished(session, folders, context.now):
            filming.give_up(session, film, now=context.now)
        superfluous = tidying.superfluous(session, folders, context.now)
        context.done(session)
    for path in superfluous:
        _remove(path)


def _encode(work: _Work, make: Make, budget: float) -> None:
    end = time.monotonic() + budget
    if not work.folders.film(work.key).exists():
        work.take_in()
        for step in make(work.folder, work.told).steps():
            step.do()
            if time.monotonic() > end:
                work.settle(_go_on)
                return
        work.folders.keep(work.folder / MADE, work.key)
    made = measured(work.folders.film(work.key), work.key)
    if not work.settle(partial(_ready, made=made)):
        work.folders.forget(work.key)
    shutil.rmtree(work.folder, ignore_errors=True)


def _go_on(session: Session, film: Film) -> None:
    filming.go_on(session, film, now=clock.now())


def _ready(session: Session, film: Film, made: MadeFilm) -> None:
    filming.ready(session, film, made, is_silent=SOUND not in made.downloads, now=clock.now())


def _refuse(session: Session, film: Film, reason: FilmReason) -> None:
    filming.refuse(session, film, reason, now=clock.now())


def _fail(session: Session, film: Film, reason: FilmReason) -> None:
    filming.fail(session, film, reason, now=clock.now())


def _again(work: _Work, error: Interrupted) -> None:
    if not work.context.is_last_attempt:
        raise TryLater("interrupted") from error
    work.settle(partial(_fail, reason=FilmReason.PROGRAM))


def _leave(work: _Work) -> None:
    """Remove what is left of an upload that no film goes by any more; one that lives by its key is left alone."""
    with work.context.database.read() as session:
        is_kept = work.key in queries.films_by_key(session)
    if not is_kept:
        work.folders.forget(work.key)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep a second worker away whose lease overlaps with ours; raises `TryLater` when we are the second."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise TryLater("busy", BUSY_PAUSE) from error
        yield
