"""The queue's page: who sees what, every order page by page, true counts, few statements."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.accounts.permissions import Role
from portal.accounts.viewer import Viewer
from portal.backoffice import queries
from portal.backoffice.filters import QueueFilter, View
from portal.backoffice.models import SavedView
from portal.backoffice.rows import QueueRow
from portal.cases.models import Case
from portal.core.db import Database
from tests.factories import cases, staff

KINDS = cases.three_kinds()
TRIAGE = staff.viewer(Role.TRIAGE)
MANY = 260
OPEN = 160


@pytest.fixture
def filled(database: Database, now: datetime) -> Database:
    with database.write() as session:
        staff.account(session, TRIAGE)
        cases.add_many(session, MANY, now, open_cases=OPEN, staff=[TRIAGE.account_id])
    return database


def page(session: Session, now: datetime, viewer: Viewer = TRIAGE, **asked: str) -> queries.QueuePage:
    return queries.queue_page(session, viewer, QueueFilter.read(asked), KINDS, now)


def every_page(session: Session, now: datetime, **asked: str) -> list[list[str]]:
    pages, cursor = [], {}
    while True:
        found = page(session, now, **asked, **cursor)
        pages.append([row.number for row in found.rows])
        if not found.older:
            return pages
        cursor = {"after": found.older}


@pytest.mark.parametrize("sort", ["due", "newest", "oldest", "priority", "voices"])
def test_paging_shows_every_case_once_and_leads_back(filled: Database, now: datetime, sort: str) -> None:
    with filled.write() as session:
        for case in session.query(Case).filter(Case.is_open).limit(60):
            case.due_at = None
    with filled.read() as session:
        pages = every_page(session, now, view="all", sort=sort)
        assert [len(numbers) for numbers in pages] == [50, 50, 50, 10]
        assert len({number for numbers in pages for number in numbers}) == OPEN
        third = page(session, now, view="all", sort=sort, after=cursor_after(session, now, sort, 2))
        back = page(session, now, view="all", sort=sort, before=third.newer or "")
        assert [row.number for row in back.rows] == pages[1]
        assert back.newer
        assert back.older


def cursor_after(session: Session, now: datetime, sort: str, pages: int) -> str:
    cursor = ""
    for _ in range(pages):
        cursor = page(session, now, view="all", sort=sort, after=cursor).older or ""
    return cursor


def test_closed_cases_are_paged_the_newest_first(filled: Database, now: datetime) -> None:
    with filled.read() as session:
        pages = every_page(session, now, status="closed")
        opened = [row.opened_at for row in page(session, now, status="closed").rows]
    assert sum(map(len, pages)) == MANY - OPEN
    assert opened == sorted(opened, reverse=True)


def all_rows(session: Session, now: datetime, **asked: str) -> list[QueueRow]:
    return list(queries.export_rows(session, TRIAGE, QueueFilter.read(asked), KINDS, now))


ASKED = [
    {},
    {"view": "all"},
    {"view": "all", "priority": "high"},
    {"view": "broken", "team": "parks"},
    {"view": "all", "area": "Berga", "language": "ar", "photo": "yes"},
    {"view": "all", "assignee": "me", "promise": "ok", "age": "month"},
    {"view": "all", "assignee": "none", "state": "waiting"},
    {"view": "mine", "status": "all", "kind": "dummy"},
    {"status": "closed", "q": "skolvägen"},
    {"view": "all", "q": "väg 1"},
]
ATTRIBUTES = {
    "kind": lambda row: row.kind,
    "state": lambda row: row.state,
    "team": lambda row: row.team,
    "area": lambda row: row.area,
    "priority": lambda row: row.priority.value,
    "language": lambda row: row.language,
    "promise": lambda row: row.left.standing.value,
    "assignee": lambda row: str(row.assignee_id) if row.assignee_id else "none",
    "photo": lambda row: "yes" if row.has_photo else "no",
}


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_every_count_is_what_one_gets_by_following_its_link(
    filled: Database, now: datetime, asked: dict[str, str]
) -> None:
    with filled.read() as session:
        found = page(session, now, **asked).facets
        assert found.total == len(all_rows(session, now, **asked))
        for name, attribute in ATTRIBUTES.items():
            others = {key: value for key, value in asked.items() if key != name}
            expected = Counter(map(attribute, all_rows(session, now, **others)))
            if name == "promise":
                del expected["none"]  # closed cases have no promise left to count
            assert found.of(name) == expected, name
        for view in View:
            others = {key: value for key, value in asked.items() if key not in {"view", "status"}}
            assert found.views.get(view, 0) == len(all_rows(session, now, **others | {"view": view.value})), view


def test_ages_count_swedish_days(database: Database, now: datetime) -> None:
    with database.write() as session:
        for days in (0, 1, 6, 7, 29, 30, 400):
            cases.make_case(session, now - timedelta(days=days))
    with database.read() as session:
        counts = page(session, now, view="all").facets.of("age")
        assert counts == {"today": 1, "week": 2, "month": 2, "older": 2}
        for age, count in counts.items():
            assert page(session, now, view="all", age=age).facets.total == count


@pytest.mark.parametrize("asked", [{}, {"q": "lekplats"}, {name: "x" for name in ATTRIBUTES if name != "photo"}])
def test_a_page_takes_few_statements_and_none_per_row(
    filled: Database,
    now: datetime,
    statements: Callable[[], AbstractContextManager[list[str]]],
    asked: dict[str, str],
) -> None:
    asked = asked | ({"age": "week", "photo": "yes", "promise": "ok", "priority": "low"} if len(asked) > 1 else {})
    with statements() as sent, filled.read() as session:
        page(session, now, **asked)
        queries.saved_views(session, TRIAGE, KINDS, now)
    assert len(sent) <= 10


def test_text_is_found_inside_words_in_open_and_closed_cases_alike(database: Database, now: datetime) -> None:
    with database.write() as session:
        cases.make_case(session, now, number="D-26-AAAA1", search_text="lampan på skolvägen 100% är_trasig")
        cases.make_case(session, now, number="D-26-AAAA2", search_text="الأرجوحة مكسورة")
        cases.make_case(session, now, number="D-26-AAAA3", search_text="vägen", is_open=False, state="done")
    expected = {"väg": {"D-26-AAAA1", "D-26-AAAA3"}, "VÄGEN lamp": {"D-26-AAAA1"}, "رجوح": {"D-26-AAAA2"}}
    expected |= {"på": {"D-26-AAAA1"}, "100%": {"D-26-AAAA1"}, "r_t": {"D-26-AAAA1"}, '"': set(), "%": {"D-26-AAAA1"}}
    with database.read() as session:
        for words, numbers in expected.items():
            for status in ("all", "open"):
                found = {row.number for row in page(session, now, view="all", status=status, q=words).rows}
                assert found == (numbers if status == "all" else numbers - {"D-26-AAAA3"}), (words, status)


def test_a_number_is_found_exactly_wherever_its_case_stands(database: Database, now: datetime) -> None:
    with database.write() as session:
        cases.make_case(session, now, number="D-26-AAAA3", is_open=False, state="done")
        cases.make_case(session, now, number="S-26-AAAA4", kind="secret")
    with database.read() as session:
        exact = page(session, now, q="d 26 aaaa3").exact
        assert exact is not None
        assert exact.number == "D-26-AAAA3"
        assert page(session, now, q="S-26-AAAA4").exact is None


def test_each_form_of_secrecy_decides_who_sees_and_counts_a_case(database: Database, now: datetime) -> None:
    with database.write() as session:
        for team in ("parks", "streets"):
            cases.make_case(session, now, number=f"D-26-{team}"[:11], team=team)
            cases.make_case(session, now, number=f"S-26-{team}"[:11], kind="secret", team=team)
            cases.make_case(session, now, number=f"K-26-{team}"[:11], kind="shared", team=team)
        cases.make_case(session, now, number="K-26-open", kind="shared", team="parks", shared_at=now)
    expected = {
        staff.viewer(Role.TRIAGE): {"D-26-parks", "D-26-street"},
        staff.viewer(Role.HANDLER, teams=("parks",)): {"D-26-parks", "K-26-open"},
        staff.viewer(Role.ASSISTANCE, teams=("parks",)): {"S-26-parks", "S-26-street", "K-26-open"},
        staff.viewer(Role.OMBUDSMAN): {"K-26-parks", "K-26-street", "K-26-open"},
        staff.viewer(Role.ADMIN): set(),
    }
    with database.read() as session:
        for viewer, numbers in expected.items():
            found = page(session, now, viewer, view="all")
            assert {row.number for row in found.rows} == numbers
            assert found.facets.total == found.facets.views.get(View.ALL, 0) == len(numbers)
            assert sum(found.facets.of("kind").values()) == len(numbers)


def test_saved_views_are_counted_and_only_shared_ones_are_everybodys(filled: Database, now: datetime) -> None:
    other = staff.viewer(Role.TRIAGE, name="Other")
    with filled.write() as session:
        staff.account(session, other)
        session.add(SavedView(owner_id=TRIAGE.account_id, name="Berga", query="view=all&area=Berga", is_shared=False))
        session.add(SavedView(owner_id=other.account_id, name="Words", query="view=all&q=glas", is_shared=True))
        session.add(SavedView(owner_id=other.account_id, name="Hers", query="", is_shared=False))
    with filled.read() as session:
        views = queries.saved_views(session, TRIAGE, KINDS, now)
        assert [(view.name, view.is_own) for view in views] == [("Berga", True), ("Words", False)]
        counts = [
            len(all_rows(session, now, view="all", area="Berga")),
            len(all_rows(session, now, view="all", q="glas")),
        ]
    assert [view.count for view in views] == counts
