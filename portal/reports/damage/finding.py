"""Finding the place without a sign: by words, by own position, by area, or by a point on the map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from portal.core.settings import Municipality
from portal.reports.damage import sites
from portal.reports.places import queries as places
from portal.reports.places.models import Place
from portal.reports.places.signs import read_sign_code

MOST_FOUND = 12
LONGEST_QUERY = 100


@dataclass(frozen=True)
class Found:
    """What somebody looked for and the places that fit.

    `point` is their own position when they gave it; `metres` is how far from it each place (by `ref`) lies. `sign` is
    the code of a sign, when that is what they wrote.
    """

    text: str = ""
    sign: str | None = None
    area: str = ""
    point: tuple[float, float] | None = None
    is_bad_point: bool = False
    is_outside: bool = False
    places: Sequence[Place] = ()
    metres: Mapping[str, float] = field(default_factory=dict)

    @property
    def has_looked(self) -> bool:
        return bool(self.text or self.area or self.point)


def find(session: Session, asked: Mapping[str, str], town: Municipality) -> Found:
    """The places for `q` (words), `omrade` (an area's name) or `lat` and `lon` (a position), in that order."""
    text = asked.get("q", "").strip()[:LONGEST_QUERY]
    area = asked.get("omrade", "").strip()[:LONGEST_QUERY]
    if text:
        sign = _sign(session, text)
        return Found(text=text, sign=sign, places=places.search_places(session, text, limit=MOST_FOUND))
    if area:
        return Found(area=area, places=places.places_of_area(session, area))
    return _near(session, asked, town)


def _sign(session: Session, text: str) -> str | None:
    code = read_sign_code(text).code
    return code if code and places.sign_by_code(session, code) else None


def _near(session: Session, asked: Mapping[str, str], town: Municipality) -> Found:
    if not ("lat" in asked or "fel" in asked):
        return Found()
    point = sites.read_point(asked.get("lat"), asked.get("lon"))
    if point is None:
        return Found(is_bad_point=True)
    near = places.nearest_places(session, *point, limit=MOST_FOUND // 2)
    return Found(
        point=point,
        places=[found.place for found in near],
        metres={found.place.ref: round(found.metres, -1) for found in near},
        is_outside=not town.box.holds(*point),
    )
