"""What of a file may be shown or given out, and its content: the one door for views."""

from dataclasses import dataclass

from portal.core.errors import NotFound
from portal.platform.files import names
from portal.platform.files.models import State, StoredFile
from portal.platform.files.store import ORIGINAL, Missing, Store, Variant, variants_kept


@dataclass(frozen=True)
class Content:
    """Bytes to send with their type; `download_name` is set for what must be an attachment, never shown inline."""

    body: bytes
    mime_type: str
    download_name: str | None


def variants_of(file: StoredFile) -> tuple[str, ...]:
    """The variants that may be shown now, in order: `page-1` … and `thumb`, or `display` and `thumb`.

    `original` stands last among them only once a scanner has found it clean. Empty while the file waits, and for one
    that is broken or gone.
    """
    if file.state is State.READY:
        return variants_kept(file.pages)
    if file.state is State.HELD:
        return tuple(variant for variant in variants_kept(file.pages) if variant != ORIGINAL)
    return ()


def content(store: Store, file: StoredFile, variant: str) -> Content:
    """The variant's bytes; raises `NotFound` for one that may not be shown now or is not there.

    A view sends them with `X-Content-Type-Options: nosniff`, and with `Content-Disposition: attachment` where there
    is a `download_name`.
    """
    if variant not in variants_of(file):
        raise NotFound
    try:
        body = store.read(file.id, variant)
    except Missing:
        raise NotFound from None
    if variant == ORIGINAL:
        return Content(body, "application/pdf", names.with_ending(file.name or "", "pdf"))
    return Content(body, "image/webp" if variant == Variant.THUMB else "image/jpeg", None)
