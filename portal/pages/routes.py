"""Home, about, privacy, accessibility statement."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.rules import DEVICE_LIFETIME
from portal.core.web import public, render, runtime
from portal.core.web.languages import preferred_language
from portal.pages.statement import STATEMENT
from portal.platform.notices.post import may_sms

bp = Blueprint("pages", __name__)
short = Blueprint("pages_short", __name__)


@short.get("/")
@public
def front() -> Response:
    """Send on to the home page in the browser's language."""
    return redirect(url_for("pages.home", language=preferred_language()))


@bp.get("/")
@public
def home() -> str:
    """The services, in the order of need."""
    features = runtime().services["features"]
    tiles = sorted((tile for feature in features for tile in feature.tiles), key=lambda tile: tile.order)
    return render("pages/home.html", tiles=tiles)


@bp.get("/om")
@public
def about() -> str:
    """What the portal is and whom to ask."""
    return render("pages/about.html")


@bp.get("/om/integritet")
@public
def privacy() -> str:
    """What we keep, why, for how long; read from the settings."""
    settings = runtime().settings
    return render(
        "pages/privacy.html",
        days=settings.municipality.retention_days,
        sends_sms=may_sms(settings),
        tile_url=settings.municipality.tile_url,
        device_days=DEVICE_LIFETIME.days,
        assistance=settings.municipality.assistance,
    )


@bp.get("/om/tillganglighet")
@public
def accessibility() -> str:
    """The accessibility statement that the law demands."""
    return render("pages/accessibility.html", statement=STATEMENT)
