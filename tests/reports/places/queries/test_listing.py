"""The list that staff see: filters, true counts, pages."""

import uuid

from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.core.db import Database
from portal.reports.places import queries, service
from portal.reports.places.filters import NO_AREA, NO_SIGN, PlaceFilter, Shows
from portal.reports.places.queries.listing import PAGE
from portal.reports.places.rules import SignState
from tests.factories.cases import make_case
from tests.factories.places import NOON, draft, place, row, sign


def refs(session: Session, **filters: str) -> list[str]:
    return [line.place.ref for line in queries.place_page(session, PlaceFilter.from_args(filters)).lines]


def a_town(session: Session) -> None:
    """Five places in use and one retired."""
    mounted = place(session, ref="1", name="Anna", area="Norr")
    sign(session, mounted)
    broken = place(session, ref="2", name="Berta", type="park", area="Norr")
    sign(session, broken, SignState.DAMAGED)
    sign(session, broken)
    place(session, ref="3", name="Cilla", type="park", area="Söder")
    former = place(session, ref="4", name="Åsa")
    sign(session, former, SignState.RETIRED)
    place(session, ref="5", name="Örjan", type="bathing", area="Söder")
    gone = place(session, ref="6", name="Ada", type="park")
    service.retire_place(session, gone.id, now=NOON)


def test_the_list_is_in_swedish_order_and_shows_what_is_in_use(database: Database) -> None:
    with database.write() as session:
        a_town(session)
        assert refs(session) == ["1", "2", "3", "4", "5"]
        assert refs(session, shows="retired") == ["6"]
        assert refs(session, shows="all") == ["6", "1", "2", "3", "4", "5"]


def test_filters_narrow_the_list_together(database: Database) -> None:
    with database.write() as session:
        a_town(session)
        assert refs(session, type="park") == ["2", "3"]
        assert refs(session, type="park", area="Söder") == ["3"]
        assert refs(session, area=NO_AREA) == ["4"]
        assert refs(session, sign="mounted") == ["1", "2"]
        assert refs(session, sign="damaged", q="ert") == ["2"]
        assert refs(session, sign=NO_SIGN) == ["3", "4", "5"]
        assert refs(session, q="soder orjan") == ["5"]
        assert refs(session, type="castle") == []


def test_each_count_is_what_its_filter_would_show(database: Database) -> None:
    with database.write() as session:
        a_town(session)
        for wanted in (
            PlaceFilter(),
            PlaceFilter(type="park"),
            PlaceFilter(area="Norr", shows=Shows.ALL),
            PlaceFilter(q="a"),
        ):
            counted = queries.facets(session, wanted)
            for name, counts in (("type", counted.types), ("area", counted.areas), ("sign", counted.signs)):
                for value, count in counts.items():
                    on = PlaceFilter(
                        **{"q": wanted.q, "type": wanted.type, "area": wanted.area, "shows": wanted.shows}
                        | {name: value}
                    )
                    assert queries.place_page(session, on).total == count, (wanted, name, value)
            for shows, count in counted.shows.items():
                on = PlaceFilter(wanted.q, wanted.type, wanted.area, wanted.sign, shows)
                assert queries.place_page(session, on).total == count


def test_pages_go_forth_and_back_without_losing_or_doubling_a_place(database: Database) -> None:
    with database.write() as session:
        rows = [row(number, ref=str(number), name=f"Park {number % 7}") for number in range(2 * PAGE + 20)]
        service.import_places(session, rows, now=NOON)
        seen, wanted, pages = [], PlaceFilter(), []
        while True:
            page = queries.place_page(session, wanted)
            pages.append([line.place.ref for line in page.lines])
            seen += pages[-1]
            if page.after is None:
                break
            wanted = wanted.beginning(after=page.after)
        assert len(seen) == len(set(seen)) == len(rows) == page.total
        assert [len(one) for one in pages] == [PAGE, PAGE, 20]
        back = queries.place_page(session, wanted.beginning(before=page.before))
        assert [line.place.ref for line in back.lines] == pages[1]
        first = queries.place_page(session, wanted.beginning(before=back.before))
        assert [line.place.ref for line in first.lines] == pages[0]
        assert first.before is None


def test_a_page_that_begins_at_a_place_nobody_knows_is_the_first(database: Database) -> None:
    with database.write() as session:
        a_town(session)
        assert refs(session, after=str(uuid.uuid4())) == refs(session)


def test_a_row_tells_its_signs_and_open_cases(database: Database) -> None:
    with database.write() as session:
        a_town(session)
        for is_open in (True, True, False):
            make_case(session, NOON, subject_ref="2", is_open=is_open)
        line = queries.place_page(session, PlaceFilter(q="berta")).lines[0]
        assert sorted(state for _, state in line.signs) == ["damaged", "mounted"]
        assert line.open_cases == queries.open_cases_at(session, "2") == 2
        assert queries.open_cases_at(session, "1") == 0


def test_the_list_takes_a_handful_of_queries_however_many_places(database: Database) -> None:
    with database.write() as session:
        a_town(session)
        for number in range(30):
            sign(session, service.add_place(session, draft(ref=f"x{number}"), now=NOON))
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    with database.read() as session:
        queries.place_page(session, PlaceFilter())
        queries.facets(session, PlaceFilter())
    assert len([one for one in statements if one.startswith("SELECT")]) <= 9


def test_areas_in_use_are_in_swedish_order(database: Database) -> None:
    with database.write() as session:
        for area in ("Öster", "Norr", "Ängö", "Norr"):
            place(session, area=area)
        place(session)
        assert queries.areas_in_use(session) == ["Norr", "Ängö", "Öster"]
