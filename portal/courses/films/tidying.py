"""What lies about and belongs to no film any more, and what `portal fsck` says of films."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from portal.courses.films import queries
from portal.courses.films.folders import Folders
from portal.courses.films.made import measured
from portal.courses.films.playlist import Unsound
from portal.courses.models import Film
from portal.courses.published.shape import MadeFilm
from portal.courses.rules.workflow import FilmState

UNFINISHED = timedelta(days=1)
"""How long an upload may rest, and how long a folder without a film is left alone: its transaction may be open."""

_WORKED_ON = (*queries.UNDER_WAY, FilmState.FAILED)


def never_finished(session: Session, folders: Folders, now: datetime) -> list[Film]:
    """Films whose upload has rested for more than a day."""
    films = queries.films_by_id(session).values()
    begun = [film for film in films if film.state is FilmState.RECEIVING and film.size]
    resting = [film for film in begun if film.changed_at < now - UNFINISHED]
    return [film for film in resting if _is_old(folders.upload(film.id), now)]


def superfluous(session: Session, folders: Folders, now: datetime) -> list[Path]:
    """Uploads, work and films that no row needs."""
    films, uploads = queries.films_by_key(session), queries.films_by_id(session)
    needed = {key for key, film in films.items() if film.state in _WORKED_ON}
    return [
        *(path for path in _in(folders.uploads) if not _is_awaited(path, uploads) and _is_old(path, now)),
        *(path for path in _in(folders.works) if path.name not in needed),
        *(path for path in _in(folders.films) if path.name not in films and _is_old(path, now)),
    ]


def faults(session: Session, folders: Folders, job: str) -> list[str]:
    """What is wrong, as sentences for an operator."""
    films = queries.films_by_key(session)
    return [
        *_unsound(films.values(), folders),
        *(
            f"films/{path.name}: belongs to no film; the worker removes it after a day"
            for path in _in(folders.films)
            if path.name not in films
        ),
        *(
            f"film {film.id}: waits since {film.changed_at:%Y-%m-%d %H:%M} UTC, but no job works on it"
            for film in queries.films_left_alone(session, job)
        ),
    ]


def _unsound(films: Iterable[Film], folders: Folders) -> Iterator[str]:
    for film in films:
        if film.state is FilmState.READY and film.key and film.made:
            try:
                if measured(folders.film(film.key), film.key) != MadeFilm.read(film.made):
                    yield f"film {film.id}: its files are not those that were made"
            except (Unsound, OSError) as error:
                yield f"film {film.id}: {error}"


def _is_awaited(path: Path, films: Mapping[str, Film]) -> bool:
    film = films.get(path.name)
    return film is not None and film.state in {FilmState.RECEIVING, *queries.UNDER_WAY}


def _in(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _is_old(path: Path, now: datetime) -> bool:
    """Whether nobody has written there for a day; True for what is not there."""
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return True
    return changed < now - UNFINISHED
