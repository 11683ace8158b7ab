"""The figures of published courses, found and worded by one function for the public and for staff (AN-21)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal.core.settings import Settings
from portal.core.web.languages import current_language, direction
from portal.courses.counting import queries
from portal.courses.counting.figures import CourseFigures
from portal.courses.counting.rules import Countable
from portal.courses.counting.showing import ShownFigures, shown_figures
from portal.courses.published import PublishedCourse


def countable(course: PublishedCourse) -> Countable:
    """What can be counted of a published course."""
    return Countable(course.slug, len(course.parts), {one.code: one.choices for one in course.survey})


def figures_of(
    session: Session, courses: Sequence[PublishedCourse], settings: Settings, *, now: datetime
) -> tuple[CourseFigures, ...]:
    """What may be shown to anybody of `courses`, in their order."""
    threshold = settings.municipality.courses.threshold
    return queries.course_figures(session, [countable(one) for one in courses], threshold=threshold, now=now)


def in_words(
    courses: Sequence[PublishedCourse], found: Sequence[CourseFigures], settings: Settings
) -> dict[str, ShownFigures]:
    """The figures of each course in the language of the page, by slug."""
    language, threshold = current_language(), settings.municipality.courses.threshold
    mirrored = direction(language) == "rtl"
    return {
        course.slug: shown_figures(
            one, survey=course.in_language(language)[0].survey, threshold=threshold, mirrored=mirrored
        )
        for course, one in zip(courses, found, strict=True)
    }
