"""A filter is read from any query string and written back as a link."""

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from portal.backoffice.filters import FILTERS, QueueFilter, Sort, Status, View
from portal.cases.models import Priority

NAMES = [*FILTERS, "view", "status", "sort", "after", "before", "map"]
VALUES = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        ["", "none", "me", "open", "all", "mine", "broken", "1_2", "n_7", "-1_3", "high", "today", "yes"]
    ),
    st.uuids().map(str),
)


def read_back(query: str) -> QueueFilter:
    return QueueFilter.read(dict(parse_qsl(query)))


@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_any_query_string_is_read_and_its_link_means_the_same(args: dict[str, str]) -> None:
    asked = QueueFilter.read(args)
    assert read_back(asked.query()) == asked


@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_taking_every_filter_away_leaves_none(args: dict[str, str]) -> None:
    asked = QueueFilter.read(args)
    assert read_back(asked.without(*asked.active)).active == ()


def test_nothing_asked_is_the_open_cases_to_take_care_of_by_time_left() -> None:
    asked = QueueFilter.read({})
    assert (asked.view, asked.status, asked.order, asked.query()) == (View.TODO, Status.OPEN, Sort.DUE, "")


def test_closed_cases_are_in_no_view_of_open_ones_and_come_newest_first() -> None:
    asked = QueueFilter.read({"status": "closed", "view": "broken"})
    assert (asked.view, asked.order) == (View.ALL, Sort.NEWEST)


def test_a_changed_filter_starts_at_the_first_page() -> None:
    asked = QueueFilter.read({"area": "Berga", "after": "5_9"})
    assert read_back(asked.with_(priority=Priority.HIGH)).after is None
    assert read_back(asked.turned(after="6_1")).after == "6_1"


def test_a_filter_that_is_not_known_is_as_if_it_were_not_said() -> None:
    asked = QueueFilter.read({"priority": "urgent", "age": "old", "assignee": "somebody", "after": "x", "photo": "2"})
    assert asked == QueueFilter()
