"""The marks: each says through which door a view is entered."""

import pytest

from portal.core.web import Entry, anonymous, public, resident, staff
from portal.core.web.marks import Door, entry_of


def view() -> str:
    return ""


@pytest.mark.parametrize(
    ("mark", "entry"),
    [
        (public, Entry(Door.PUBLIC)),
        (anonymous, Entry(Door.ANONYMOUS)),
        (resident, Entry(Door.RESIDENT)),
        (staff("queue.see"), Entry(Door.STAFF, "queue.see")),
        (staff(), Entry(Door.STAFF)),
    ],
)
def test_a_mark_is_read_back(mark: object, entry: Entry) -> None:
    assert callable(mark)
    assert entry_of(mark(lambda: "")) == entry


def test_a_view_nobody_marked_has_no_entry() -> None:
    assert entry_of(view) is None
