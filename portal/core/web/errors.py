"""Every error is a page in the person's language that says what to do; what was typed is still there.

A POST that fails because the database is away or because too many write at once gets the *kept* page: all its
fields again, hidden, with one button that sends the same form once more. It needs no database.
"""

import logging
from collections.abc import Iterable
from typing import Any

from flask import Flask, Response, g, make_response, render_template, request
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from portal.core.errors import PortalError
from portal.core.web.current import READING, release_session

log = logging.getLogger("portal")
PAGES = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503})
RETRY_SECONDS = 20
MOST_FIELDS = 1000
_OURS = frozenset({"token", "asked", "key", "topic", "work", "website", "remove_photo"})


class SlowDown(Exception):
    """Too many write at once: the person gets everything typed back and is asked to send again a little later."""

    def __init__(self, seconds: int, bits: int = 0) -> None:
        self.seconds = seconds
        self.bits = bits
        super().__init__(seconds)


def error_page(status: int, **values: Any) -> Response:
    """The page for `status`; without a page of its own the nearest general one."""
    page = status if status in PAGES else (400 if status < 500 else 500)  # noqa: PLR2004 (HTTP's classes)
    return make_response(render_template(f"errors/{page}.html", status=status, **values), status)


def kept_page(status: int, seconds: int, bits: int = 0) -> Response:
    """The sender's own fields again with a button to send them once more; `Retry-After` says when.

    A view that has kept more than fields says so in `g`: `kept_photos` (how many) and `kept_token` (a token under
    which they lie, when the form's own was not ours).
    """
    release_session()
    fields = _kept_fields()
    page = render_template(
        "errors/kept.html",
        fields=fields,
        status=status,
        seconds=seconds,
        work_bits=bits,
        photos=g.get("kept_photos", 0),
        loses_files=any(file.filename for file in request.files.values()) and "kept_photos" not in g,
        words="\n\n".join(value for name, value in fields if value.strip() and name not in _OURS),
        action=_own_address(),
    )
    answer = make_response(page, status)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _kept_fields() -> list[tuple[str, str]]:
    fields = [(name, value) for name, values in request.form.lists() for value in values]
    replaced = {"language"} | ({"token"} if "kept_token" in g else set())
    token = [("token", g.kept_token)] if "kept_token" in g else []
    return [*token, *(field for field in fields if field[0] not in replaced)]


def _own_address() -> str:
    """This page's address; in the language that the person has just changed to."""
    first, _, rest = request.full_path.rstrip("?").removeprefix("/").partition("/")
    return f"/{g.get('language') or first}/{rest}" if request.view_args is not None and rest else request.full_path


def install(app: Flask) -> None:
    """Turn errors into pages."""
    app.register_error_handler(PortalError, _refused)
    app.register_error_handler(SlowDown, _slow_down)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DataError, _unreadable)
    for away in (OperationalError, PoolTimeout):
        app.register_error_handler(away, _away)
    app.register_error_handler(Exception, _unexpected)

    @app.before_request
    def _refuse_nul() -> None:
        if "\x00" in request.path or b"%00" in request.query_string or b"\x00" in request.query_string:
            app.aborter(400)

    @app.before_request
    def _refuse_too_many_fields() -> None:
        if request.mimetype != "application/x-www-form-urlencoded" or request.method in READING:
            return
        request.max_content_length = app.config["MAX_FORM_MEMORY_SIZE"]  # such a body is read whole
        if sum(1 for _ in request.form.items(multi=True)) > MOST_FIELDS:
            app.aborter(413)


def _refused(error: PortalError) -> Response:
    return error_page(error.status, message=error.message)


def _slow_down(error: SlowDown) -> Response:
    return kept_page(429, error.seconds, error.bits)


def _http(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:  # noqa: PLR2004 (a redirect, not an error)
        return make_response(error.get_response())
    if isinstance(error, RequestEntityTooLarge):
        return error_page(413)
    answer = error_page(error.code or 500)
    for name, value in _kept_headers(error):
        answer.headers[name] = value
    return answer


def _kept_headers(error: HTTPException) -> Iterable[tuple[str, str]]:
    return [(name, value) for name, value in error.get_headers() if name in {"Allow", "Retry-After"}]


def _unreadable(error: DataError) -> Response:
    log.info("unreadable input: %s", type(error.orig).__name__)
    return error_page(400)


def _away(error: Exception) -> Response:
    log.error("database away: %s", type(error).__name__)
    if request.method in READING or g.get("no_kept_page"):
        release_session()
        answer = error_page(503)
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer
    return kept_page(503, RETRY_SECONDS)


def _unexpected(error: Exception) -> Response:
    release_session()
    log.error("unexpected: %s", type(error).__name__, exc_info=error)
    return error_page(500)
