"""From raw bytes to kept pictures, outside any transaction: it takes as long as it takes and locks nothing."""

import uuid
from dataclasses import dataclass

from portal.platform.files import attachments
from portal.platform.files.incoming import Incoming, Lost
from portal.platform.files.painting import PaintedPages, Repainted
from portal.platform.files.rules import Kind, PhotoRefused, Reason
from portal.platform.files.scanner import Verdict
from portal.platform.files.store import ORIGINAL, Missing, Store, Variant, page, variants_kept
from portal.platform.files.workshop import PageWorkshop, Unpaintable, Workshop


@dataclass(frozen=True)
class Made:
    """The pictures are in the store; width and height in pixels and size in bytes are the display picture's.

    Of a PDF they are the first page's and the PDF's own; `pages` says how many there are, and `is_held` that no
    scanner has found the original clean.
    """

    width: int
    height: int
    size: int
    pages: int | None = None
    is_held: bool = False


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


def make_pdf(file_id: uuid.UUID, raw: bytes, store: Store, workshop: PageWorkshop, verdict: Verdict) -> Outcome:
    """Paint the pages of a PDF and keep them beside the PDF; raises as `make` does.

    Nothing is painted of one that is infected, and one that nothing is known about is held.
    """
    if verdict is Verdict.INFECTED:
        return Failed(Reason.INFECTED)
    try:
        painted = workshop.pages(raw)
    except Unpaintable as error:
        return Failed(error.reason)
    _keep_pages(file_id, painted, store)
    store.write(file_id, ORIGINAL, raw)
    is_held = verdict is not Verdict.CLEAN
    return Made(painted.width, painted.height, len(raw), len(painted.pages), is_held)


def kind_or_reason(raw: bytes) -> Kind | Reason:
    """The kind of document that `raw` is, or why it is none."""
    try:
        return attachments.look_at_bytes(raw)
    except PhotoRefused as refused:
        return refused.reason


def raw_or_none(incoming: Incoming, drawer: str, sha: str) -> bytes | None:
    """The raw photo, or None when it is not there any more."""
    try:
        return incoming.open(drawer, sha)
    except Lost:
        return None


def copy(source_id: uuid.UUID, made: Made, file_id: uuid.UUID, store: Store) -> Outcome:
    """Keep the pictures of one file for another too."""
    try:
        for variant in variants_kept(made.pages):
            store.write(file_id, variant, store.read(source_id, variant))
    except Missing:
        return Failed(Reason.LOST)
    return made


def _keep(file_id: uuid.UUID, painted: Repainted, store: Store) -> Made:
    store.write(file_id, Variant.DISPLAY, painted.display)
    store.write(file_id, Variant.THUMB, painted.thumb)
    return Made(painted.width, painted.height, len(painted.display))


def _keep_pages(file_id: uuid.UUID, painted: PaintedPages, store: Store) -> None:
    for number, picture in enumerate(painted.pages, start=1):
        store.write(file_id, page(number), picture)
    store.write(file_id, Variant.THUMB, painted.thumb)
