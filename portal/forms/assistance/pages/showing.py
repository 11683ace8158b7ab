"""The questions as they are shown and the answers as they are given: for the page of all answers and the snapshot."""

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import force_locale, gettext

from portal.forms.assistance.form.page import PageForm
from portal.forms.assistance.pages import state
from portal.forms.assistance.pages.catalogue import PAGES
from portal.forms.assistance.pages.state import ReadPage
from portal.forms.assistance.rules import conditions
from portal.forms.assistance.snapshot import Section
from portal.forms.drafts.content import Content


def shown(content: Content, language: str, today: date) -> tuple[Section, ...]:
    """Every page that is asked, with the declaration once it is made, in `language`."""
    with force_locale(language):
        return sections([*state.read_all(content, today), *_declaration(content, today)])


def sections(pages: Sequence[ReadPage]) -> tuple[Section, ...]:
    """The pages in the language of the request."""
    return tuple(section_of(page) for page in pages)


def section_of(page: ReadPage) -> Section:
    """One page in the language of the request."""
    rows = [pair for place, row in enumerate(page.rows, start=1) for pair in _of_row(place, row.form)]
    return Section(gettext(page.kind.title), (*_pairs(page.form), *rows), page.kind.code)


def _of_row(place: int, form: PageForm) -> Iterator[tuple[str, str]]:
    for question, answer in _pairs(form):
        yield f"{place}. {question}", answer


def _pairs(form: PageForm) -> Iterator[tuple[str, str]]:
    for field in form.shown():
        yield str(field.label.text), field.says()


def _declaration(content: Content, today: date) -> list[ReadPage]:
    page = content.page(conditions.DECLARATION)
    if not page.is_said:
        return []
    form = PAGES[conditions.DECLARATION].form(page.values, state.setting_of(content, today))
    return [ReadPage(PAGES[conditions.DECLARATION], page, form, (), form.validate())]
