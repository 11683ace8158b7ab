"""What the forms' fields share."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from portal.core.web.form import OneLine, PlainText, tidy
from portal.courses.rules.neutral import offending_words

TOO_LONG = _l("Please use at most %(max)d characters.")
NO_TITLE = _l("Please write a title.")
PROSE = _l("Leave an empty line between paragraphs. Lines that begin with a hyphen and a space become a list.")


class Neutral:
    """Refuses words that tell somebody over the shoulder what the visitor is looking for."""

    def __call__(self, _form: object, field: Any) -> None:
        if words := offending_words(field.data or ""):
            raise ValidationError(
                _("Choose neutral words: this stands in the visitor's history (%(words)s).", words=", ".join(words))
            )


def line(label: Any, most: int, *more: Any, **values: Any) -> StringField:
    """A field for one line of at most so many characters; `more` are further checks."""
    checks = [*more, PlainText(), OneLine(), Length(max=most, message=TOO_LONG)]
    return StringField(label, checks, filters=[tidy], **values)


def text(label: Any, most: int, **values: Any) -> TextAreaField:
    """A field for several lines."""
    return TextAreaField(label, [PlainText(), Length(max=most, message=TOO_LONG)], filters=[tidy], **values)


def lines_of(text: str) -> list[str]:
    """The lines that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]
