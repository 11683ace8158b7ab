"""The bare application: Flask with everything of `core.web` installed, before any feature joins."""

from pathlib import Path

from flask import Flask

from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.core.web import assets, compress, current, errors, headers, languages, marks, templating
from portal.core.web.form_token import FormTokens
from portal.core.web.no_session import NoSession
from portal.core.web.spool import SealingRequest

ROOT = Path(__file__).resolve().parents[3]
MEGABYTE = 1024 * 1024
MOST_BYTES = 50 * MEGABYTE  # four photos of 12 MB and the words
MOST_FORM_BYTES = MEGABYTE
MOST_PARTS = 200


class UnmarkedView(Exception):
    """A view does not say who may enter; the application refuses to start."""


def bare_application(settings: Settings) -> tuple[Flask, current.Runtime]:
    """A Flask application with database, keys, languages, errors, headers and assets; no feature yet."""
    app = Flask("portal", static_folder=None, template_folder=str(ROOT / "templates"))
    app.request_class = SealingRequest
    app.session_interface = NoSession()
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_FORM_BYTES,
        MAX_FORM_PARTS=MOST_PARTS,
        TRANSLATIONS=ROOT / "translations",
        WTF_CSRF_ENABLED=False,
    )
    app.url_map.strict_slashes = False
    keyring = Keyring(settings.encryption_keys, settings.index_key, settings.secret_key)
    database = Database(settings.database_url, keyring)
    held = current.Runtime(settings, database, keyring, FormTokens(keyring))
    current.install(app, held)
    languages.install(app)
    templating.install(app, settings)
    errors.install(app)
    headers.install(app, settings)
    compress.install(app)
    assets.install(app, ROOT / "static")
    return app, held


def refuse_unmarked(app: Flask) -> None:
    """Raise `UnmarkedView` when a view does not declare who may enter."""
    forgotten = marks.unmarked_views(app)
    if forgotten:
        raise UnmarkedView(f"no mark says who may enter: {', '.join(forgotten)}")
