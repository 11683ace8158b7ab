"""The films of a part: adopted when they are encoded already, handed to the worker when not; their captions."""

import filecmp
import os
import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.orm.attributes import set_committed_value

from portal.courses.bundle import FilmFiles
from portal.courses.films.folders import Folders, sync, tree
from portal.courses.models import Film, FilmTrack, Part
from portal.courses.rules.catalogue import Variant
from portal.courses.rules.workflow import FilmState
from portal.courses.service import filming
from portal.courses.service.taking_in.taking import Taking, remove_row, set_to


def films_of(taking: Taking, part: Part, films: Mapping[Variant, FilmFiles]) -> bool:
    """Let the part have these films; says whether anything changed."""
    extra = [film for film in part.films if film.variant not in films]
    for film in extra:
        remove_row(taking, Film, film)
    set_committed_value(part, "films", [film for film in part.films if film not in extra])
    changes = [bool(extra)]
    for variant, files in films.items():
        film = next((one for one in part.films if one.variant is variant), None) or _new_film(taking, part, variant)
        changes += [set_to(film, "spoken", taking.spoken), _media(taking, film, files), _tracks(taking, film, files)]
    return any(changes)


def _new_film(taking: Taking, part: Part, variant: Variant) -> Film:
    film = Film(
        id=uuid.uuid4(),
        variant=variant,
        spoken=taking.spoken,
        state=FilmState.RECEIVING,
        name="",
        size=0,
        tracks=[],
        changed_at=taking.now,
    )
    part.films.append(film)
    taking.session.flush()
    return film


def _media(taking: Taking, film: Film, files: FilmFiles) -> bool:
    if files.media is not None:
        if _is_same(taking.folders, film, files.media):
            return False
        filming.adopt_made(taking.session, film, files.media, folders=taking.folders, now=taking.now)
        return True
    if files.source is None or (film.name, film.size) == (files.source.name, files.source.stat().st_size):
        return False
    _upload(taking, film, files.source)
    return True


def _is_same(folders: Folders, film: Film, media: Path) -> bool:
    """Whether the film was made of these very files."""
    if film.state is not FilmState.READY or film.key is None:
        return False
    there = folders.film(film.key)
    names = [{path.relative_to(root).as_posix() for path in _files(root)} for root in (media, there)]
    return names[0] == names[1] and not any(filecmp.cmpfiles(media, there, names[0], shallow=False)[1:])


def _files(root: Path) -> list[Path]:
    return [path for path in tree(root) if path.is_file()] if root.is_dir() else []


def _upload(taking: Taking, film: Film, source: Path) -> None:
    """Put the film where an upload would lie, and let the worker know."""
    target = taking.folders.upload(film.id)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    shutil.copyfile(source, part)
    sync(part)
    os.replace(part, target)
    film.name, film.size = source.name, source.stat().st_size
    film.received, film.uploaded_by_id = film.size, None
    filming.received(taking.session, film, now=taking.now)


def _tracks(taking: Taking, film: Film, files: FilmFiles) -> bool:
    wanted = {key: [list(cue) for cue in cues] for key, cues in files.tracks.items()}
    gone = [track for track in film.tracks if (track.kind, track.language) not in wanted]
    for track in gone:
        film.tracks.remove(track)
        taking.session.delete(track)
    changes = [bool(gone)]
    for (kind, language), cues in wanted.items():
        there = [track for track in film.tracks if (track.kind, track.language) == (kind, language)]
        if there and there[0].cues == cues and there[0].is_approved:
            continue
        track = there[0] if there else FilmTrack(kind=kind.value, language=language)
        track.cues, track.is_approved, track.changed_at = cues, True, taking.now
        if not there:
            film.tracks.append(track)
        changes.append(True)
    return any(changes)
