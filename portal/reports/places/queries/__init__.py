"""What can be looked up in the register: for residents (`lookup`), for staff (`listing`), scans (`scanning`)."""

from portal.reports.places.queries.listing import (
    Counted,
    PlaceLine,
    PlacePage,
    areas_in_use,
    facets,
    open_cases_at,
    place_page,
)
from portal.reports.places.queries.lookup import (
    NearPlace,
    active_places,
    nearest_places,
    place,
    place_by_ref,
    places_of_area,
    search_places,
    sign_by_code,
    sign_by_id,
    signs_of,
    waiting_import,
)
from portal.reports.places.queries.printing import printable_signs, signs_of_refs
from portal.reports.places.queries.scanning import SilentSign, scans_by_day, scans_of, signs_without_scans

__all__ = [
    "Counted",
    "NearPlace",
    "PlaceLine",
    "PlacePage",
    "SilentSign",
    "active_places",
    "areas_in_use",
    "facets",
    "nearest_places",
    "open_cases_at",
    "place",
    "place_by_ref",
    "place_page",
    "places_of_area",
    "printable_signs",
    "scans_by_day",
    "scans_of",
    "search_places",
    "sign_by_code",
    "sign_by_id",
    "signs_of",
    "signs_of_refs",
    "signs_without_scans",
    "waiting_import",
]
