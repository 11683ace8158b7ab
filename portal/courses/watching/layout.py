"""What the frame of every page of the courses needs besides what all pages have."""

from flask import Flask, url_for

from portal.core.settings import Settings
from portal.core.web import theme
from portal.core.web.page_cache import PageCache
from portal.courses.watching.pages.text import blocks

PAGES = "courses_pages"
"""Under this name the application's extensions hold the pages it has made; they are the same for everybody."""


def install(app: Flask, settings: Settings) -> None:
    """Give templates the way out (`quick_exit`, also on error pages) and the address of the rest of the portal.

    `portal_url` is empty where the courses have no host of their own: then the rest lies behind the same address.
    """
    app.jinja_env.globals.update(
        quick_exit=settings.municipality.courses.exit_url,
        portal_url=settings.base_url if settings.courses_host else "",
        for_courses=True,
        blocks_of=blocks,
        theme_url=_theme_url,
    )
    app.extensions[PAGES] = PageCache[str]()


def _theme_url() -> str:
    return url_for("courses.colours") if theme.has_own_colours() else ""
