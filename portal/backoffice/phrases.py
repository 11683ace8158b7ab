"""Phrases in the language of the page, each translated once in the life of the process."""

from functools import lru_cache

from flask_babel import gettext, ngettext

from portal.cases.promise import Left, Standing
from portal.core.web.languages import current_language


def say(text: str) -> str:
    """`text`, a marked word, in the language of the page."""
    return _said(current_language(), text) if text else ""


def days_ago(days: int) -> str:
    """How many days ago, in words."""
    return _days_ago(current_language(), days)


def left_words(left: Left) -> str:
    """What is left of a promise, in words; empty where there is none."""
    return _left_words(current_language(), left)


def voices(count: int) -> str:
    """How many people have seen it; empty for the reporter alone."""
    return _voices(current_language(), count) if count > 1 else ""


@lru_cache(maxsize=2048)
def _said(_language: str, text: str) -> str:
    return str(gettext(text))


@lru_cache(maxsize=2048)
def _days_ago(_language: str, days: int) -> str:
    if days <= 0:
        return str(gettext("today"))
    return str(gettext("yesterday") if days == 1 else ngettext("%(num)s day", "%(num)s days", days))


@lru_cache(maxsize=2048)
def _left_words(_language: str, left: Left) -> str:
    if left.standing is Standing.OK:
        return str(ngettext("%(num)s day left", "%(num)s days left", left.days))
    if left.standing is Standing.BROKEN and left.days:
        return str(ngettext("%(num)s day late", "%(num)s days late", -left.days))
    fixed = {
        Standing.BROKEN: gettext("less than a day late"),
        Standing.TODAY: gettext("today 16:00"),
        Standing.PAUSED: gettext("waits for an answer"),
    }
    return str(fixed.get(left.standing, ""))


@lru_cache(maxsize=2048)
def _voices(_language: str, count: int) -> str:
    return str(ngettext("%(num)s voice", "%(num)s voices", count))
