"""From a draft's pages to the typed answers; what is not asked, or was hidden by another answer, is not read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from portal.core.errors import Refused
from portal.core.words import word
from portal.forms.assistance.form import people
from portal.forms.assistance.pages import state
from portal.forms.assistance.pages.state import ReadPage
from portal.forms.assistance.rules import conditions as codes
from portal.forms.assistance.rules.answers import Answers, ApplicationKind, Period, Person, Planning, Role
from portal.forms.assistance.rules.conditions import Setting
from portal.forms.drafts.content import Content
from portal.forms.steps import Standing


class NotComplete(Refused):
    """Something is not answered yet."""

    default = word("Something is left to answer before you can sign.")


def missing(content: Content, today: date) -> list[ReadPage]:
    """The pages that are not done, in order."""
    return [page for page in state.read_all(content, today) if page.standing is not Standing.DONE]


def answers_of(content: Content, today: date) -> Answers:
    """Everything that is answered; raises `NotComplete` when a page is not done."""
    pages = {page.kind.code: page for page in state.read_all(content, today)}
    if any(page.standing is not Standing.DONE for page in pages.values()):
        raise NotComplete
    setting = state.setting_of(content, today)
    return Answers(
        period=Period(setting.kind, setting.month),
        people=_people(pages, setting),
        livelihood=_text(pages, codes.LIVELIHOOD, "livelihood"),
        children=_rows(pages, codes.CHILDREN),
        children_changed=_text(pages, codes.CHILDREN, "changed"),
        housing=_housing(pages, setting),
        has_incomes=_has(pages, codes.INCOMES),
        incomes=_rows(pages, codes.INCOMES),
        pending=_rows(pages, codes.PENDING),
        has_assets=_has(pages, codes.ASSETS),
        assets=_rows(pages, codes.ASSETS),
        planning=tuple(_planning(pages)),
        job_applications=_rows(pages, codes.JOBS),
        costs=_rows(pages, codes.COSTS),
        message=_text(pages, codes.MESSAGE, "message"),
        is_attested=content.values(codes.DECLARATION).get("attest") == "y",
    )


def _people(pages: Mapping[str, ReadPage], setting: Setting) -> tuple[Person, ...]:
    work: Any = pages[codes.LIVELIHOOD].form if codes.LIVELIHOOD in pages else None
    contact: Any = pages[codes.APPLICANT].form
    payment: Any = pages[codes.PAYMENT].form
    applicant = people.applicant(setting, contact, payment, work)
    if codes.CO_APPLICANT not in pages:
        return (applicant,)
    partner: Any = pages[codes.CO_APPLICANT].form
    return (applicant, people.co_applicant(setting, partner))


def _housing(pages: Mapping[str, ReadPage], setting: Setting) -> Any:
    page = pages.get(codes.HOUSING)
    if page is None:
        return None
    form: Any = page.form
    return form.answers(has_changed=setting.kind is ApplicationKind.RENEWAL and not page.page.is_same)


def _planning(pages: Mapping[str, ReadPage]) -> Sequence[Planning]:
    whose = {codes.PLANNING: Role.APPLICANT, codes.CO_PLANNING: Role.CO_APPLICANT}
    found: list[tuple[Any, Role]] = [(pages[code].form, role) for code, role in whose.items() if code in pages]
    return [form.answers(role) for form, role in found]


def _rows(pages: Mapping[str, ReadPage], code: str) -> tuple[Any, ...]:
    if code not in pages:
        return ()
    forms: list[Any] = [row.form for row in pages[code].rows]
    return tuple(form.answers() for form in forms)


def _has(pages: Mapping[str, ReadPage], code: str) -> bool | None:
    if code not in pages:
        return None
    form: Any = pages[code].form
    answer: bool | None = form.has.answer
    return answer


def _text(pages: Mapping[str, ReadPage], code: str, name: str) -> str:
    return pages[code].form.texts().get(name, "") if code in pages else ""
