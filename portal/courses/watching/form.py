"""The form about a course: whether it helped, the questions of its needs survey, and words that name nobody."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectChoice, SelectMultipleField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.core.personal_data import NAMES, personal_data_in
from portal.core.web.form import BaseForm, PlainText, tidy
from portal.courses.counting import rules
from portal.courses.counting.rules import HELPED, WORDS_MOST, Feedback
from portal.courses.published import CourseWords, PublishedCourse, SurveyQuestion

SURVEY = "survey-"
MOST_QUESTIONS = 12


class NamesNobody:
    """Stops words with a personnummer, an e-mail address or a telephone number (AN-29), and says what was found."""

    def __call__(self, _form: object, field: Field) -> None:
        found = personal_data_in(field.data or "")
        if found:
            names = ", ".join(str(_(NAMES[what])) for what in dict.fromkeys(one.what for one in found))
            raise ValidationError(
                _(
                    "There seems to be %(what)s here. Could you take it away? Then nobody can know who you are.",
                    what=names,
                )
            )


class Ticks(SelectMultipleField):  # type: ignore[misc]  # wtforms has no types
    """Boxes to tick, as many as one likes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class FeedbackForm(BaseForm):
    """What somebody thinks of a course; every question can be left out, but not all of them."""

    helped = RadioField(_l("Did the course help you?"), validators=[Optional()])
    words = TextAreaField(
        _l("Is there something you want to tell us?"),
        filters=[tidy],
        validators=[
            PlainText(),
            Length(max=WORDS_MOST, message=_l("Please use at most %(max)d characters.")),
            NamesNobody(),
        ],
    )

    def offer(self, course: PublishedCourse, language: str) -> None:
        """Offer the three fixed answers, and the course's questions in `language` or in Swedish."""
        self.helped.choices = [SelectChoice(choice.value, _(label)) for choice, label in HELPED.items()]
        words, _written = course.in_language(language)
        for question, field in zip(course.survey, self.questions, strict=False):
            field.label.text = _said(words, question.code)
            field.choices = [
                SelectChoice(choice, _said(words, f"{question.code}.{choice}")) for choice in question.choices
            ]

    @property
    def questions(self) -> list[Any]:
        """The fields of the survey, in the order of the course."""
        return [field for name, field in self._fields.items() if name.startswith(SURVEY)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Also refuses a form that says nothing at all."""
        is_valid = bool(super().validate(extra_validators))
        if is_valid and not (self.helped.data or self.words.data or any(field.data for field in self.questions)):
            self.helped.errors = [_("Choose an answer or write something before you send.")]
            return False
        return is_valid

    def answers(self) -> Feedback:
        """What was answered: codes to count, and the words."""
        helped = [f"help-{self.helped.data}"] if self.helped.data else []
        ticked = [rules.answer(f.name.removeprefix(SURVEY), choice) for f in self.questions for choice in f.data]
        return Feedback((*helped, *dict.fromkeys(ticked)), self.words.data)


def feedback_form(course: PublishedCourse, language: str) -> FeedbackForm:
    """The form for a course, with a field of its own for each question of its survey."""
    form: FeedbackForm = _form_for(tuple(_asked(course.survey)))()
    form.offer(course, language)
    return form


def _asked(survey: Sequence[SurveyQuestion]) -> list[str]:
    return [question.code for question in survey[:MOST_QUESTIONS]]


@cache
def _form_for(questions: tuple[str, ...]) -> Any:
    fields = {SURVEY + code: Ticks(validators=[Optional()]) for code in questions}
    return type("CourseFeedbackForm", (FeedbackForm,), fields)


def _said(words: CourseWords, code: str) -> str:
    return words.survey.get(code, code)
