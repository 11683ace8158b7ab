"""How far an application has come: each page read again from its kept texts, as they would be judged today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.forms.assistance.form.page import PageForm
from portal.forms.assistance.pages.catalogue import PAGES, PageKind
from portal.forms.assistance.rules import conditions, fetching, months
from portal.forms.assistance.rules.answers import ApplicationKind
from portal.forms.assistance.rules.conditions import Child, Setting
from portal.forms.drafts.content import Content, Page, Row
from portal.forms.steps import Standing, Step

MONTH_AHEAD = 31
"""Days before its month that an application opens, where a draft does not say."""


@dataclass(frozen=True)
class ReadRow:
    """One row with its form; `is_valid`: everything asked is answered and can be read."""

    row: Row
    form: PageForm
    is_valid: bool


@dataclass(frozen=True)
class ReadPage:
    """A page with its form and rows, all validated."""

    kind: PageKind
    page: Page
    form: PageForm
    rows: tuple[ReadRow, ...]
    is_valid: bool

    @property
    def standing(self) -> Standing:
        """How far the page has come."""
        if self.page.is_empty and not self.page.is_said:
            return Standing.TO_DO
        if not self.is_valid:
            return Standing.BEGUN
        if self.page.is_carried:
            return Standing.CHECK
        return Standing.DONE if self.page.is_said else Standing.BEGUN


def setting_of(content: Content, today: date) -> Setting:
    """What the pages need to know of each other."""
    opens = int(content.about.get(fetching.OPENS, MONTH_AHEAD))
    month = content.values(conditions.PERIOD).get("month", "")
    partner, number = fetching.partner(content)
    return Setting(
        today=today,
        kind=ApplicationKind(content.about.get("kind", ApplicationKind.FIRST)),
        month=month if months.is_month(month) else "",
        months=tuple(offer.month for offer in months.offers(today, opens, ())),
        name=content.about.get("name", ""),
        personnummer=content.about.get("personnummer", ""),
        partner=partner,
        partner_number=number,
        last_partner=content.about.get(fetching.LAST_NAME, ""),
        children=_children(content.page(conditions.CHILDREN)),
        occupations=_occupations(content),
    )


def read_page(content: Content, code: str, setting: Setting) -> ReadPage:
    """One page, validated."""
    kind, page = PAGES[code], content.page(code)
    rows = tuple(read_row(kind, row, setting) for row in page.rows) if _lists(kind, page) else ()
    form = kind.form(listed(page), setting)
    valid = form.validate()
    return ReadPage(kind, page, form, rows, valid and all(row.is_valid for row in rows) and _has_rows(kind, page))


def read_row(kind: PageKind, row: Row, setting: Setting) -> ReadRow:
    """One row, validated."""
    if kind.row is None:
        raise LookupError(f"{kind.code} has no rows")
    form = kind.row(row.values, setting)
    valid = form.validate()
    return ReadRow(row, form, valid)


def read_all(content: Content, today: date) -> tuple[ReadPage, ...]:
    """Every page that this application asks, validated, in order."""
    setting = setting_of(content, today)
    return tuple(read_page(content, code, setting) for code in conditions.asked(setting))


def steps(pages: Sequence[ReadPage]) -> tuple[Step, ...]:
    """The pages as steps of a task list."""
    return tuple(Step(page.kind.code, page.kind.title, page.standing) for page in pages)


def listed(page: Page) -> dict[str, str]:
    """The texts of a page; one with rows says by them that there are some."""
    return {**page.values, "has": "yes"} if page.rows else dict(page.values)


def _lists(kind: PageKind, page: Page) -> bool:
    return kind.row is not None and listed(page).get("has") == "yes"


def _has_rows(kind: PageKind, page: Page) -> bool:
    return not _lists(kind, page) or bool(page.rows)


def _children(page: Page) -> tuple[Child, ...]:
    return tuple(Child(row.id, row.values.get("name", "")) for row in page.rows)


def _occupations(content: Content) -> frozenset[str]:
    pages = (conditions.PLANNING, conditions.CO_PLANNING)
    return frozenset(content.values(code).get("occupation", "") for code in pages)
