"""The courses' own WSGI application, dispatched before the main one (`portal/wsgi.py`) or in a process of its own.

It reads the shelf and nothing else; its database knows two tables and is asked only when somebody wishes to be
counted. So courses play while the database or the rest of the portal is down.
"""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask

from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.core.web import assets, compress, current, errors, headers, languages, marks, templating
from portal.core.web.application import ROOT, UnmarkedView
from portal.core.web.dispatch import WSGI, Dispatch, cookie_blind
from portal.core.web.form_token import FormTokens
from portal.core.web.no_session import NoSession
from portal.courses.published import Shelf
from portal.courses.watching import routes

MOST_BYTES = 16 * 1024
_OURS = re.compile(r"/media/.*|/[a-z]{2,8}/kurser(/.*)?")


def create_courses_app(settings: Settings) -> Flask:
    """The application that shows published courses; refuses to start when a view does not say who may enter."""
    app = Flask("portal-courses", static_folder=None, template_folder=str(ROOT / "templates"))
    app.session_interface = NoSession()
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, TRANSLATIONS=ROOT / "translations", WTF_CSRF_ENABLED=False)
    app.url_map.strict_slashes = False
    keyring = Keyring(settings.encryption_keys, settings.index_key, settings.secret_key)
    database = Database(settings.courses_database_url or settings.database_url, keyring)
    held = current.Runtime(settings, database, keyring, FormTokens(keyring))
    held.services["shelf"] = Shelf(settings.published_dir)
    current.install(app, held)
    languages.install(app)
    templating.install(app, settings)
    errors.install(app)
    headers.install(app, settings)
    compress.install(app)
    assets.install(app, ROOT / "static")
    app.register_blueprint(routes.bp, url_prefix="/<lang:language>/kurser")
    if forgotten := marks.unmarked_views(app):
        raise UnmarkedView(f"no mark says who may enter: {', '.join(forgotten)}")
    return app


def with_courses(main: WSGI, settings: Settings) -> Dispatch:
    """`main`, and before it the courses, which never see what a browser says about its owner."""
    return Dispatch(main, [(takes_courses(settings), cookie_blind(create_courses_app(settings)))])


def takes_courses(settings: Settings) -> Callable[[dict[str, Any]], bool]:
    """Whether a request is for the courses: by its path, and by its host where they have one of their own."""
    host = settings.courses_host

    def takes(environ: dict[str, Any]) -> bool:
        is_own_host = host is not None and environ.get("HTTP_HOST", "").partition(":")[0] == host
        return is_own_host or _OURS.fullmatch(environ.get("PATH_INFO", "")) is not None

    return takes
