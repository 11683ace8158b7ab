"""What we know of those who watch, how to watch safely, how to clean up."""

from flask import Response, request

from portal.core.web import anonymous, render, runtime, theme
from portal.courses.watching.pages.knowing import known
from portal.courses.watching.routes.blueprint import bp


@bp.get("/om/ingenting")
@anonymous
def nothing() -> str:
    """What we know about you: nothing; made from the settings, with a proof from the very request."""
    return render("courses/nothing.html", known=known(runtime().settings, request.environ))


@bp.get("/om/sakerhet")
@anonymous
def safety() -> str:
    """Before you watch: private window, shared devices, what cannot be erased."""
    return render("courses/safety.html")


@bp.get("/om/stada")
@anonymous
def clean_up() -> str:
    """How to remove what the browser itself has kept."""
    return render("courses/clean_up.html")


@bp.get("/om/farger.css")
@anonymous
def colours() -> Response:
    """The municipality's own colours; like the pages kept by no browser, and without a version to be known by."""
    return Response(theme.own_sheet(), mimetype="text/css")
