"""Words of a course and of its parts, one language at a time."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import ValidationError

from portal.core.web import BaseForm
from portal.courses.form.fields import PROSE, Neutral, line, lines_of, text
from portal.courses.published import CourseWords, PartWords, SurveyQuestion
from portal.courses.rules.catalogue import QUESTION_MOST, QUESTIONS_MOST, SUMMARY_MOST, TEXT_MOST, TITLE_MOST


class WordsForm(BaseForm):
    """What a course says about itself in one language; `asked` are the fields of the survey's words."""

    title = line(_l("Title"), TITLE_MOST, Neutral(), description=_l("Without a title this language is taken away."))
    summary = text(_l("Summary"), SUMMARY_MOST, description=_l("One or two sentences, shown in the catalogue."))
    about = text(_l("About the course"), TEXT_MOST, description=PROSE)
    is_read_by_native = BooleanField(_l("Somebody who has this language as their own has read it"))
    seen = HiddenField()
    asked: Sequence[str] = ()

    def answers(self) -> CourseWords:
        """The words."""
        survey = {code: self[code].data for code in self.asked if self[code].data}
        own = (self.title.data, self.summary.data, self.about.data)
        return CourseWords(*own, survey, self.is_read_by_native.data)


def words_form(questions: Iterable[SurveyQuestion], **values: Any) -> WordsForm:
    """The form for a course's words, with a field for each question and choice of its survey."""
    codes = [
        code
        for question in questions
        for code in (question.code, *(f"{question.code}.{choice}" for choice in question.choices))
    ]
    fields = {code: line(code, QUESTION_MOST) for code in codes}
    form: WordsForm = type("SurveyWordsForm", (WordsForm,), {**fields, "asked": tuple(codes)})(**values)
    return form


class PartForm(BaseForm):
    """The words of a part in one language."""

    title = line(_l("Title"), TITLE_MOST, Neutral(), description=_l("Without a title this language is taken away."))
    intro = text(_l("Introduction"), TEXT_MOST, description=PROSE)
    exercise = text(
        _l("Questions to think about"),
        QUESTIONS_MOST * (QUESTION_MOST + 1),
        description=_l("One question on each line. What visitors answer stays on their device."),
    )
    hand_out = text(_l("To keep and print"), TEXT_MOST, description=PROSE)
    seen = HiddenField()

    def validate_exercise(self, field: TextAreaField) -> None:
        """So many questions, and none too long."""
        questions = lines_of(field.data)
        if len(questions) > QUESTIONS_MOST:
            raise ValidationError(_("At most %(most)s questions.", most=QUESTIONS_MOST))
        if any(len(question) > QUESTION_MOST for question in questions):
            raise ValidationError(_("A question can have at most %(most)s characters.", most=QUESTION_MOST))

    def answers(self) -> PartWords:
        """The words."""
        return PartWords(self.title.data, self.intro.data, tuple(lines_of(self.exercise.data)), self.hand_out.data)
