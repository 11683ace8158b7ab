"""The questions of the needs survey, as codes."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import ValidationError

from portal.core.web import BaseForm
from portal.courses.form.fields import lines_of, text
from portal.courses.published import SurveyQuestion
from portal.courses.rules.catalogue import QUESTIONS_MOST
from portal.courses.rules.survey import CODE_MOST, is_choice_code, is_question_code


class SurveyForm(BaseForm):
    """The survey's questions as codes."""

    questions = text(
        _l("Questions"),
        QUESTIONS_MOST * (QUESTIONS_MOST + 1) * (CODE_MOST + 2),
        description=_l("One on each line: the question's code, a colon, and the codes of its choices."),
    )
    seen = HiddenField()

    def validate_questions(self, field: TextAreaField) -> None:
        """Codes that can be codes."""
        for number, line in enumerate(lines_of(field.data), start=1):
            question = _question(line)
            are_codes = is_question_code(question.code) and all(map(is_choice_code, question.choices))
            if not question.choices or not are_codes:
                raise ValidationError(_("Line %(number)s: write it like support: talk, relief", number=number))

    def answers(self) -> list[SurveyQuestion]:
        """The questions."""
        return [_question(line) for line in lines_of(self.questions.data)]


def survey_lines(questions: Iterable[SurveyQuestion]) -> str:
    """The questions as the form shows them."""
    return "\n".join(f"{one.code}: {', '.join(one.choices)}" for one in questions)


def _question(line: str) -> SurveyQuestion:
    code, _colon, choices = line.partition(":")
    return SurveyQuestion(code.strip(), tuple(choice.strip() for choice in choices.split(",") if choice.strip()))
