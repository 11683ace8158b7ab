"""Drafts: kept sealed, page by page, for one owner; two tabs, and a second device."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from portal.core.db import Database
from portal.forms.drafts import content as contents
from portal.forms.drafts import queries, service
from portal.forms.drafts.content import Content, Page, Row
from portal.forms.drafts.models import Draft
from portal.forms.drafts.service import ChangedElsewhere

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TEXTS = st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=3)
ROWS = st.lists(st.builds(Row, st.text(min_size=1, max_size=8), TEXTS), max_size=3).map(tuple)
PAGES = st.builds(Page, TEXTS, ROWS, st.integers(0, 99), st.text(max_size=8), st.booleans(), st.booleans())


def begun(database: Database, owner: str = "a" * 64) -> Draft:
    with database.write() as session:
        return service.begin(
            session, owner=owner, service="assistance", language="sv", content=Content(), days=30, now=NOON
        )


def keep(database: Database, said: str, *, seen: int, tab: str = "one", code: str = "home") -> Content:
    with database.write() as session:
        draft = queries.draft_to_change(session, "a" * 64, "assistance")
        assert draft is not None
        return service.keep_page(
            session,
            draft,
            code=code,
            change=lambda page: replace(page, values={"said": said}, is_said=True),
            seen=seen,
            tab=tab,
            days=30,
            now=NOON + timedelta(days=1),
        )


@given(st.dictionaries(st.text(max_size=8), PAGES, max_size=3), TEXTS)
def test_what_a_draft_holds_is_read_as_it_was_written(pages: dict[str, Page], about: dict[str, str]) -> None:
    content = Content(about, pages)
    assert contents.from_json(contents.to_json(content)) == content


def test_an_owner_has_one_draft_however_often_it_is_begun(database: Database) -> None:
    assert begun(database).id == begun(database).id
    assert begun(database, owner="b" * 64).id != begun(database).id


def test_nobody_finds_the_draft_of_another(database: Database) -> None:
    begun(database)
    with database.read() as session:
        assert queries.draft_of(session, "b" * 64, "assistance") is None
        assert queries.draft_of(session, "a" * 64, "complaint") is None


def test_what_is_kept_is_there_again_and_lives_longer(database: Database) -> None:
    first_end = begun(database).expires_at
    keep(database, "Kalmar", seen=1)
    with database.read() as session:
        draft = queries.draft_of(session, "a" * 64, "assistance")
        assert draft is not None
        assert queries.content_of(draft).values("home") == {"said": "Kalmar"}
        assert draft.expires_at == first_end + timedelta(days=1)
        assert draft.version == 2


def test_nothing_of_a_draft_can_be_read_in_the_database(database: Database) -> None:
    begun(database)
    keep(database, "Kalmar", seen=1)
    with database.read() as session:
        stored = session.scalars(select(Draft.pages_sealed)).one()
    assert stored is not None
    assert b"Kalmar" not in stored


def test_a_page_kept_from_another_tab_meanwhile_is_not_overwritten(database: Database) -> None:
    begun(database)
    keep(database, "Kalmar", seen=1, tab="one")
    with pytest.raises(ChangedElsewhere):
        keep(database, "Nybro", seen=1, tab="two")
    with database.read() as session:
        draft = queries.draft_of(session, "a" * 64, "assistance")
        assert draft is not None
        assert queries.content_of(draft).values("home") == {"said": "Kalmar"}


def test_who_has_seen_the_other_version_may_overwrite_it(database: Database) -> None:
    begun(database)
    keep(database, "Kalmar", seen=1, tab="one")
    assert keep(database, "Nybro", seen=2, tab="two").values("home") == {"said": "Nybro"}


def test_the_same_tab_goes_on_however_old_its_version_is(database: Database) -> None:
    begun(database)
    keep(database, "Kal", seen=1, tab="one")
    assert keep(database, "Kalmar", seen=1, tab="one").values("home") == {"said": "Kalmar"}


def test_two_tabs_on_different_pages_do_not_disturb_each_other(database: Database) -> None:
    begun(database)
    keep(database, "Kalmar", seen=1, tab="one", code="home")
    content = keep(database, "1234", seen=1, tab="two", code="money")
    assert content.values("home") == {"said": "Kalmar"}
    assert content.values("money") == {"said": "1234"}


def test_what_changes_nothing_is_not_written(database: Database) -> None:
    begun(database)
    keep(database, "Kalmar", seen=1)
    keep(database, "Kalmar", seen=1, tab="two")
    with database.read() as session:
        draft = queries.draft_of(session, "a" * 64, "assistance")
        assert draft is not None
        assert draft.version == 2


def test_drafts_that_nobody_comes_back_to_are_found_after_their_time(database: Database) -> None:
    draft = begun(database)
    with database.read() as session:
        assert not queries.expired(session, "assistance", NOON + timedelta(days=29))
        found = queries.expired(session, "assistance", NOON + timedelta(days=30))
        assert [each.id for each in found] == [draft.id]


def test_a_row_keeps_its_place_when_it_changes_and_is_gone_when_it_is_removed() -> None:
    page = Page().with_row(Row("a", {})).with_row(Row("b", {})).with_row(Row("a", {"x": "1"}))
    assert [row.id for row in page.rows] == ["a", "b"]
    assert page.row("a") == Row("a", {"x": "1"})
    assert [row.id for row in page.without_row("a").rows] == ["b"]
