"""The register as staff see it: a page of places under a filter, with true counts."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, tuple_
from sqlalchemy.orm import Session

from portal.cases.models import Case
from portal.reports.places.filters import NO_AREA, NO_SIGN, PlaceFilter, Shows
from portal.reports.places.models import Place, Sign
from portal.reports.places.queries.lookup import holds_words
from portal.reports.places.rules import SignState, folded

PAGE = 50


@dataclass(frozen=True)
class PlaceLine:
    """A row of the list: the place, the code and state of its signs (not the retired ones), its open cases."""

    place: Place
    signs: tuple[tuple[str, SignState], ...]
    open_cases: int


@dataclass(frozen=True)
class PlacePage:
    """A page of the list; `total` counts all that the filter finds, the ids say where the pages beside it begin."""

    lines: tuple[PlaceLine, ...]
    total: int
    after: uuid.UUID | None
    before: uuid.UUID | None


@dataclass(frozen=True)
class Counted:
    """How many places each value of a filter would show, given the filters beside it."""

    types: dict[str, int]
    areas: dict[str, int]
    signs: dict[str, int]
    shows: dict[Shows, int]


def place_page(session: Session, wanted: PlaceFilter) -> PlacePage:
    """Fifty places by name, in Swedish order, from where the filter's page begins; five queries in all."""
    conditions = _conditions(wanted)
    total = session.scalar(select(func.count()).select_from(Place).where(*conditions)) or 0
    places, has_before, has_after = _window(session, wanted, conditions)
    signs, cases = _signs(session, places), _open_cases(session, [place.ref for place in places])
    lines = tuple(PlaceLine(place, tuple(signs[place.id]), cases.get(place.ref, 0)) for place in places)
    return PlacePage(
        lines,
        total,
        after=places[-1].id if places and has_after else None,
        before=places[0].id if places and has_before else None,
    )


def facets(session: Session, wanted: PlaceFilter) -> Counted:
    """The counts beside each filter; four queries."""
    by_area = _grouped(session, Place.area, _conditions(wanted, without="area"))
    return Counted(
        types=dict(_grouped(session, Place.type, _conditions(wanted, without="type"))),
        areas={area or NO_AREA: count for area, count in by_area},
        signs=_by_sign(session, _conditions(wanted, without="sign")),
        shows=_by_use(session, _conditions(wanted, without="shows")),
    )


def areas_in_use(session: Session) -> list[str]:
    """The names of the areas that places lie in, in Swedish order."""
    names = session.scalars(select(Place.area).where(Place.area.is_not(None)).distinct())
    return sorted((name for name in names if name), key=folded)


def open_cases_at(session: Session, ref: str) -> int:
    """How many open cases there are about a place."""
    return _open_cases(session, [ref]).get(ref, 0)


def _conditions(wanted: PlaceFilter, *, without: str = "") -> list[ColumnElement[bool]]:
    conditions = holds_words(wanted.q)
    if wanted.type and without != "type":
        conditions.append(Place.type == wanted.type)
    if wanted.area and without != "area":
        conditions.append(Place.area.is_(None) if wanted.area == NO_AREA else Place.area == wanted.area)
    if wanted.sign and without != "sign":
        conditions.append(_has_sign(wanted.sign))
    if wanted.shows is not Shows.ALL and without != "shows":
        conditions.append(Place.is_active.is_(wanted.shows is Shows.ACTIVE))
    return conditions


def _has_sign(wanted: str) -> ColumnElement[bool]:
    own = Sign.place_id == Place.id
    if wanted == NO_SIGN:
        return ~exists().where(own, Sign.state != SignState.RETIRED)
    return exists().where(own, Sign.state == SignState(wanted))


def _window(
    session: Session, wanted: PlaceFilter, conditions: Sequence[ColumnElement[bool]]
) -> tuple[list[Place], bool, bool]:
    """The places of the page, and whether there are some before and after them."""
    key = tuple_(Place.search_name, Place.id)
    edge = _edge(session, wanted.before or wanted.after)
    is_back = wanted.before is not None and edge is not None
    query = select(Place).where(*conditions)
    if edge is not None:
        border = tuple_(edge.search_name, edge.id)
        query = query.where(key < border if is_back else key > border)
    order = (Place.search_name.desc(), Place.id.desc()) if is_back else (Place.search_name, Place.id)
    found = list(session.scalars(query.order_by(*order).limit(PAGE + 1)))
    more, places = len(found) > PAGE, found[:PAGE]
    if is_back:
        return places[::-1], more, True
    return places, edge is not None, more


def _edge(session: Session, place_id: uuid.UUID | None) -> Place | None:
    return session.get(Place, place_id) if place_id else None


def _signs(session: Session, places: Sequence[Place]) -> defaultdict[uuid.UUID, list[tuple[str, SignState]]]:
    found: defaultdict[uuid.UUID, list[tuple[str, SignState]]] = defaultdict(list)
    rows = session.execute(
        select(Sign.place_id, Sign.code, Sign.state)
        .where(Sign.place_id.in_([place.id for place in places]), Sign.state != SignState.RETIRED)
        .order_by(Sign.ordered_at, Sign.code)
    )
    for place_id, code, state in rows:
        found[place_id].append((code, state))
    return found


def _open_cases(session: Session, refs: Sequence[str]) -> dict[str | None, int]:
    rows = session.execute(
        select(Case.subject_ref, func.count())
        .where(Case.subject_ref.in_(refs), Case.is_open)
        .group_by(Case.subject_ref)
    )
    return dict(rows.all())


def _grouped(session: Session, column: Any, conditions: Sequence[ColumnElement[bool]]) -> list[tuple[Any, int]]:
    rows = session.execute(select(column, func.count()).where(*conditions).group_by(column))
    return [(value, count) for value, count in rows]


def _by_sign(session: Session, conditions: Sequence[ColumnElement[bool]]) -> dict[str, int]:
    rows = session.execute(
        select(Sign.state, func.count(Sign.place_id.distinct()))
        .join(Place, Place.id == Sign.place_id)
        .where(*conditions)
        .group_by(Sign.state)
    )
    without = session.scalar(select(func.count()).select_from(Place).where(*conditions, _has_sign(NO_SIGN)))
    return {state.value: count for state, count in rows} | {NO_SIGN: without or 0}


def _by_use(session: Session, conditions: Sequence[ColumnElement[bool]]) -> dict[Shows, int]:
    rows = session.execute(select(Place.is_active, func.count()).where(*conditions).group_by(Place.is_active))
    by_use = dict(rows.all())
    active, retired = by_use.get(True, 0), by_use.get(False, 0)
    return {Shows.ACTIVE: active, Shows.RETIRED: retired, Shows.ALL: active + retired}
