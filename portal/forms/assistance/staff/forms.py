"""The forms of casework in assistance; each carries the version of the case that was looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectChoice, SelectMultipleField, StringField, widgets
from wtforms.validators import Optional

from portal.backoffice.form import VersionForm
from portal.core.web import BaseForm
from portal.core.web.form import PlainText
from portal.core.words import Word, word
from portal.forms.assistance.form.fields import Choice, Line, Pick, Text, worded
from portal.forms.assistance.form.reading import Day, Digits, Money, Personnummer
from portal.forms.assistance.models import AppealState
from portal.forms.assistance.rules import labels
from portal.forms.assistance.rules.changes import WordKind
from portal.forms.assistance.rules.decision import OUTCOME_NAMES, Outcome
from portal.forms.assistance.rules.reasons import OWN_MOST, Phrase, phrases_for
from portal.forms.assistance.service.automation import DELEGATION_MOST, MOST_ONE_IN

WORDS_MOST = 4_000
REASON_MOST = 1_000
LONGEST_WAIT = 90
ADDING: Mapping[WordKind, Word] = {WordKind.COST: word("A cost"), WordKind.INCOME: word("An income")}
HANDLING: Mapping[AppealState, Word] = {
    AppealState.CHANGED: word("We change the decision ourselves"),
    AppealState.SENT_ON: word("It came in time: send it on to the court"),
    AppealState.LATE: word("It came too late: dismiss it"),
}


@dataclass(frozen=True)
class Setting:
    """What fields that read days and numbers need to know."""

    today: date


class ActForm(VersionForm):
    """An act on one application; `setting` says which day it is."""

    def __init__(self, today: date, **more: Any) -> None:
        self.setting = Setting(today)
        super().__init__(**more)


class LineForm(ActForm):
    """What one line of the calculation shall be, and why."""

    amount = Money(_l("What the line shall be"), _l("Write the amount."), most_kronor=10_000_000)
    reason = Text(
        _l("Why"),
        _l("Write the reason: it stands beside the line, in every recalculation."),
        most=REASON_MOST,
        description=_l("The resident can read it in the calculation."),
    )


class AddForm(LineForm):
    """A cost or an income that is not in the application."""

    what = Choice(_l("What do you add?"), worded(ADDING), _l("Choose a cost or an income."))
    cost = Pick(_l("Which cost?"), worded(labels.COSTS), _l("Choose which cost."))
    income = Pick(_l("Which income?"), worded(labels.INCOMES), _l("Choose which income."))

    def validate(self, extra_validators: Any = None) -> bool:
        """True when everything that the choice asks for is there."""
        unasked = {"cost": "income", "income": "cost"}.get(self.what.data or "", "")
        fields = [field for field in self if field.short_name != unasked]
        if not self.what.data:
            fields = [field for field in fields if field.short_name not in ("cost", "income")]
        every = [field.validate(self) for field in fields]
        return all(every)

    @property
    def kind(self) -> WordKind:
        """A cost or an income."""
        return WordKind(self.what.data)

    @property
    def type(self) -> str:
        """Which cost or income."""
        return str(self.cost.data if self.kind is WordKind.COST else self.income.data)


class AskForm(ActForm):
    """A question to the resident, or what the decision will rest on, with the last day to answer."""

    words = Text(_l("What you write"), _l("Write what you ask."), most=WORDS_MOST)
    due_on = Day(_l("Answer by"), _l("Write the last day to answer."), past=0, ahead=LONGEST_WAIT)


class WriteForm(ActForm):
    """A message to the resident."""

    words = Text(_l("Your message"), _l("Write the message."), most=WORDS_MOST)


class DecideForm(ActForm):
    """What is decided and why; the outcomes that the law does not allow yet are not offered.

    `calculation` is the id of the one that was looked at.
    """

    outcome = Choice(_l("Decision"), missing=_l("Choose what is decided."))
    phrases = SelectMultipleField(
        _l("Reasons"),
        validators=[Optional()],
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    own = Text(
        _l("Your own words"),
        most=OWN_MOST,
        description=_l("What is special in this case, so that the resident understands."),
    )
    step = HiddenField()
    calculation = HiddenField(validators=[Optional(), PlainText()])

    def validate(self, extra_validators: Any = None) -> bool:
        """True when every reason that is chosen fits what is decided."""
        if not super().validate(extra_validators):
            return False
        fitting = {one.code for one in phrases_for(Outcome(self.outcome.data))}
        strange = [str(one.label) for one in self.phrases.choices if one.value in set(self.phrases.data) - fitting]
        if strange:
            self.phrases.errors = [gettext("This reason does not fit the decision: %(reason)s", reason=strange[0])]
        return not strange

    def offer(self, allowed: Sequence[Outcome], phrases: Sequence[Phrase], language: str) -> None:
        """Offer these outcomes and reasons, in the words of the viewer's language."""
        self.outcome.offer([(one.value, gettext(OUTCOME_NAMES[one])) for one in allowed])
        self.phrases.choices = [
            SelectChoice(one.code, one.title.in_language(language), {"hint": one.text.in_language(language)})
            for one in phrases
        ]


class ApproveForm(ActForm):
    """Whether a second person approves, or why the decision goes back."""

    how = Choice(
        _l("Your approval"),
        (("approve", _l("Approve: the decision is made now")), ("back", _l("Send it back"))),
        _l("Choose one."),
    )
    because = Text(_l("Why it goes back"), most=REASON_MOST, description=_l("Needed when you send it back."))

    def validate(self, extra_validators: Any = None) -> bool:
        """True when there is a reason to send it back."""
        is_right = bool(super().validate(extra_validators))
        if is_right and self.how.data == "back" and not self.because.data:
            self.because.errors = [gettext("Write why it goes back.")]
            return False
        return is_right


class ServedForm(ActForm):
    """On which day the decision reached the resident another way."""

    served_on = Day(_l("The day it was received"), _l("Write the day."), past=1500)


class AppealForm(ActForm):
    """What becomes of an appeal."""

    how = Choice(_l("What do we do?"), worded(HANDLING), _l("Choose one."))
    words = Text(_l("To the resident"), most=WORDS_MOST, description=_l("They read it when signed in."))


class PersonForm(BaseForm):
    """A personnummer to look up."""

    number = Personnummer(_l("Personnummer"), _l("Write a personnummer or samordningsnummer."))

    def __init__(self, today: date, **more: Any) -> None:
        self.setting = Setting(today)
        super().__init__(**more)


class DeclareForm(PersonForm):
    """Somebody whose cases one must not handle."""

    is_self = BooleanField(_l("It is my own"))


class SwitchForm(BaseForm):
    """Automatic grants on or off."""

    is_on = Choice(_l("Automatic grants"), (("on", _l("On")), ("off", _l("Off"))), _l("Choose one."))
    delegation = Line(
        _l("Number of the delegation decision"),
        most=DELEGATION_MOST,
        description=_l("Kommunallagen chapter 6, section 37. Needed to switch on."),
    )
    one_in = Digits(
        _l("Draw one for control of every"),
        1,
        MOST_ONE_IN,
        _l("Write a number."),
    )


class SampleForm(BaseForm):
    """Whether an automatic grant was right."""

    was_right = Choice(_l("Was it right?"), (("yes", _l("Yes")), ("no", _l("No"))), _l("Choose one."))
    words = StringField(_l("What you saw"), validators=[Optional(), PlainText()])
