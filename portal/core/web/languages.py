"""Languages: the first part of a resident's address, never a cookie; the staff member's own choice for staff."""

from dataclasses import dataclass
from urllib.parse import urlencode

from babel import Locale
from flask import Flask, g, request, url_for
from flask_babel import Babel, refresh
from werkzeug.routing import BaseConverter

from portal.core.web.current import runtime

RIGHT_TO_LEFT = frozenset({"ar", "fa", "fa_AF", "ckb"})
OWN_NAMES = {"ckb": "کوردیی ناوەندی", "ku": "Kurmancî", "so": "Soomaali", "ti": "ትግርኛ"}


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language."""

    code: str
    name: str
    url: str
    html_lang: str
    is_current: bool


class LanguageConverter(BaseConverter):
    """Matches the languages of the municipality and nothing else."""

    regex = "[a-z]{2,8}"


def direction(language: str) -> str:
    """`rtl` for the languages written from right to left, else `ltr`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def own_name(language: str) -> str:
    """What a language calls itself."""
    if language in OWN_NAMES:
        return OWN_NAMES[language]
    name = Locale.parse(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]


def current_language() -> str:
    """The language of this request; the municipality's first one where nothing says otherwise."""
    chosen: str | None = g.get("language")
    return chosen or _from_path() or preferred_language()


def preferred_language() -> str:
    """The best of the municipality's languages for the browser's Accept-Language."""
    languages = runtime().settings.municipality.languages
    return request.accept_languages.best_match(languages) or languages[0]


def change_language(language: str) -> bool:
    """Answer this request in `language`; False when it is none of the municipality's.

    True also for the present one: whoever pressed a language has not pressed Send.
    """
    if language not in runtime().settings.municipality.languages:
        return False
    g.language = language
    refresh()
    return True


def _from_path() -> str | None:
    first = request.path.split("/", 2)[1] if request.path.startswith("/") else ""
    return first if first in runtime().settings.municipality.languages else None


def language_links() -> list[LanguageLink]:
    """Links to this page in every language of the municipality."""
    here = current_language()
    return [
        LanguageLink(code, own_name(code), _same_page(code), code, code == here)
        for code in runtime().settings.municipality.languages
    ]


def _same_page(language: str) -> str:
    values = dict(request.view_args or {}) | {"language": language}
    if request.endpoint is None or not request.path.startswith(f"/{current_language()}"):
        return f"/{language}/"
    query = f"?{urlencode(list(request.args.items(multi=True)))}" if request.args else ""
    return url_for(request.endpoint, **values) + query


def install(app: Flask) -> None:
    """Set up translations and the language in addresses."""
    app.url_map.converters["lang"] = LanguageConverter
    Babel(
        app,
        default_translation_directories=str(app.config["TRANSLATIONS"]),
        locale_selector=current_language,
        timezone_selector=lambda: "Europe/Stockholm",
    )

    @app.url_value_preprocessor
    def _take_language(_endpoint: str | None, values: dict[str, object] | None) -> None:
        if values and "language" in values:
            language = str(values.pop("language"))
            if language in runtime().settings.municipality.languages:
                g.language = language
            else:
                g.unknown_language = language

    @app.before_request
    def _refuse_unknown_language() -> None:
        if g.get("unknown_language"):
            from_nowhere = app.aborter
            from_nowhere(404)

    @app.url_defaults
    def _add_language(endpoint: str, values: dict[str, object]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = current_language()
