"""The form of a damage report: two presses are enough, everything else is optional."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, MultipleFileField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.cases.contact_field import ContactField
from portal.core.settings import Topic
from portal.core.web.form import BaseForm, OneLine, PlainText, tidy
from portal.reports.damage.rules import LONGEST_WHERE, MOST_LETTERS, Asked, Report, Source


class ReportForm(BaseForm):
    """What is wrong, and if the reporter likes: photos, words, where, and how to hear from us."""

    topic = RadioField(
        _l("What is wrong?"), validators=[InputRequired(_l("Choose what is wrong."))], validate_choice=True
    )
    photos = MultipleFileField(_l("Take a photo"))
    words = TextAreaField(
        _l("Tell us more"),
        filters=[tidy],
        validators=[
            PlainText(),
            Length(max=MOST_LETTERS, message=_l("Please use at most %(max)d characters.")),
        ],
    )
    where = StringField(
        _l("Where is it?"),
        filters=[tidy],
        validators=[
            PlainText(),
            OneLine(),
            Length(max=LONGEST_WHERE, message=_l("Please use at most %(max)d characters.")),
        ],
    )
    contact = ContactField(_l("E-mail or mobile number"))
    asked = HiddenField(filters=[tidy])

    def offer(self, topics: Sequence[Topic], language: str) -> None:
        """Offer these topics, named in `language`."""
        self.topic.choices = [SelectChoice(topic.code, topic.name.in_language(language)) for topic in topics]

    def needs_words(self, source: Source) -> bool:
        """Whether the place must be described, because neither a place nor a point is known; adds the error."""
        if source is not Source.WORDS or self.where.data:
            return False
        self.where.errors = [*self.where.errors, _l("Write a street, a place or what is nearby.")]
        return True

    def answers(self) -> Report:
        """What the reporter answered."""
        known = {item.value for item in Asked}
        return Report(
            topic=self.topic.data,
            words=self.words.data,
            email=self.contact.email,
            phone=self.contact.phone,
            where=self.where.data,
            asked=frozenset(Asked(code) for code in (self.asked.data or "").split(",") if code in known),
        )
