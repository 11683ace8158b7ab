"""How what was said last time gets into a draft: only where nothing stands, and never for another household.

Whom somebody applied with last is remembered to be asked for by name; once they say that they do not live together
any more it is gone from the draft, with everything that was fetched for that household.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from portal.forms.assistance.rules import carrying, conditions
from portal.forms.assistance.rules.answers import Answers, Role
from portal.forms.drafts.content import Content, Page, Row

HOUSEHOLD, LAST_NAME, LAST_NUMBER = "household", "last_partner", "last_partner_number"
OPENS = "opens_days_before"
SAME, YES, NO = "same", "yes", "no"
TWELVE = 12


def partner_of(last: Answers | None, own: str) -> dict[str, str]:
    """What a new draft knows of the other adult of the last application."""
    others = [person for person in last.people if person.personnummer != own] if last else []
    return {LAST_NAME: others[0].name, LAST_NUMBER: others[0].personnummer} if others else {}


def partner(content: Content) -> tuple[str, str]:
    """Name and number (as it was written) of whom the application is made with; empty when alone."""
    said = content.values(conditions.TOGETHER)
    if said.get("together") == SAME:
        return content.about.get(LAST_NAME, ""), content.about.get(LAST_NUMBER, "")
    if said.get("together") == YES:
        return said.get("partner_name", ""), said.get("partner_number", "")
    return "", ""


def partner_number(content: Content) -> list[str]:
    """The partner's twelve digits, if there is a partner and the number can be read."""
    number = partner(content)[1]
    return [number] if len(number) == TWELVE and number.isdecimal() else []


def for_household(content: Content, household: str) -> Content:
    """The draft for the household with this key: what belongs to another one is gone."""
    before = content.about.get(HOUSEHOLD)
    settled = content.knowing(**{HOUSEHOLD: household})
    if content.values(conditions.TOGETHER).get("together") == NO:
        about = {name: text for name, text in settled.about.items() if name not in {LAST_NAME, LAST_NUMBER}}
        settled = replace(settled, about=about)
    return settled if before in {None, household} else _without_other(settled)


def fetched(content: Content, last: Answers) -> Content:
    """The draft with its empty pages filled from `last`, as far as the resident may see that."""
    number = content.about.get("personnummer", "")
    for code, page in carrying.carried(last, number, next(iter(partner_number(content)), "")).items():
        if content.page(code).is_empty and not content.page(code).is_said:
            rows = tuple(Row(row_id, values) for row_id, values in page.rows)
            content = content.with_page(code, Page(page.values, rows, is_carried=True))
    return content


def confirmed(content: Content, codes: Iterable[str]) -> Content:
    """The draft whose fetched pages `codes` have been read: they are as before."""
    for code in codes:
        page = content.page(code)
        if page.is_carried:
            content = content.with_page(code, replace(page, is_said=True, is_carried=False, is_same=True))
    return content


def _without_other(content: Content) -> Content:
    gone = {conditions.CO_APPLICANT, conditions.CO_PLANNING}
    kept: Mapping[str, Page] = {
        code: replace(page, rows=tuple(row for row in page.rows if not _is_other(row)))
        for code, page in content.pages.items()
        if code not in gone and not page.is_carried and not page.is_same
    }
    return replace(content, pages=kept)


def _is_other(row: Row) -> bool:
    return row.values.get("whose") == Role.CO_APPLICANT.value
