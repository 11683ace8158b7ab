"""What can happen to areas: a file of them comes in."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from portal.platform.geo.geojson import Feature
from portal.platform.geo.models import Area, outline_of
from portal.platform.geo.rules import AreaDraft, area_drafts

_STAMPS = 2**31


@dataclass(frozen=True)
class ImportCounts:
    """What an import did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def import_areas(session: Session, features: Sequence[Feature], *, now: datetime) -> ImportCounts:
    """Store every feature as an area, or none: raises `FileErrors` with all faulty rows before anything is written.

    A slug that is known already is updated, so a second import doubles nothing.
    Areas that the file does not name stay as they are.
    """
    drafts = area_drafts(features)
    known = {area.slug: area for area in session.scalars(select(Area).options(undefer(Area.outline)))}
    added = [_add(session, draft, now) for draft in drafts if draft.slug not in known]
    met = [_update(known[draft.slug], draft, now) for draft in drafts if draft.slug in known]
    session.flush()
    return ImportCounts(added=len(added), changed=sum(met), unchanged=len(met) - sum(met))


def _add(session: Session, draft: AreaDraft, now: datetime) -> Area:
    area = Area(slug=draft.slug)
    _fill(area, draft, now)
    session.add(area)
    return area


def _update(area: Area, draft: AreaDraft, now: datetime) -> bool:
    if area.name == draft.name and area.outline == outline_of(draft.shape):
        return False
    _fill(area, draft, now)
    return True


def _fill(area: Area, draft: AreaDraft, now: datetime) -> None:
    area.name = draft.name
    area.draw(draft.shape)
    area.stamp = secrets.randbelow(_STAMPS)
    area.updated_at = now
