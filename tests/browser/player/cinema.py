"""A cinema: the courses' application with one real film on its shelf, and a list of all that was asked for."""

import contextlib
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from portal.core.settings import Settings
from portal.courses.published import Cue, PublishedCourse, PublishedFilm, Shelf
from portal.courses.rules.catalogue import Variant
from portal.courses.watching import create_courses_app
from tests.factories import courses, films

ROOT = Path(__file__).resolve().parents[3]
SLUG = "granser-utan-brak"
KEY, DESCRIBED_KEY = f"{1:032x}", f"{2:032x}"


class Quiet(WSGIRequestHandler):
    """Says nothing about anybody."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (the name is the server's)
        """Keep silent."""


@dataclass
class Cinema:
    """One running application.

    `asked` are the paths asked for; `is_down` answers 503 for all media, `is_gone`
    404 as after withdrawal; of what a film needs (its files and hls.js)
    no more than `most` are handed out, others wait until `doors` open.
    """

    base: str = ""
    asked: list[str] = field(default_factory=list)
    is_down: bool = False
    is_gone: bool = False
    most: int | None = None
    doors: threading.Event = field(default_factory=threading.Event)

    def only(self, most: int) -> None:
        """From now on hand out `most` files of the film and let further requests wait."""
        self.asked.clear()
        self.most = most
        self.doors.clear()

    def reopen(self) -> None:
        """Answer everything again."""
        self.is_down = self.is_gone = False
        self.most = None
        self.doors.set()

    def _hands_out(self, path: str) -> bool:
        needed = [one for one in self.asked if one.startswith(("/media/", "/static/hls-"))]
        return path not in needed or len(needed) <= (self.most or 0)

    def media(self) -> list[str]:
        """The names of the film's files that were asked for, in order."""
        return [path.split(KEY, 1)[-1].lstrip("/") for path in self.asked if path.startswith("/media/")]

    def address(self, language: str = "sv") -> str:
        """The page of the course."""
        return f"/{language}/kurser/{SLUG}"

    def watching(self, app: Any) -> Any:
        """`app`, its requests counted."""

        def counted(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            path = environ["PATH_INFO"]
            self.asked.append(path)
            if (self.is_down or self.is_gone) and path.startswith("/media/"):
                start_response(
                    "404 Not Found" if self.is_gone else "503 Service Unavailable", [("Content-Length", "0")]
                )
                return [b""]
            if self.most is not None and not self._hands_out(path):
                self.doors.wait()
            answer: Iterable[bytes] = app(environ, start_response)
            return answer

        return counted


def course_with(folder: Path) -> PublishedCourse:
    """The course of the factory, its film the real one in `folder`, told in a second way and captioned in three."""
    lines = {
        code: tuple(Cue(n * films.CUE_SECONDS, (n + 1) * films.CUE_SECONDS, text) for n, text in enumerate(texts))
        for code, texts in films.CAPTIONS.items()
    }
    part = courses.published_part()
    told = {
        variant: PublishedFilm(films.made_film_in(folder, key), "sv", lines, courses.published_film().chapters)
        for variant, key in ((Variant.PLAIN, KEY), (Variant.DESCRIBED, DESCRIBED_KEY))
    }
    parts = (replace(part, films=told), replace(part, films={}))
    return replace(courses.published_course(SLUG), parts=parts)


@contextlib.contextmanager
def running(data: Path, folder: Path) -> Iterator[Cinema]:
    """A cinema with the film in `folder` as long as the block lasts."""
    environment = {"PORTAL_DATA_DIR": str(data), "PORTAL_MUNICIPALITY": str(ROOT / "municipality.toml")}
    settings = Settings.from_environment(environment)
    Shelf(settings.published_dir).put(course_with(folder), {KEY: folder, DESCRIBED_KEY: folder})
    app = create_courses_app(settings)
    cinema = Cinema()
    server = make_server("127.0.0.1", 0, cinema.watching(app), threaded=True, request_handler=Quiet)
    cinema.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield cinema
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["portal"].database.dispose()
