"""What makes a feature of a file an area: a name, an outline and an address of its own."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from portal.core.words import word
from portal.platform.geo.geojson import Feature
from portal.platform.geo.problems import BadShape
from portal.platform.geo.shapes import MultiPolygon, Point, in_parts
from portal.platform.tables import FileErrors, Problem

NAME_LENGTH = 120
SLUG_LENGTH = 80
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SWEDISH_LAST = str.maketrans("åäö", "{|}")


@dataclass(frozen=True)
class AreaDraft:
    """An area as read from a file, not yet stored; `slug` is what makes it the same area next time."""

    row: int
    slug: str
    name: str
    shape: MultiPolygon


def area_drafts(features: Sequence[Feature]) -> list[AreaDraft]:
    """An area for every feature; raises `FileErrors` naming every row without name or outline, or told twice."""
    drafts, problems = [], []
    for feature in features:
        try:
            drafts.append(_draft(feature))
        except BadShape as error:
            problems.append(Problem(feature.number, error.message, error.params))
    problems.extend(_told_twice(drafts))
    if problems:
        raise FileErrors(sorted(problems, key=lambda problem: problem.row)[: FileErrors.most])
    return drafts


def slug_of(name: str) -> str:
    """The name as part of an address: lower case, a to z, digits and hyphens; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:SLUG_LENGTH].strip("-")


def swedish_order(name: str) -> str:
    """A key that sorts names as Swedish does: å, ä and ö come last."""
    return unicodedata.normalize("NFC", name).lower().translate(_SWEDISH_LAST)


def _draft(feature: Feature) -> AreaDraft:
    if isinstance(feature.geometry, Point):
        raise BadShape(word("An area needs an outline, not a point."))
    name = _name(feature.properties.get("name"))
    slug = _slug(feature.properties.get("slug"), name)
    return AreaDraft(feature.number, slug, name, in_parts(feature.geometry))


def _name(raw: Any) -> str:
    name = " ".join(raw.split()) if isinstance(raw, str) else ""
    if not name or not name.isprintable():
        raise BadShape(word("An area needs a name in its properties."))
    if len(name) > NAME_LENGTH:
        raise BadShape(word("The name is longer than %(most)s characters."), most=NAME_LENGTH)
    return name


def _slug(raw: Any, name: str) -> str:
    slug = raw if raw is not None else slug_of(name)
    if not isinstance(slug, str) or len(slug) > SLUG_LENGTH or not _SLUG.fullmatch(slug):
        raise BadShape(word("The slug may hold a to z, digits and hyphens. Give one in the properties."))
    return slug


def _told_twice(drafts: Iterable[AreaDraft]) -> Iterable[Problem]:
    first: dict[str, int] = {}
    for draft in drafts:
        if first.setdefault(draft.slug, draft.row) != draft.row:
            yield Problem(
                draft.row,
                word("The area %(slug)s stands in row %(first)s too."),
                {"slug": draft.slug, "first": first[draft.slug]},
            )
