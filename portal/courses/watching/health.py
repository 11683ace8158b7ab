"""What operations ask a process of the courses' own: is it alive, can it serve."""

import os

from flask import Blueprint, Response

from portal.core.web import anonymous, runtime
from portal.courses.watching.routes import shelf

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@anonymous
def alive() -> Response:
    """200 while the process answers; touches nothing else."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@anonymous
def ready() -> Response:
    """200 when the published courses can be read, or none has been published yet; 503 otherwise.

    Courses that cannot be read alone are named below the first line: the others can still be served.
    """
    folder = runtime().settings.published_dir
    if folder.exists() and not os.access(folder, os.R_OK | os.X_OK):
        return Response("missing: published courses\n", 503, mimetype="text/plain")
    left_out = [f"left out: {name} ({kind})\n" for name, kind in sorted(shelf().left_out().items())]
    return Response("".join(["ok\n", *left_out]), mimetype="text/plain")
