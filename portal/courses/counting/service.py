"""The use cases of counting: one counter grows, words are kept, what is too old is forgotten."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.core.errors import NotFound
from portal.core.settings import Settings
from portal.core.words import word
from portal.courses.counting import rules
from portal.courses.counting.models import CourseCount, CourseVoice
from portal.courses.counting.rules import Countable, Feedback


def count(session: Session, *, course: Countable, milestone: str, now: datetime) -> None:
    """Add one to a milestone of this month (AN-18); NotFound for one that the course does not have."""
    if milestone not in course.milestones:
        raise NotFound(word("There is nothing to count here."))
    _add_one(session, course.course, (milestone,), now)


def take_feedback(session: Session, *, course: Countable, feedback: Feedback, now: datetime) -> bool:
    """Count the answers and keep the words; False when the very same form is there already this month.

    The words get an identifier made of themselves and of the answers with our key, so a form that is sent twice is
    counted once, and the same words with other answers are somebody else's. Without words nothing tells a second
    press from a second person: the same answers count again.
    """
    if not set(feedback.codes) <= set(course.answers):
        raise NotFound(word("There is nothing to count here."))
    if feedback.words and not _keep(session, course.course, feedback, rules.month_of(now)):
        return False
    _add_one(session, course.course, feedback.codes, now)
    return True


def forget(session: Session, settings: Settings, now: datetime) -> int:
    """Remove the years that were kept long enough; gives how many rows went."""
    days = rules.kept_days(settings)
    gone = 0
    for model, limit in ((CourseCount, days["course_counts"]), (CourseVoice, days["course_voices"])):
        last = rules.last_year_to_forget(now, limit)
        result: Any = session.execute(delete(model).where(model.month <= f"{last:04}-12"))
        gone += result.rowcount
    return gone


def _add_one(session: Session, course: str, codes: Iterable[str], now: datetime) -> None:
    rows = [{"course": course, "what": code, "month": rules.month_of(now), "number": 1} for code in sorted(codes)]
    for row in rows:
        session.execute(_adding(session.get_bind().dialect.name), row)


def _keep(session: Session, course: str, feedback: Feedback, month: str) -> bool:
    made_of = "\n".join((course, month, " ".join(sorted(set(feedback.codes))), feedback.words))
    own = UUID(bytes=session.info["keyring"].blind_index(made_of, "course voice")[:16], version=4)
    values = {"id": own, "course": course, "month": month, "words": feedback.words}
    result: Any = session.execute(_keeping(session.get_bind().dialect.name), values)
    return int(result.rowcount) == 1


@cache
def _adding(dialect: str) -> Any:
    """One statement that makes the counter or lets it grow: two at once lose nothing, and no row is one visit."""
    table: Any = CourseCount.__table__
    statement: Any = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_={"number": table.c.number + 1}
    )


@cache
def _keeping(dialect: str) -> Any:
    statement: Any = (postgresql if dialect == "postgresql" else sqlite).insert(CourseVoice.__table__)
    return statement.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
