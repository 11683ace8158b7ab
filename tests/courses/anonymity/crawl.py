"""Everything that can be asked of the courses: each address in each language, each file, and what goes wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.test import Client
from werkzeug.wrappers import Response

from portal.courses.published import PublishedCourse, Shelf

LANGUAGES = ("sv", "en", "ar")


@dataclass(frozen=True)
class Call:
    """One request; `data` makes it a form."""

    path: str
    method: str = "GET"
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, client: Client, headers: dict[str, str] | None = None, **environ: str) -> Response:
        """Send it with further `headers` from somebody whose connection says `environ`."""
        every = self.headers | (headers or {})
        return client.open(
            self.path,
            method=self.method,
            data=self.data,
            headers=every,
            environ_overrides=dict(environ),
            buffered=True,
        )


def all_calls(app: Flask, shelf: Shelf, course: PublishedCourse) -> list[Call]:
    """All pages and files there are, and those there are not."""
    return [*pages(app, course), *files(shelf), *forms(course), *presses(course), *mistakes(course)]


def pages(app: Flask, course: PublishedCourse) -> Iterator[Call]:
    """Every address that can be read, from the application's own map: none is forgotten."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        for language in LANGUAGES if "language" in rule.arguments else ("",):
            given = {"language": language, "slug": course.slug, "number": 1}
            values = {name: given[name] for name in rule.arguments}
            with app.test_request_context():
                built = app.url_map.bind("localhost").build(rule.endpoint, values)
            yield Call(built)


def files(shelf: Shelf) -> Iterator[Call]:
    """Every file on the shelf, whole and in part."""
    for path in sorted(shelf.media.rglob("*")):
        if path.is_file():
            yield Call(f"/{path.relative_to(shelf.root)}")
            yield Call(f"/{path.relative_to(shelf.root)}", headers={"Range": "bytes=2-5"})
            yield Call(f"/{path.relative_to(shelf.root)}", headers={"Range": "bytes=99999999-"})


def forms(course: PublishedCourse) -> Iterator[Call]:
    """Both forms, filled in badly, so that asking twice gives the same."""
    for language in LANGUAGES:
        yield Call(f"/{language}/kurser/{course.slug}/asikt", "POST", {"helped": "nonsense"})
        yield Call(f"/{language}/kurser/{course.slug}/rakna", "POST", {"milestone": "nonsense"})


def presses(course: PublishedCourse) -> Iterator[Call]:
    """Both forms as they are meant: what is counted by a script, by a button, and an answer."""
    for language in LANGUAGES:
        page = f"/{language}/kurser/{course.slug}"
        yield Call(f"{page}/rakna", "POST", {"milestone": "visit"})
        yield Call(f"{page}/rakna", "POST", {"milestone": "done"}, {"Accept": "text/html"})
        yield Call(f"{page}/asikt", "POST", {"helped": "yes"})


def mistakes(course: PublishedCourse) -> Iterator[Call]:
    """What is not there, not allowed, too large or no request at all."""
    yield Call("/")
    for language in (*LANGUAGES, "xx"):
        yield Call(f"/{language}/kurser/finns-inte")
        yield Call(f"/{language}/kurser/{course.slug}/99")
        yield Call(f"/{language}/kurser/%00")
    yield Call("/media/finns/inte/240.mp4")
    yield Call(f"/media/{course.slug}/{'0' * 32}/240/999.m4s")
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        yield Call(f"/sv/kurser/{course.slug}", method)
    yield Call(f"/sv/kurser/{course.slug}", "POST", {"a": "b"})
    yield Call(f"/sv/kurser/{course.slug}/asikt", "POST", {"words": "x" * 40_000})
