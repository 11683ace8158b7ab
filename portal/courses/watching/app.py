"""The courses' own WSGI application, dispatched before the main one (`portal/wsgi.py`) or in a process of its own.

It reads the shelf and nothing else; its database knows two tables and is asked only when somebody wishes to be
counted. So courses play while the database or the rest of the portal is down.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask

from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.core.web import assets, compress, current, errors, headers, languages, marks, templating
from portal.core.web.application import ROOT, UnmarkedView
from portal.core.web.dispatch import WSGI, Dispatch, cookie_blind
from portal.core.web.form_token import FormTokens
from portal.core.web.no_session import NoSession
from portal.courses.counting.engine import CountingDatabase
from portal.courses.published import Shelf
from portal.courses.watching import addresses, counting, health, layout, quiet, routes
from portal.courses.watching.addresses import takes_courses
from portal.courses.watching.media import PROTECTION, with_media

MOST_BYTES = 16 * 1024
_ASKS = re.compile(r"/[a-z]{2,8}/kurser/om/intyg/?")
"""The one page that may be asked something: what a certificate's code stands for."""
_HEALTH = frozenset({"/healthz", "/readyz"})


def create_courses_app(settings: Settings) -> Flask:
    """The application that shows published courses; refuses to start when a view does not say who may enter."""
    app = quiet.QuietFlask("portal-courses", static_folder=None, template_folder=str(ROOT / "templates"))
    app.session_interface = NoSession()
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES, WTF_CSRF_ENABLED=False)
    app.config.update(TRANSLATIONS=ROOT / "translations", PROVIDE_AUTOMATIC_OPTIONS=False)
    addresses.install(app)
    keyring = courses_keyring(settings)
    database = CountingDatabase(settings.courses_database_url or settings.database_url, keyring)
    held = current.Runtime(settings, database, keyring, FormTokens(keyring))
    held.services["shelf"] = shelf = Shelf(settings.published_dir)
    current.install(app, held)
    languages.install(app)
    templating.install(app, settings)
    layout.install(app, settings)
    errors.install(app)
    quiet.install(app)
    headers.install(app, settings, headers.NO_PERMISSIONS)
    compress.install(app)
    assets.install(app, ROOT / "static")
    app.register_blueprint(routes.front)
    for pages in (routes.bp, counting.bp):
        app.register_blueprint(pages, url_prefix="/<lang:language>/kurser")
    app.register_blueprint(health.bp)
    app.wsgi_app = with_media(  # type: ignore[method-assign, assignment]
        app.wsgi_app, shelf.media, is_https=settings.is_https
    )
    if forgotten := marks.unmarked_views(app):
        raise UnmarkedView(f"no mark says who may enter: {', '.join(forgotten)}")
    return app


def courses_keyring(settings: Settings) -> Keyring:
    """The courses' own key, and none that opens what is sealed: theirs by name, or derived from the portal's."""
    return Keyring((), settings.courses_key, settings.courses_key)


def with_courses(main: WSGI, settings: Settings) -> Dispatch:
    """`main`, and before it the courses, which never see what a browser says about its owner.

    With a host of their own they answer everything there, and `main`'s host sends on to it.
    """
    courses = blind(create_courses_app(settings))
    if settings.courses_host is None:
        return Dispatch(main, [(takes_courses, courses)])
    there = cookie_blind(sending_to(courses_origin(settings)))
    return Dispatch(main, [(on_host(settings.courses_host), courses), (takes_courses, there)])


def courses_alone(settings: Settings) -> WSGI:
    """The courses in a process of their own; with a host of their own, every other host leads there."""
    courses = blind(create_courses_app(settings))
    if settings.courses_host is None:
        return courses
    there = cookie_blind(sending_to(courses_origin(settings)))
    return Dispatch(there, [(on_host(settings.courses_host), courses), (_asks_for_health, courses)])


def blind(app: WSGI) -> WSGI:
    """The courses' application as anything outside may see it."""
    return cookie_blind(app, queries=lambda path: _ASKS.fullmatch(path) is not None)


def _asks_for_health(environ: dict[str, Any]) -> bool:
    return environ.get("PATH_INFO", "") in _HEALTH


def on_host(host: str) -> Callable[[dict[str, Any]], bool]:
    """Whether a request was sent to `host`, whatever the port."""
    name = host.partition(":")[0].lower()

    def takes(environ: dict[str, Any]) -> bool:
        return str(environ.get("HTTP_HOST", "")).partition(":")[0].rstrip(".").lower() == name

    return takes


def courses_origin(settings: Settings) -> str:
    """Scheme, host and port of the courses: their own host's, else the portal's own."""
    if settings.courses_host is None:
        return settings.base_url
    portal = urlsplit(settings.base_url)
    port = f":{portal.port}" if portal.port and ":" not in settings.courses_host else ""
    return f"{portal.scheme}://{settings.courses_host}{port}"


def sending_to(origin: str) -> WSGI:
    """An application that sends every reader on to the same path at `origin`."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            start_response("405 Method Not Allowed", [*PROTECTION, ("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return []
        path = quote(environ["PATH_INFO"].removeprefix("/").encode("latin-1"))
        start_response("302 Found", [*PROTECTION, ("Location", f"{origin}/{path}"), ("Content-Length", "0")])
        return []

    return answer
