"""The base of all forms: typed answers out of untyped, hostile input.

Flask-WTF's session-bound CSRF is left off: a public form carries the signed form token, a staff form the token of
the staff session; both are checked before the form is read.
"""

from functools import cache
from typing import Any

from flask import request
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto, _is_submitted
from werkzeug.datastructures import MultiDict
from wtforms import Field, FileField, MultipleFileField
from wtforms.i18n import DummyTranslations, get_translations
from wtforms.validators import ValidationError

_FORBIDDEN = {chr(code) for code in range(32)} - {"\n", "\r", "\t"} | {"\x7f", "\ufffe", "\uffff"}


def tidy(value: object) -> str:
    """`value` with line ends as one newline each and without spaces around it; what is no text is empty."""
    if not isinstance(value, str):
        return ""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


class PlainText:
    """Refuses characters that cannot be stored or shown: NUL, control characters, halves of characters."""

    def __call__(self, _form: object, field: Field) -> None:
        text = field.data or ""
        if any(letter in _FORBIDDEN or "\ud800" <= letter <= "\udfff" for letter in text):
            raise ValidationError(_l("There is a character here that we cannot store. Please write it again."))


class OneLine:
    """Refuses a line break, so that a name or an address stays one line."""

    def __call__(self, _form: object, field: Field) -> None:
        if any(letter in (field.data or "") for letter in "\r\n"):
            raise ValidationError(_l("Please write this on one line."))


def _sent(form: Any) -> MultiDict[str, Any]:
    takes_files = {name for name, field in form._fields.items() if isinstance(field, FileField | MultipleFileField)}
    texts = [(name, value) for name, value in request.form.items(multi=True) if name not in takes_files]
    files = [(name, value) for name, value in request.files.items(multi=True) if name in takes_files]
    return MultiDict([*texts, *files])


@cache
def _own_messages(language: str) -> Any:
    """What wtforms itself says, read once per process."""
    try:
        return get_translations([language])
    except OSError:
        return DummyTranslations()


class BaseForm(FlaskForm):  # type: ignore[misc]  # flask_wtf has no types
    """A page's form; a subclass adds fields and `answers()`, which returns a frozen dataclass of its rules."""

    class Meta:
        csrf = False

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent: files for file fields, text for all others; never a body of another kind."""
            if formdata is not _Auto:
                return formdata
            return _sent(form) if _is_submitted() else None

        def get_translations(self, _form: Any) -> Any:
            """What wtforms itself says, in the language of the page."""
            return _own_messages(str(get_locale() or "en"))

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> str:
            text: str = field.widget(field, **render_kw)
            return text
