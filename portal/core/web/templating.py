"""What every template may use: translation of words, texts of the municipality, days and moments."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_date, format_datetime, format_timedelta, get_locale, gettext
from jinja2 import BytecodeCache, StrictUndefined
from jinja2.bccache import Bucket

from portal.core import clock
from portal.core.codes import grouped
from portal.core.settings import Settings, Text
from portal.core.web.languages import current_language, direction, language_links, own_name

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_NO_LONG_TIMES = frozenset({"ku", "ckb"})


def translated(word: str, **values: Any) -> str:
    """The filter `t`: a marked word in the language of the page."""
    return str(gettext(word, **values)) if word else ""


def in_language(text: Text | None) -> str:
    """The filter `text`: a text of the municipality in the language of the page."""
    return text.in_language(current_language()) if text else ""


def day(value: date | datetime | None) -> str:
    """The filter `day`: a date as people write it, with the year only when it is not this one."""
    if value is None:
        return ""
    local = value.astimezone(STOCKHOLM).date() if isinstance(value, datetime) else value
    this_year = local.year == clock.now().astimezone(STOCKHOLM).year
    return str(format_date(local, "d MMMM" if this_year else "d MMMM y"))


def moment(value: datetime | None) -> str:
    """The filter `moment`: date and time in Sweden."""
    if value is None:
        return ""
    return str(format_datetime(value.astimezone(STOCKHOLM), "d MMM HH:mm", rebase=False))


def hour(value: datetime | None) -> str:
    """The filter `hour`: the time of day in Sweden."""
    return str(format_datetime(value.astimezone(STOCKHOLM), "HH:mm", rebase=False)) if value else ""


def ago(value: datetime | None) -> str:
    """The filter `ago`: how long ago, in words."""
    if value is None:
        return ""
    passed = clock.now() - value.astimezone(UTC)
    if str(get_locale()) in _NO_LONG_TIMES:
        return day(value)
    if passed < timedelta(minutes=1):
        return str(gettext("just now"))
    return str(format_timedelta(-passed, add_direction=True, threshold=1.2))


class CompiledTemplates(BytecodeCache):
    """Templates compiled once per process, shared by all of its applications."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled of the same source."""
        if found := self._compiled.get(f"{bucket.key}{bucket.checksum}"):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled."""
        self._compiled[f"{bucket.key}{bucket.checksum}"] = bucket.bytecode_to_string()


_compiled = CompiledTemplates()


def install(app: Flask, settings: Settings) -> None:
    """Register filters and globals; an undefined name in a template is an error, not an empty string."""
    town = settings.municipality
    app.jinja_env.bytecode_cache = _compiled
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.filters.update(t=translated, text=in_language, day=day, moment=moment, ago=ago, hour=hour)
    app.jinja_env.filters.update(grouped=grouped, own_name=own_name, direction=direction)
    app.jinja_env.globals.update(municipality=town, help_numbers=town.help_numbers, is_demo=settings.is_demo)
    app.jinja_env.globals.update(portal_url="", quick_exit="", for_courses=False)

    @app.context_processor
    def _of_the_request() -> dict[str, Any]:
        language = current_language()
        return {
            "language": language,
            "html_lang": language,
            "direction": direction(language),
            "language_links": language_links,
        }
