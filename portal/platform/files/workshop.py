"""The worker's end of painting: hands raw bytes to the `painter` or `pages` process and waits a bounded time.

Why not in this process: a decoder's flaw would then sit beside the keys, a bomb would take the worker down with it,
and a job could not be stopped. `benchmarks/photo.py` measures what the separate process costs.
"""

import contextlib
import subprocess
import threading

from portal.platform.files.painting import (
    DIED,
    OVERTIME,
    PDF_WALL_SECONDS,
    WALL_SECONDS,
    Painted,
    PaintedPages,
    Repainted,
)
from portal.platform.files.process import (
    Interrupted,
    Unpaintable,
    alarm,
    asked,
    ended,
    painting_environment,
    started,
)
from portal.platform.files.rules import Reason

__all__ = ["Interrupted", "PageWorkshop", "Unpaintable", "Workshop", "painting_environment"]

PAINTER = "portal.platform.files.painter"
"""The module that the photo-painting process runs."""

PAGE_PAINTER = "portal.platform.files.pages"
"""The module that the process runs which paints the pages of PDFs."""


class Workshop:
    """Paints one file at a time; starts its process when first needed and again after a loss. Thread-safe."""

    def __init__(self, seconds: float = WALL_SECONDS, painter: str = PAINTER) -> None:
        self._seconds = seconds
        self._painter = painter
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> "Workshop":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def repaint(self, raw: bytes) -> Repainted:
        """The photo painted anew, within `seconds`; raises `Unpaintable` or `Interrupted`."""
        painted = self._painted(raw)
        display, thumb = painted.pictures
        return Repainted(display, thumb, painted.width, painted.height)

    def close(self) -> None:
        """End the process, if there is one; the next file starts another."""
        with self._turn:
            if self._process is not None:
                ended(self._process)
            self._process = None

    def _painted(self, raw: bytes) -> Painted:
        with self._turn:
            process = self._running()
            with alarm(process, self._seconds) as rang, contextlib.suppress(BrokenPipeError, EOFError):
                return asked(process, raw)
            self._process = None
            raise _loss(ended(process), late=rang.is_set())

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = started(self._painter, self._seconds)
        return self._process


class PageWorkshop(Workshop):
    """Paints the pages of one PDF at a time, as `Workshop` paints photos."""

    def __init__(self, seconds: float = PDF_WALL_SECONDS, painter: str = PAGE_PAINTER) -> None:
        super().__init__(seconds, painter)

    def pages(self, raw: bytes) -> PaintedPages:
        """A picture of every page of the PDF, within `seconds`; raises `Unpaintable` or `Interrupted`."""
        painted = self._painted(raw)
        thumb, *pages = painted.pictures
        return PaintedPages(tuple(pages), thumb, painted.width, painted.height)


def _loss(code: int, *, late: bool) -> Exception:
    if late or code == OVERTIME:
        return Unpaintable(Reason.TOO_HEAVY)
    if code == DIED:
        return Unpaintable(Reason.BROKEN)
    return Interrupted(f"the painter was lost (exit code {code})")
