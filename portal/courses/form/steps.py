"""What becomes of a course: a part more, a film more, a step towards publication."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from portal.core.web import BaseForm
from portal.core.web.form import PlainText, tidy
from portal.courses.form.fields import NO_TITLE, TOO_LONG, Neutral, line
from portal.courses.rules.catalogue import NAMES, TITLE_MOST, Variant

COMMENT_MOST = 1500


class AddPartForm(BaseForm):
    """A new part."""

    title = line(_l("Title of the new part, in Swedish"), TITLE_MOST, InputRequired(NO_TITLE), Neutral())


class AddFilmForm(BaseForm):
    """A place for a film."""

    variant = SelectField(_l("Which film"))
    spoken = SelectField(_l("Language that is heard"))

    def offer(self, variants: Iterable[Variant], languages: Iterable[tuple[str, str]]) -> None:
        """Offer these kinds of films and these languages (code and name)."""
        self.variant.choices = [SelectChoice(one.value, _(NAMES[one])) for one in variants]
        self.spoken.choices = [SelectChoice(code, name) for code, name in languages]


class StepForm(BaseForm):
    """A step in the life of a course; `version` is the one that was looked at."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version; 0 when the field is not a number."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 (an int column)


class CommentForm(StepForm):
    """Why a course goes back to its editors."""

    comment = TextAreaField(
        _l("What has to be changed"),
        [
            InputRequired(_l("Write what has to be changed.")),
            PlainText(),
            Length(max=COMMENT_MOST, message=TOO_LONG),
        ],
        filters=[tidy],
    )
