"""A course as visitors would see it, from the working copy, for staff alone.

The very application that visitors meet, over a shelf of its own below `var/courses/preview`; what is on that shelf is
made anew whenever the working copy differs, and swept away when nobody has looked at it for a day.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from portal.core.db.turns import Turns
from portal.core.settings import Settings
from portal.core.web import Runtime
from portal.core.web.dispatch import WSGI
from portal.courses.films.folders import Folders
from portal.courses.models import Course
from portal.courses.published import Shelf
from portal.courses.service import publishing
from portal.courses.watching import create_courses_app

KEPT_SECONDS = 24 * 3600
SERVICE = "courses_preview"


class Previews:
    """Working copies laid out for staff; safe between threads and processes."""

    def __init__(self, settings: Settings, make: Callable[[Settings], WSGI] = create_courses_app) -> None:
        self.settings = replace(settings, data_dir=settings.data_dir / "courses" / "preview", courses_host=None)
        self.desk = publishing.Desk(Folders.below(settings.data_dir), Shelf(self.settings.published_dir))
        self._make, self._made = make, threading.Lock()
        self._app: WSGI | None = None

    def show(self, course: Course, now: datetime) -> None:
        """Let the preview show `course` as it is; does nothing when it does. OSError when the disk is full."""
        new = publishing.as_seen_now(course, now=now)
        there = self.desk.shelf.course(course.slug)
        if there is not None and there.written() == new.written():
            return
        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        with Turns(self.settings.data_dir / "lock").turn():
            self._sweep(course.slug, now)
            with publishing.stage_as(new, self.desk, now=now) as staged:
                self.desk.shelf.put(staged.course, staged.films)

    @property
    def app(self) -> WSGI:
        """The application over the shelf of working copies, made when it is first asked for."""
        with self._made:
            if self._app is None:
                self._app = self._make(self.settings)
            return self._app

    def _sweep(self, but: str, now: datetime) -> None:
        oldest = now.timestamp() - KEPT_SECONDS
        for path in sorted((self.desk.shelf.root / "courses").glob("*.json")):
            if path.stem != but and path.stat().st_mtime < oldest:
                self.desk.shelf.withdraw(path.stem)


def start(runtime: Runtime) -> None:
    """Offer previews to the pages of the workshop."""
    services: dict[str, Any] = runtime.services
    services[SERVICE] = Previews(runtime.settings)
