"""A decision as the resident reads it, on screen and paper: what was decided, the calculation in words, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.core.web.languages import current_language
from portal.core.words import Word, word
from portal.forms.assistance.models import Application, Decision, Outcome
from portal.forms.assistance.papers.wording import month_name
from portal.forms.assistance.queries import own
from portal.forms.assistance.riksnorm import Kind, Line, Result, result_from_json
from portal.forms.assistance.riksnorm.amounts import shown
from portal.forms.assistance.riksnorm.explaining import LACKING, LEFT_OVER, SUMS, line_note, line_text
from portal.forms.assistance.rules.reasons import OFFICIAL, Reasons

HEADINGS: dict[Outcome, Word] = {
    Outcome.GRANT: word("Your application is granted"),
    Outcome.PARTLY: word("Your application is granted in part"),
    Outcome.REFUSE: word("Your application is refused"),
    Outcome.DISMISS: word("Your application is dismissed"),
}
MEANINGS: dict[Outcome, Word] = {
    Outcome.GRANT: word("You get financial assistance for %(month)s, all that you are lacking."),
    Outcome.PARTLY: word("You get financial assistance for %(month)s, but not for all that you applied for."),
    Outcome.REFUSE: word("You do not get financial assistance for %(month)s."),
    Outcome.DISMISS: word("We have not examined your application for %(month)s, since something was missing."),
}
PAYS = frozenset({Outcome.GRANT, Outcome.PARTLY})


@dataclass(frozen=True)
class PlainLine:
    """One line of the calculation in words; `reason` is a caseworker's own, `amount` as people read it."""

    text: str
    note: str
    reason: str
    amount: str


@dataclass(frozen=True)
class Part:
    """The norm, the costs or the incomes: a heading, the lines, and what they come to."""

    heading: str
    lines: tuple[PlainLine, ...]
    together: str
    total: str


@dataclass(frozen=True)
class DecisionPage:
    """All that is said about a decision; `reasons_language` is the language the reasons are in.

    `by_a_program` says that no person made it and how to ask for one (GDPR article 22.3), empty where a person did.
    """

    decision: Decision
    month: str
    heading: Word
    meaning: str
    amount: str | None
    parts: Sequence[Part]
    result_label: str
    result: str
    sfs: str
    reasons: Sequence[str]
    reasons_language: str
    own_words: str
    decided_by: str
    by_a_program: str

    @classmethod
    def of(cls, session: Session, application: Application, decision: Decision) -> "DecisionPage":
        """Gather it, in the language of the request; the reasons in Swedish where they are not written in it."""
        month, reasons = month_name(application.month), Reasons.from_json(decision.reasons or _NO_REASONS)
        language = current_language() if reasons.paragraphs.get(current_language()) else OFFICIAL
        result = _result(session, decision)
        return cls(
            decision=decision,
            month=month,
            heading=HEADINGS[decision.outcome],
            meaning=_(MEANINGS[decision.outcome], month=month),
            amount=shown(decision.amount) if decision.outcome in PAYS else None,
            parts=_parts(result) if result else (),
            result_label=_(LACKING if result and (result.result or 0) >= 0 else LEFT_OVER),
            result=shown(abs(result.result or 0)) if result else "",
            sfs=result.sfs if result else "",
            reasons=reasons.in_language(language),
            reasons_language=language,
            own_words=reasons.own,
            decided_by=own.decided_by(session, decision),
            by_a_program=_by_a_program(decision),
        )


_NO_REASONS = Reasons((), {}).to_json()


def _by_a_program(decision: Decision) -> str:
    if not decision.is_automatic:
        return ""
    return str(
        _(
            "A program made this decision, as the board allows by its decision %(number)s. If you want a person to "
            "look at it again, write to us or phone us.",
            number=decision.delegation,
        )
    )


def _result(session: Session, decision: Decision) -> Result | None:
    """What was calculated, when everything in it was known; what was not examined has no calculation to show."""
    if decision.outcome is Outcome.DISMISS:
        return None
    calculation = own.calculation(session, decision)
    found = result_from_json(calculation.result) if calculation and calculation.result else None
    return found if found is not None and found.result is not None else None


def _parts(result: Result) -> tuple[Part, ...]:
    parts = ((kind, [line for line in result.lines if line.kind is kind]) for kind in Kind)
    return tuple(_part(kind, lines) for kind, lines in parts if lines)


def _part(kind: Kind, lines: Sequence[Line]) -> Part:
    heading, together = SUMS[kind]
    sign = -1 if kind is Kind.INCOME else 1
    total = shown(sign * sum(line.upper for line in lines))
    return Part(_(heading), tuple(_line(line, sign) for line in lines), _(together), total)


def _line(line: Line, sign: int) -> PlainLine:
    return PlainLine(line_text(line, _), line_note(line, _), line.reason, shown(sign * line.upper))
