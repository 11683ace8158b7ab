"""The source of a municipality without an agreement with the agencies: nobody answers, nothing is taken for known."""

from collections.abc import Mapping

from portal.forms.assistance.agencies.replies import Agency, Reply
from portal.forms.assistance.agencies.source import Question, Unreachable


class Unconnected:
    """Answers no question; every proposal then says what a person has to find out."""

    is_simulated = False
    may_answer_later = False

    def ask(self, question: Question) -> Mapping[Agency, Reply]:
        """Raises `Unreachable`."""
        raise Unreachable
