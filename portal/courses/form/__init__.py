"""The workshop's forms: what an editor writes (`facts`, `words`, `survey`) and what becomes of a course (`steps`)."""

from portal.courses.form.facts import FactsForm, NewForm
from portal.courses.form.steps import AddFilmForm, AddPartForm, CommentForm, StepForm
from portal.courses.form.survey import SurveyForm, survey_lines
from portal.courses.form.words import PartForm, WordsForm, words_form

__all__ = [
    "AddFilmForm",
    "AddPartForm",
    "CommentForm",
    "FactsForm",
    "NewForm",
    "PartForm",
    "StepForm",
    "SurveyForm",
    "WordsForm",
    "survey_lines",
    "words_form",
]
