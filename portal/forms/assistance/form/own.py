"""The small forms of one's own applications: send back with a comment, answer us, appeal."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from portal.core.web.form import BaseForm, PlainText, tidy
from portal.forms.assistance.rules.signing import LONGEST_COMMENT

MOST_LETTERS = 10_000
_TOO_LONG = _l("Please use at most %(max)d characters.")


class CommentForm(BaseForm):
    """What is wrong with the application, as the co-applicant sees it."""

    comment = TextAreaField(
        _l("What is wrong or missing?"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Write what is wrong, so that it can be put right.")),
            PlainText(),
            Length(max=LONGEST_COMMENT, message=_TOO_LONG),
        ],
    )


class AnswerForm(BaseForm):
    """An answer to what we asked; files may stand for words."""

    words = TextAreaField(
        _l("Your answer"),
        filters=[tidy],
        validators=[PlainText(), Length(max=MOST_LETTERS, message=_TOO_LONG)],
    )

    def says_something(self, has_files: bool) -> bool:
        """Whether there are words or files; adds the error where there is neither."""
        if self.words.data or has_files:
            return True
        self.words.errors = [*self.words.errors, _l("Write an answer, or add a file.")]
        return False


class AppealForm(BaseForm):
    """An appeal (förvaltningslagen 43 §): which change one wants, and why."""

    words = TextAreaField(
        _l("What do you want to be changed, and why?"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Write what you think is wrong and how the decision should be changed.")),
            PlainText(),
            Length(max=MOST_LETTERS, message=_TOO_LONG),
        ],
    )
