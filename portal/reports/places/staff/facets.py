"""The filters beside the list: each a link with its count."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from portal.core.settings import Municipality
from portal.reports.places.filters import NO_AREA, NO_SIGN, PlaceFilter, Shows
from portal.reports.places.queries import Counted
from portal.reports.places.rules import STATES, SignState, folded

_BROKEN = frozenset({SignState.DAMAGED.value, SignState.MISSING.value, NO_SIGN})


@dataclass(frozen=True)
class Facet:
    """A filter to press: on when it is off, off when it is on."""

    url: str
    label: str
    count: int
    is_current: bool
    tone: str = ""


@dataclass(frozen=True)
class FacetGroup:
    """Filters of one sort."""

    title: str
    facets: tuple[Facet, ...]


def list_url(wanted: PlaceFilter) -> str:
    """The address of the list under a filter."""
    address = url_for("places_staff.places")
    return f"{address}?{wanted.query}" if wanted.query else address


def facet_groups(wanted: PlaceFilter, counted: Counted, town: Municipality, language: str) -> list[FacetGroup]:
    """All filters with their counts; values that nothing has are left out unless they are on."""
    return [
        FacetGroup(_("Register"), tuple(_uses(wanted, counted))),
        FacetGroup(_("Signs"), tuple(_signs(wanted, counted))),
        FacetGroup(_("Type"), tuple(_types(wanted, counted, town, language))),
        FacetGroup(_("Area"), tuple(_areas(wanted, counted))),
    ]


def chips(wanted: PlaceFilter, town: Municipality, language: str) -> list[tuple[str, str]]:
    """The filters that are on, each with the address without it."""
    kind = town.place_types.get(wanted.type)
    named = {
        "q": f"“{wanted.q}”",
        "type": kind.name.in_language(language) if kind else wanted.type,
        "area": _area_name(wanted.area),
        "sign": _sign_name(wanted.sign) if wanted.sign else "",
    }
    return [
        (named[name], list_url(wanted.switched(**{name: value})))
        for name in named
        if (value := getattr(wanted, name))
    ]


def _uses(wanted: PlaceFilter, counted: Counted) -> Iterable[Facet]:
    names = {Shows.ACTIVE: _("In use"), Shows.RETIRED: _("Retired"), Shows.ALL: _("All")}
    for shows, label in names.items():
        url = list_url(PlaceFilter(wanted.q, wanted.type, wanted.area, wanted.sign, shows))
        yield Facet(url, label, counted.shows[shows], wanted.shows is shows)


def _signs(wanted: PlaceFilter, counted: Counted) -> Iterable[Facet]:
    for code in (NO_SIGN, *(state.value for state in SignState)):
        count, is_current = counted.signs.get(code, 0), wanted.sign == code
        if count or is_current:
            tone = "broken" if code in _BROKEN and count else ""
            yield Facet(list_url(wanted.switched(sign=code)), _sign_name(code), count, is_current, tone)


def _types(wanted: PlaceFilter, counted: Counted, town: Municipality, language: str) -> Iterable[Facet]:
    for code in [*town.place_types, *sorted(set(counted.types) - set(town.place_types))]:
        count, is_current = counted.types.get(code, 0), wanted.type == code
        if count or is_current:
            label = town.place_types[code].name.in_language(language) if code in town.place_types else code
            yield Facet(list_url(wanted.switched(type=code)), label, count, is_current)


def _areas(wanted: PlaceFilter, counted: Counted) -> Iterable[Facet]:
    for area in sorted(counted.areas, key=lambda name: (name == NO_AREA, folded(name))):
        url = list_url(wanted.switched(area=area))
        yield Facet(url, _area_name(area), counted.areas[area], wanted.area == area)


def _area_name(area: str) -> str:
    return _("No area") if area == NO_AREA else area


def _sign_name(code: str) -> str:
    return str(_("No sign") if code == NO_SIGN else _(STATES[SignState(code)].label))
