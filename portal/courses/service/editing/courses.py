"""What a course is and says about itself."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.core.errors import Refused
from portal.core.words import word
from portal.courses import queries
from portal.courses.models import Course, CourseText
from portal.courses.published import CourseWords, SurveyQuestion
from portal.courses.rules import gate
from portal.courses.rules.changes import Change, What
from portal.courses.rules.facts import CourseFacts
from portal.courses.rules.workflow import State, Step
from portal.courses.service.editing.opening import changed, noted, opened, refuse_stale
from portal.courses.service.editing.texts import keep_text


def facts_of(course: Course) -> CourseFacts:
    """What a course is now."""
    own = (course.slug, course.audience, tuple(course.topics), tuple(course.ages))
    return CourseFacts(*own, course.is_easy, course.position)


def words_of(course: Course, language: str) -> CourseWords | None:
    """What a course says about itself in a language; None when nothing is written."""
    for text in course.texts:
        if text.language == language:
            return CourseWords(text.title, text.summary, text.about, dict(text.survey), text.is_read_by_native)
    return None


def questions_of(course: Course) -> tuple[SurveyQuestion, ...]:
    """The survey's questions."""
    return tuple(SurveyQuestion(one["code"], tuple(one["choices"])) for one in course.survey)


def add_course(session: Session, facts: CourseFacts, *, title: str, by: Viewer | None, now: datetime) -> Course:
    """A new draft with its Swedish title; raises `Refused` for an address that is taken or cannot be one."""
    _refuse_bad_slug(session, facts.slug)
    course = Course(
        id=uuid.uuid4(), **asdict(facts), survey=[], state=State.DRAFT, version=1, created_at=now, changed_at=now
    )
    course.topics, course.ages = list(facts.topics), list(facts.ages)
    session.add(course)
    session.flush()
    session.add(CourseText(course_id=course.id, language=gate.MAIN, title=title, survey={}))
    noted(session, course, Step.CREATED, by=by, now=now)
    return course


def change_facts(
    session: Session, course_id: uuid.UUID, facts: CourseFacts, *, seen: str | None, by: Viewer, now: datetime
) -> Course:
    """Change what a course is; raises `Stale`, or `Refused` for an address that must not change or is taken."""
    course = opened(session, course_id)
    refuse_stale(facts_of(course), seen)
    if facts == facts_of(course):
        return course
    if facts.slug != course.slug:
        if queries.was_published(session, course_id):
            raise Refused(word("The address of a course that has been published stays as it is."))
        _refuse_bad_slug(session, facts.slug)
    for name, value in asdict(facts).items():
        setattr(course, name, list(value) if isinstance(value, tuple) else value)
    changed(session, course, Change(What.FACTS), by=by, now=now)
    return course


def write_course(
    session: Session,
    course_id: uuid.UUID,
    language: str,
    words: CourseWords,
    *,
    seen: str | None,
    by: Viewer,
    now: datetime,
) -> Course:
    """What the course says about itself in a language; without a title the language is taken away."""
    course = opened(session, course_id)
    there = words_of(course, language)
    refuse_stale(there, seen)
    if words == there or (there is None and not words.title):
        return course
    values = asdict(words) | {"survey": dict(words.survey)}
    keep_text(session, course.texts, language, values, partial(CourseText, course_id=course.id))
    changed(session, course, Change(What.WORDS, language=language), by=by, now=now)
    return course


def change_survey(
    session: Session,
    course_id: uuid.UUID,
    questions: Sequence[SurveyQuestion],
    *,
    seen: str | None,
    by: Viewer,
    now: datetime,
) -> Course:
    """The questions of the survey as codes; raises `Refused` when a code comes twice."""
    course = opened(session, course_id)
    refuse_stale(list(course.survey), seen)
    _refuse_doubles([one.code for one in questions])
    for one in questions:
        _refuse_doubles(one.choices)
    new = [{"code": one.code, "choices": list(one.choices)} for one in questions]
    if new != course.survey:
        course.survey = new
        changed(session, course, Change(What.SURVEY), by=by, now=now)
    return course


def _refuse_bad_slug(session: Session, slug: str) -> None:
    if fault := gate.slug_fault(slug):
        raise Refused(fault)
    if queries.course_by_slug(session, slug):
        raise Refused(word("Another course has this address."))


def _refuse_doubles(codes: Sequence[str]) -> None:
    if len(set(codes)) != len(codes):
        raise Refused(word("The same code comes twice."))
