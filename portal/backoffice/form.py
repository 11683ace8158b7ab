"""The forms of staff work: one per action; each carries the version of the case that was looked at."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from portal.backoffice.rules import DETAIL_MOST, HEADING_MOST, VIEW_NAME_MOST, WORDS_MOST
from portal.core.web import BaseForm
from portal.core.web.form import OneLine, PlainText, tidy

MOST_VERSIONS = 2**31 - 1
_NEEDED = InputRequired(_l("Please choose one."))
_VERSION = _l("The page did not say which version of the case you saw. Please go back, reload it and try again.")


class VersionForm(BaseForm):
    """An action that needs nothing but the version that was looked at."""

    version = IntegerField(
        widget=HiddenInput(), validators=[InputRequired(_VERSION), NumberRange(0, MOST_VERSIONS, _VERSION)]
    )
    next = HiddenField(validators=[Optional(), PlainText()])


class SeenForm(VersionForm):
    """An action that answers what the reporter wrote; what came after `seen`, its author has not read."""

    seen = IntegerField(widget=HiddenInput(), validators=[Optional(), NumberRange(0, MOST_VERSIONS, _VERSION)])

    @property
    def last_seen(self) -> int:
        """The id of the last event that the page showed; 0 when the page did not say."""
        return self.seen.data or 0 if self.seen.raw_data else 0


class AssignForm(VersionForm):
    """Who works on the case; empty for nobody."""

    to = SelectField(_l("Who works on it"), validators=[Optional()])

    @property
    def account_id(self) -> UUID | None:
        """The chosen account; None for nobody."""
        return UUID(self.to.data) if self.to.data else None


class TeamForm(VersionForm):
    """Which team the case belongs to."""

    to = SelectField(_l("Team"), validators=[_NEEDED])


class PriorityForm(VersionForm):
    """How urgent the case is."""

    to = SelectField(_l("Priority"), validators=[_NEEDED])


class StateForm(VersionForm):
    """Where the case stands."""

    to = RadioField(_l("State"), validators=[_NEEDED])


class CloseForm(SeenForm):
    """How the case ended, with what the reporter is to know."""

    outcome = RadioField(_l("How did it end?"), validators=[_NEEDED])
    detail = TextAreaField(
        _l("Who it belongs to, why not, or the number of the other case"),
        filters=[tidy],
        description=_l("The reporter reads it. Needed where the outcome asks for it."),
        validators=[Length(max=DETAIL_MOST, message=_l("Please write at most 1 000 characters.")), PlainText()],
    )
    upload = HiddenField()


class ReplyForm(SeenForm):
    """An answer to the reporter."""

    words = TextAreaField(
        _l("Your answer"),
        filters=[tidy],
        validators=[
            InputRequired(_l("Please write your answer.")),
            Length(max=WORDS_MOST, message=_l("Please write at most 4 000 characters.")),
            PlainText(),
        ],
    )
    upload = HiddenField()


class NoteForm(BaseForm):
    """A note for colleagues; the reporter never sees it."""

    words = TextAreaField(
        _l("Note for colleagues"),
        filters=[tidy],
        validators=[
            InputRequired(_l("Please write the note.")),
            Length(max=WORDS_MOST, message=_l("Please write at most 4 000 characters.")),
            PlainText(),
        ],
    )


class PublishForm(VersionForm):
    """What the public may read and see of the case."""

    heading = StringField(
        _l("Heading for the public"),
        filters=[tidy],
        description=_l("Your own words about what is wrong. Never names or anything else about a person."),
        validators=[
            InputRequired(_l("Please write a heading.")),
            Length(max=HEADING_MOST, message=_l("Please write at most 120 characters.")),
            PlainText(),
            OneLine(),
        ],
    )
    photos = SelectMultipleField(_l("Photos that everybody may see"), validators=[Optional()])


class ViewForm(BaseForm):
    """A filter to keep under a name."""

    name = StringField(
        _l("Name of the view"),
        filters=[tidy],
        validators=[
            InputRequired(_l("Please give the view a name.")),
            Length(max=VIEW_NAME_MOST),
            PlainText(),
            OneLine(),
        ],
    )
    query = HiddenField()
    is_shared = BooleanField(_l("My colleagues see it too"))
