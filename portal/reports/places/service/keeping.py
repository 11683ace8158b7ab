"""What can happen to a place: added, changed, retired, taken up again; its photo; its public page grows a version."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.core.errors import Conflict, NotFound, Refused
from portal.core.words import word
from portal.platform.files import service as files
from portal.platform.geo.queries import area_index
from portal.reports.places.areas import Areas
from portal.reports.places.models import Place
from portal.reports.places.rules import PlaceDraft, search_name

_AT_ONCE = 500


class RefTaken(Refused):
    """Another place has this reference."""

    default = word("Another place has this reference already.")


def add_place(session: Session, draft: PlaceDraft, *, now: datetime) -> Place:
    """A new place; without an area it gets the one its position lies in.

    Raises `RefTaken`, or `BadShape` for an area that does not exist.
    """
    place = Place(ref=draft.ref, **described(draft, area_of(session, draft)), changed_at=now)
    try:
        with session.begin_nested():
            session.add(place)
            session.flush()
    except IntegrityError:
        raise RefTaken from None
    return place


def change_place(session: Session, place_id: uuid.UUID, draft: PlaceDraft, *, version: int, now: datetime) -> Place:
    """Describe a place anew (its `ref` stays); `version` is the one that the person saw.

    Raises `Conflict` when somebody else was first, `NotFound`. A description that changes nothing counts as none.
    """
    place = locked(session, place_id)
    if place.version != version:
        raise Conflict(word("Somebody else has changed this place meanwhile. Look at it again before you save."))
    if describe(place, described(draft, area_of(session, draft))):
        changed(session, [place], now)
    return place


def retire_place(session: Session, place_id: uuid.UUID, *, now: datetime) -> Place:
    """Nobody can report about the place any more; its signs say so until they are taken down."""
    return _used(session, place_id, now, is_active=False)


def restore_place(session: Session, place_id: uuid.UUID, *, now: datetime) -> Place:
    """Take a retired place into use again."""
    return _used(session, place_id, now, is_active=True)


def set_photo(session: Session, place_id: uuid.UUID, *, nonce: bytes, sha: str, now: datetime) -> Place:
    """Show the photo that `Incoming` keeps under `nonce` once the worker has re-encoded it; an older one goes."""
    place = locked(session, place_id)
    _forget_photo(session, place, now)
    place.photo_id = files.receive(session, nonce=nonce, sha=sha, now=now).id
    changed(session, [place], now)
    return place


def remove_photo(session: Session, place_id: uuid.UUID, *, now: datetime) -> Place:
    """Show no photo of the place any more."""
    place = locked(session, place_id)
    if place.photo_id is not None:
        _forget_photo(session, place, now)
        place.photo_id = None
        changed(session, [place], now)
    return place


def touch_page(session: Session, place_id: uuid.UUID) -> None:
    """Something else that the place's public page shows has changed."""
    bump_pages(session, [place_id])


def locked(session: Session, place_id: uuid.UUID) -> Place:
    """The place, held against others until the transaction ends; raises `NotFound`."""
    place = session.scalar(select(Place).where(Place.id == place_id).with_for_update())
    if place is None:
        raise NotFound
    return place


def described(draft: PlaceDraft, area: str | None) -> dict[str, Any]:
    """The columns that a description fills."""
    return {
        "name": draft.name,
        "type": draft.type,
        "area": area,
        "lat": draft.lat,
        "lon": draft.lon,
        "topics": list(draft.topics) if draft.topics else None,
        "note": draft.note,
        "search_name": search_name(draft.name, area),
    }


def describe(place: Place, values: dict[str, Any]) -> list[str]:
    """Fill the columns that differ from `values`; gives their names."""
    differing = [name for name, value in values.items() if getattr(place, name) != value]
    for name in differing:
        setattr(place, name, values[name])
    return differing


def changed(session: Session, places: Sequence[Place], now: datetime) -> None:
    """Note that these places were changed by staff, and store all that waits."""
    for place in places:
        place.changed_at = now
        place.version += 1
    session.flush()
    bump_pages(session, [place.id for place in places])
    for place in places:
        session.expire(place, ["page_version"])


def bump_pages(session: Session, place_ids: Sequence[uuid.UUID]) -> None:
    """Give the public pages of these places a new version, counted by the database so that no step is lost."""
    for start in range(0, len(place_ids), _AT_ONCE):
        session.execute(
            update(Place)
            .where(Place.id.in_(place_ids[start : start + _AT_ONCE]))
            .values(page_version=Place.page_version + 1)
            .execution_options(synchronize_session=False)
        )


def area_of(session: Session, draft: PlaceDraft) -> str | None:
    """The area as told, else the one that the position lies in; raises `BadShape` for one that does not exist."""
    return Areas(area_index(session)).of(draft.area, draft.lat, draft.lon)


def _used(session: Session, place_id: uuid.UUID, now: datetime, *, is_active: bool) -> Place:
    place = locked(session, place_id)
    if place.is_active is not is_active:
        place.is_active = is_active
        changed(session, [place], now)
    return place


def _forget_photo(session: Session, place: Place, now: datetime) -> None:
    if place.photo_id is not None:
        files.forget(session, place.photo_id, now=now)
