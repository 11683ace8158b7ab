"""What a course is: its address, audience and filters."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput

from portal.core.web import BaseForm
from portal.courses.form.fields import NO_TITLE, Neutral, line
from portal.courses.rules import gate
from portal.courses.rules.catalogue import NAMES, SLUG_MOST, TITLE_MOST, Age, Audience, Topic
from portal.courses.rules.facts import CourseFacts

LAST_POSITION = 999


class AddressForm(BaseForm):
    """The parts that a new course and an old one share."""

    slug = line(
        _l("Address"),
        SLUG_MOST,
        description=_l("The end of the course's address: small letters, digits and hyphens. It shows in histories."),
    )
    audience = RadioField(_l("For whom"), [InputRequired(_l("Choose for whom."))])

    def __init__(self, *given: Any, **values: Any) -> None:
        super().__init__(*given, **values)
        self.audience.choices = [SelectChoice(one.value, _(NAMES[one])) for one in Audience]

    def validate_slug(self, field: StringField) -> None:
        """An address that can be one and tells nothing."""
        if fault := gate.slug_fault(field.data):
            raise ValidationError(_(fault))


class NewForm(AddressForm):
    """A course that is not there yet."""

    title = line(_l("Title in Swedish"), TITLE_MOST, InputRequired(NO_TITLE), Neutral())

    def answers(self) -> CourseFacts:
        """What the course is."""
        return CourseFacts(self.slug.data, Audience(self.audience.data))


class FactsForm(AddressForm):
    """What a course is, apart from its words."""

    topics = SelectMultipleField(_l("What it is about"), option_widget=CheckboxInput())
    ages = SelectMultipleField(
        _l("How old the child is"),
        option_widget=CheckboxInput(),
        description=_l("Choose none for a course that is not about a child."),
    )
    is_easy = BooleanField(_l("The Swedish is easy to read"))
    position = IntegerField(
        _l("Place in the catalogue"),
        [
            InputRequired(_l("Please write a number.")),
            NumberRange(1, LAST_POSITION, _l("A number from %(min)s to %(max)s.")),
        ],
        description=_l("Courses with low numbers come first."),
    )
    seen = HiddenField()

    def __init__(self, *given: Any, **values: Any) -> None:
        super().__init__(*given, **values)
        self.topics.choices = [SelectChoice(one.value, _(NAMES[one])) for one in Topic]
        self.ages.choices = [SelectChoice(one.value, _(NAMES[one])) for one in Age]

    def answers(self) -> CourseFacts:
        """What the course is."""
        codes = (tuple(self.topics.data or ()), tuple(self.ages.data or ()))
        return CourseFacts(
            self.slug.data, Audience(self.audience.data), *codes, self.is_easy.data, self.position.data
        )
