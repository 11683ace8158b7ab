"""From raw bytes to kept pictures, outside any transaction: it takes as long as it takes and locks nothing."""

import uuid
from dataclasses import dataclass

from portal.platform.files.incoming import Incoming, Lost
from portal.platform.files.painting import Repainted
from portal.platform.files.rules import Reason
from portal.platform.files.store import Missing, Store, Variant
from portal.platform.files.workshop import Unpaintable, Workshop


@dataclass(frozen=True)
class Made:
    """The pictures are in the store; width and height in pixels and size in bytes are the display picture's."""

    width: int
    height: int
    size: int


@dataclass(frozen=True)
class Failed:
    """There will be no pictures."""

    reason: Reason


Outcome = Made | Failed


def make(file_id: uuid.UUID, raw: bytes, store: Store, workshop: Workshop) -> Outcome:
    """Paint `raw` anew and keep the result; raises `Interrupted` or OSError when it should be tried again."""
    try:
        painted = workshop.repaint(raw)
    except Unpaintable as error:
        return Failed(error.reason)
    return _keep(file_id, painted, store)


def raw_or_none(incoming: Incoming, drawer: str, sha: str) -> bytes | None:
    """The raw photo, or None when it is not there any more."""
    try:
        return incoming.open(drawer, sha)
    except Lost:
        return None


def copy(source_id: uuid.UUID, made: Made, file_id: uuid.UUID, store: Store) -> Outcome:
    """Keep the pictures of one file for another too."""
    try:
        for variant in Variant:
            store.write(file_id, variant, store.read(source_id, variant))
    except Missing:
        return Failed(Reason.LOST)
    return made


def _keep(file_id: uuid.UUID, painted: Repainted, store: Store) -> Made:
    store.write(file_id, Variant.DISPLAY, painted.display)
    store.write(file_id, Variant.THUMB, painted.thumb)
    return Made(painted.width, painted.height, len(painted.display))
