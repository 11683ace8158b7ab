"""The filter of the list, from any address."""

import uuid
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from portal.reports.places.filters import NO_SIGN, PlaceFilter, Shows

KEYS = st.sampled_from(["q", "type", "area", "sign", "shows", "after", "before", "x"])


@given(st.dictionaries(KEYS, st.text(max_size=80), max_size=8))
def test_any_query_string_gives_a_filter_that_writes_itself(args: dict[str, str]) -> None:
    wanted = PlaceFilter.from_args(args)
    assert PlaceFilter.from_args(dict(parse_qsl(wanted.query, keep_blank_values=True))) == wanted


def test_a_filter_goes_on_and_off_by_the_same_press_and_returns_to_the_first_page() -> None:
    wanted = PlaceFilter(after=uuid.uuid4())
    on = wanted.switched(type="park")
    assert (on.type, on.after) == ("park", None)
    assert on.switched(type="park") == PlaceFilter()
    assert on.switched(shows="all").shows is Shows.ALL
    assert on.switched(shows="all").switched(shows="all").shows is Shows.ACTIVE


def test_what_cannot_be_meant_is_left_out() -> None:
    wanted = PlaceFilter.from_args({"sign": "burnt", "shows": "x", "after": "1", "q": "  a\x00b  c "})
    assert wanted == PlaceFilter(q="ab c")
    assert PlaceFilter.from_args({"sign": NO_SIGN}).sign == NO_SIGN
