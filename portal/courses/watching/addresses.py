"""Which addresses are the courses', and that each page has one: the same page is never found under another."""

import re
from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter

_OURS = re.compile(r"[\W_]*(media|[a-z]{2,8}[\W_]+kurser)([^\w-].*)?", re.ASCII | re.DOTALL | re.IGNORECASE)
"""Also what only looks like ours (capitals, further slashes, a line break): asked blind, and answered with 404."""


class PlainNumber(IntegerConverter):
    """A number as our own links write it: no zero in front, no digits of other scripts."""

    regex = "[1-9][0-9]{0,2}"


def takes_courses(environ: dict[str, Any]) -> bool:
    """Whether a request is for the courses by its path; never one for staff."""
    return _OURS.fullmatch(environ.get("PATH_INFO", "")) is not None


def install(app: Flask) -> None:
    """Give every page one address; belongs before the first blueprint."""
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.url_map.converters["int"] = PlainNumber

    @app.before_request
    def _refuse_slashes_in_front() -> None:
        if request.environ.get("PATH_INFO", "").startswith("//"):  # Werkzeug takes no notice of them
            abort(404)
