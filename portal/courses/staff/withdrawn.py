"""Courses that visitors no longer meet, but whose figures and words are still there for staff."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from portal.courses import queries
from portal.courses.counting.queries import counted
from portal.courses.counting.rules import Countable
from portal.courses.published import CourseWords, PublishedCourse, PublishedPart, SurveyQuestion
from portal.courses.rules import gate
from portal.courses.rules.catalogue import Audience
from portal.courses.service import publishing


def withdrawn(session: Session, on_shelf: Collection[str], now: datetime) -> list[PublishedCourse]:
    """Every course that was once published and is not `on_shelf`, by its last title.

    Those that the workshop no longer knows, but the counters do, come last by their address.
    """
    known = [course for course in queries.all_courses(session) if course.slug not in on_shelf]
    once = [course for course in known if queries.was_published(session, course.id)]
    left = {course.slug for course in once} | set(on_shelf)
    unknown = [_named_by_slug(course) for course in counted(session, now) if course.course not in left]
    return [*(publishing.as_seen_now(course, now=now) for course in once), *unknown]


def _named_by_slug(course: Countable) -> PublishedCourse:
    names = {f"{question}.{choice}": choice for question, choices in course.questions.items() for choice in choices}
    return PublishedCourse(
        slug=course.course,
        audience=Audience.PARENTS,
        topics=(),
        ages=(),
        is_easy=False,
        position=0,
        version=0,
        month="",
        words={gate.MAIN: CourseWords(course.course, survey=names)},
        parts=(PublishedPart({}, {}),) * course.parts,
        survey=tuple(SurveyQuestion(question, tuple(choices)) for question, choices in course.questions.items()),
    )
