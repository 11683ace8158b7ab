"""A decision as PDF: what was decided, the calculation in plain words, why, and how to appeal."""

from flask_babel import gettext as _

from portal.core.settings.assistance import Office
from portal.core.web.languages import current_language, direction
from portal.forms.assistance.decision_page import DecisionPage, PlainLine
from portal.forms.assistance.models import Application
from portal.forms.assistance.papers.wording import moment
from portal.platform.paper.document import Document
from portal.platform.paper.typefaces import Direction

_MINUS = str.maketrans({"\N{MINUS SIGN}": "\N{EN DASH}"})
"""The typefaces of paper have no sign of their own for less."""


def decision_pdf(application: Application, page: DecisionPage, office: Office) -> bytes:
    """The decision as PDF, in the language of the request."""
    language = current_language()
    paper = Document(
        title=_("Decision"),
        language=language,
        made_at=page.decision.made_at or application.made_at,
        direction=_direction(language),
        author=office.board,
    )
    _begin(paper, application, page, office)
    _calculation(paper, page)
    _reasons(paper, page)
    paper.heading(_("How to appeal"), 2)
    for step in how_to_appeal(office):
        paper.paragraph(step)
    return paper.to_bytes()


def how_to_appeal(office: Office) -> list[str]:
    """How to appeal (förvaltningslagen 40, 43–46 §§), in the language of the request."""
    return [
        _(
            "If you think that the decision is wrong you can appeal it to the administrative court. "
            "You write to us, %(board)s.",
            board=office.board,
        ),
        _(
            "Write which decision you appeal, how you want it to be changed and why. Sign in and appeal on the page "
            "of the decision, or send a letter to %(post)s with your name, your personal identity number and how we "
            "can reach you.",
            post=office.post,
        ),
        _(
            "Your appeal must reach us within three weeks from the day on which you got the decision. We first see "
            "whether we should change it ourselves. If we do not change it as you want, we send your appeal on to "
            "the court."
        ),
        _(
            "Do you need help to write? Phone %(phone)s. We help you, whatever you think of the decision.",
            phone=office.phone,
        ),
    ]


def _begin(paper: Document, application: Application, page: DecisionPage, office: Office) -> None:
    made_at = page.decision.made_at or application.made_at
    number = application.case.number if application.case else ""
    paper.heading(_(page.heading))
    paper.paragraph(" · ".join(part for part in (office.board, moment(made_at), number, page.decided_by) if part))
    paper.paragraph(page.meaning)
    if page.amount:
        paper.paragraph(page.amount, bold=True)


def _calculation(paper: Document, page: DecisionPage) -> None:
    for part in page.parts:
        paper.heading(part.heading, 2)
        rows = [(_explained(line), line.amount) for line in part.lines]
        whole = [(text, amount.translate(_MINUS)) for text, amount in [*rows, (part.together, part.total)]]
        paper.table([_("What"), _("Amount")], whole, shares=[4, 1])
    if page.parts:
        paper.paragraph(f"{page.result_label}: {page.result}", bold=True)


def _explained(line: PlainLine) -> str:
    return "\n".join(words for words in (line.text, line.note, line.reason) if words)


def _reasons(paper: Document, page: DecisionPage) -> None:
    if not (page.reasons or page.own_words or page.by_a_program):
        return
    paper.heading(_("Why"), 2)
    for reason in page.reasons:
        paper.paragraph(reason, direction=_direction(page.reasons_language))
    if page.own_words:
        paper.paragraph(page.own_words, direction="ltr")
    if page.by_a_program:
        paper.paragraph(page.by_a_program)


def _direction(language: str) -> Direction:
    return "rtl" if direction(language) == "rtl" else "ltr"
