"""The pages of the application: which there are (`catalogue`), how far they have come (`state`), what they mean.

A draft's kept texts are read again every time, as they would be judged today: `answers_of` gives the typed answers
once nothing is `missing`, `shown` the questions and answers as people read them.
"""

from datetime import date

from portal.forms.assistance.pages import reading, showing
from portal.forms.assistance.pages.reading import NotComplete
from portal.forms.assistance.pages.state import ReadPage
from portal.forms.assistance.rules.answers import Answers
from portal.forms.assistance.snapshot import Section
from portal.forms.drafts.models import Draft
from portal.forms.drafts.queries import content_of


def answers_of(draft: Draft, today: date) -> Answers:
    """Everything that the draft answers; raises `NotComplete` when something is left."""
    return reading.answers_of(content_of(draft), today)


def missing(draft: Draft, today: date) -> list[ReadPage]:
    """The pages that are not done; empty when the application can be signed, but for the declaration."""
    return reading.missing(content_of(draft), today)


def shown(draft: Draft, language: str, today: date) -> tuple[Section, ...]:
    """The questions as shown and the answers as given, in `language`."""
    return showing.shown(content_of(draft), language, today)


__all__ = ["NotComplete", "ReadPage", "answers_of", "missing", "shown"]
