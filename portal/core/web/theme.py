"""The municipality's own colours as a small style sheet, where they are not the portal's; none inline (CSP)."""

import hashlib
from functools import cache

from flask import Blueprint, Response, request, url_for

from portal.core.settings.colours import Palette, is_built_in, palettes
from portal.core.web.current import runtime
from portal.core.web.marks import public

bp = Blueprint("theme", __name__)
VERSION_LETTERS = 12
_DARK = "@media screen and (prefers-color-scheme: dark)"


@bp.get("/farger-<version>.css")
@public
def colours(version: str) -> Response:
    """The style sheet; kept by browsers for good under its present version, else asked for anew."""
    text = own_sheet()
    answer = Response(text, mimetype="text/css")
    answer.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if version == _version(text) else "no-cache"
    )
    answer.set_etag(_version(text))
    answer.make_conditional(request)
    return answer


def has_own_colours() -> bool:
    """Whether the municipality's colours are other than those in the portal's own style sheet."""
    return not is_built_in(runtime().settings.municipality.colours)


@bp.app_template_global()
def theme_url() -> str:
    """Its address for the head of every page; empty while the municipality has the portal's own colours."""
    return "" if not has_own_colours() else url_for("theme.colours", version=_version(own_sheet()))


def own_sheet() -> str:
    """The style sheet's text: the municipality's colours, light and dark."""
    return _sheet(tuple(sorted(runtime().settings.municipality.colours.items())))


@cache
def _sheet(given: tuple[tuple[str, str], ...]) -> str:
    found = palettes(dict(given))
    return f"{_root(found['light'])}{_DARK}{{{_root(found['dark'])}}}\n"


def _root(palette: Palette) -> str:
    return ":root{" + "".join(f"--{name}:{value};" for name, value in palette.items()) + "}"


@cache
def _version(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:VERSION_LETTERS]
