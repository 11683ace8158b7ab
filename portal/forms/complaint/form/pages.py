"""The four pages of a complaint, one class each; together they end in one typed `Complaint`."""

import re
from collections.abc import Iterator, Sequence
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput

from portal.cases.contact_field import ContactField
from portal.core.web import BaseForm
from portal.core.web.form import OneLine, PlainText, tidy
from portal.forms.complaint.rules.answers import (
    HARD_NAMES,
    KRONOR_MOST,
    MINUTES_MOST,
    WHO_NAMES,
    WORDS_MOST,
    Complaint,
    Hard,
    Who,
)
from portal.forms.complaint.rules.register import Node

_TOO_LONG = Length(max=WORDS_MOST, message=_l("Please use at most %(max)d characters."))
_NUMBER = re.compile(r"\d{1,9}([.,]\d{1,2})?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
UNKNOWN = "-"
"""The choice "I don't know" among the processes."""


class PageForm(BaseForm):
    """One page of the complaint."""

    def carried(self) -> Iterator[tuple[str, str]]:
        """Name and value of every answer as it was sent, for the hidden fields of the other pages."""
        for field in self:
            if isinstance(field, MultipleFileField):
                continue
            yield from ((field.name, value) for value in field.raw_data or [] if isinstance(value, str))


class WhoPage(PageForm):
    """Who complains, and about which service."""

    who = RadioField(_l("In which role do you write?"), validators=[InputRequired(_l("Choose a role."))])
    node = RadioField(
        _l("What is it about?"), validators=[InputRequired(_l("Choose a service, or say that you do not know."))]
    )

    def offer(self, nodes: Sequence[Node], language: str) -> None:
        """Offer the roles and these services and processes, named in `language`."""
        self.who.choices = [SelectChoice(who.value, _(name)) for who, name in WHO_NAMES.items()]
        known = [SelectChoice(str(node.id), node.name(language)) for node in nodes]
        self.node.choices = [SelectChoice(UNKNOWN, _("I do not know, or something else")), *known]


class HardPage(PageForm):
    """What was hard and what happened; `asked` says that personal data in the words have been pointed out."""

    hard = SelectMultipleField(_l("What was hard?"), option_widget=CheckboxInput())
    happened = TextAreaField(
        _l("What happened?"),
        [DataRequired(_l("Tell us in a few words what happened.")), PlainText(), _TOO_LONG],
        filters=[tidy],
    )
    photos = MultipleFileField(_l("Photos"))
    asked = HiddenField(filters=[tidy])

    def offer(self) -> None:
        """Offer what can be hard."""
        self.hard.choices = [SelectChoice(hard.value, _(name)) for hard, name in HARD_NAMES.items()]

    def validate_hard(self, field: SelectMultipleField) -> None:
        """At least one."""
        if not field.data:
            raise ValidationError(_("Choose at least one."))


class CostPage(PageForm):
    """What would have been simpler, and what it cost."""

    simpler = TextAreaField(_l("What would have been simpler?"), [PlainText(), _TOO_LONG], filters=[tidy])
    hours = StringField(_l("How many hours did it cost you?"), [PlainText(), OneLine()], filters=[tidy])
    kronor = StringField(_l("How much money did it cost you?"), [PlainText(), OneLine()], filters=[tidy])

    def validate_hours(self, field: StringField) -> None:
        """A number, with a comma or a point, below the limit."""
        if field.data and (self.minutes is None or self.minutes > MINUTES_MOST):
            raise ValidationError(_("Write the hours as a number, for example 3 or 1,5."))

    def validate_kronor(self, field: StringField) -> None:
        """Whole kronor below the limit."""
        if field.data and (self.whole_kronor is None or self.whole_kronor > KRONOR_MOST):
            raise ValidationError(_("Write the amount in kronor as a number, for example 1200."))

    @property
    def minutes(self) -> int | None:
        """The hours as minutes; None when nothing, or no number, was written."""
        found = _number(self.hours.data)
        return None if found is None else round(found * 60)

    @property
    def whole_kronor(self) -> int | None:
        """The amount in whole kronor; None when nothing, or no number, was written."""
        found = _number(self.kronor.data)
        return None if found is None else round(found)


class ReachPage(PageForm):
    """How we may answer, and whether we may tell of it."""

    contact = ContactField(_l("E-mail or mobile number"))
    may_publish = BooleanField(_l("You may tell others of it, without my name and anything else that shows who I am"))


PAGES: tuple[type[PageForm], ...] = (WhoPage, HardPage, CostPage, ReachPage)


def complaint_of(who: WhoPage, hard: HardPage, cost: CostPage, reach: ReachPage) -> Complaint:
    """What the four pages say together, once all have been checked."""
    return Complaint(
        who=Who(who.who.data),
        node_id=None if who.node.data == UNKNOWN else UUID(who.node.data),
        hard=tuple(Hard(code) for code in hard.hard.data),
        happened=hard.happened.data,
        simpler=cost.simpler.data,
        minutes=cost.minutes,
        kronor=cost.whole_kronor,
        email=reach.contact.email,
        phone=reach.contact.phone,
        may_publish=bool(reach.may_publish.data),
    )


def _number(text: str | None) -> float | None:
    bare = _SPACES.sub("", text or "")
    return float(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else None
