"""Gallring (socialtjänstlagen 16 kap. 1 §): five years after the last note in somebody's file, all of it goes.

With the case go answers, snapshot, calculations, decisions, messages, letters, files and every blind index by which
it could be found. The audit log says that it went, and no more.
"""

from datetime import datetime, time, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.cases.models import Case
from portal.cases.promise import STOCKHOLM, day_of
from portal.core.settings.assistance import AssistanceSettings
from portal.forms.assistance import letters
from portal.forms.assistance.queries import retention
from portal.forms.assistance.rules.retention import newest_to_go
from portal.forms.assistance.service.noting import record
from portal.platform.files import service as files
from portal.platform.notices.models import Letter

BATCH = 100
MOST_LISTED = 10_000


def listed(session: Session, settings: AssistanceSettings, now: datetime) -> list[str]:
    """What a run would remove, one line per case, and how many are kept for research; nothing is removed."""
    before = first_young(settings, now)
    old = retention.to_go(session, before, settings.kept_born_days, MOST_LISTED)
    lines = [f"{one.number}, last note {day_of(one.last_note_at)}, files {one.files}" for one in old]
    kept = retention.kept_for_research(session, before, settings.kept_born_days)
    return [*lines, f"{len(old)} to remove, {kept} old ones kept for research"]


def run(session: Session, settings: AssistanceSettings, now: datetime) -> int:
    """Remove what the rule names, at most 100 applications, and log each; gives how many. Safe to run again."""
    old = retention.to_go(session, first_young(settings, now), settings.kept_born_days, BATCH)
    for file_id in retention.files_of(session, [one.application_id for one in old]):
        files.forget(session, file_id, now=now)
    refs = [str(one.application_id) for one in old]
    session.execute(delete(Letter).where(Letter.subject_kind == letters.SUBJECT, Letter.subject_ref.in_(refs)))
    session.execute(delete(Case).where(Case.id.in_([one.case_id for one in old])))
    for one in old:
        record(session, "gallring", by=None, ref=one.number, now=now, detail={"files": one.files})
    session.flush()
    return len(old)


def first_young(settings: AssistanceSettings, now: datetime) -> datetime:
    """The instant from which on a note keeps a file."""
    newest = newest_to_go(day_of(now), settings.retention_years)
    return datetime.combine(newest + timedelta(days=1), time(0), STOCKHOLM)
