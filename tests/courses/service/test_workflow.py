"""From draft to approval by four eyes."""

import pytest

from portal.core.db import Database
from portal.core.errors import Refused
from portal.core.settings import Settings
from portal.courses import queries
from portal.courses.published import CourseWords
from portal.courses.rules.workflow import MOVES, State, Step
from portal.courses.service import editing, publishing, workflow
from tests.factories import workshop
from tests.factories.accounts import NOON


def test_what_lacks_something_is_not_handed_in(database: Database) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.draft(session, by)
        with pytest.raises(workflow.GateShut) as refused:
            workflow.submit(session, course.id, version=course.version, by=by, now=NOON)
        assert [fault.what for fault in refused.value.faults] == ["There is no part yet."]


def test_nobody_approves_what_they_made(database: Database, settings: Settings) -> None:
    with database.write() as session:
        first, second, third = workshop.editor(session), workshop.editor(session), workshop.publisher(session)
        course = workshop.complete(session, settings, first)
        editing.write_course(session, course.id, "en", CourseWords("Limits"), seen=None, by=second, now=NOON)
        version = course.version
        workflow.submit(session, course.id, version=version, by=second, now=NOON)
        for maker in (first, second):
            with pytest.raises(workflow.OwnWork):
                workflow.approve(session, course.id, version=version, by=maker, now=NOON)
        assert workflow.approve(session, course.id, version=version, by=third, now=NOON).state is State.APPROVED


def test_a_maker_from_before_the_last_publication_may_approve(database: Database, settings: Settings) -> None:
    with database.write() as session:
        first, second, third = workshop.editor(session), workshop.editor(session), workshop.publisher(session)
        course = workshop.complete(session, settings, first)
        workflow.submit(session, course.id, version=course.version, by=first, now=NOON)
        workflow.approve(session, course.id, version=course.version, by=third, now=NOON)
        desk = publishing.Desk.of(settings)
        with publishing.stage(course, desk, now=NOON) as staged:
            publishing.publish(session, course.id, staged, desk, by=third, now=NOON)
        editing.write_course(session, course.id, "sv", CourseWords("Nytt", "S"), seen=None, by=second, now=NOON)
        assert queries.makers(session, course.id) == {second.account_id}
        workflow.submit(session, course.id, version=course.version, by=second, now=NOON)
        workflow.approve(session, course.id, version=course.version, by=first, now=NOON)


def test_only_what_was_looked_at_is_approved(database: Database, settings: Settings) -> None:
    with database.write() as session:
        first, third = workshop.editor(session), workshop.publisher(session)
        course = workshop.complete(session, settings, first)
        seen = course.version
        editing.write_course(session, course.id, "en", CourseWords("Limits"), seen=None, by=first, now=NOON)
        workflow.submit(session, course.id, version=course.version, by=first, now=NOON)
        with pytest.raises(editing.Stale):
            workflow.approve(session, course.id, version=seen, by=third, now=NOON)


def test_sending_back_needs_words_and_keeps_them(database: Database, settings: Settings) -> None:
    with database.write() as session:
        first, third = workshop.editor(session), workshop.publisher(session)
        course = workshop.complete(session, settings, first)
        workflow.submit(session, course.id, version=course.version, by=first, now=NOON)
        with pytest.raises(Refused):
            workflow.send_back(session, course.id, "  ", version=course.version, by=third, now=NOON)
        workflow.send_back(session, course.id, "Korta del 1.", version=course.version, by=third, now=NOON)
        latest = queries.history(session, course.id)[0]
        assert (course.state, latest.step, latest.note) == (State.DRAFT, Step.RETURNED, "Korta del 1.")


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("step", [Step.SUBMITTED, Step.RETURNED, Step.APPROVED, Step.PUBLISHED, Step.WITHDRAWN])
def test_a_step_that_is_not_in_the_table_is_refused(
    database: Database, settings: Settings, state: State, step: Step
) -> None:
    with database.write() as session:
        course = workshop.complete(session, settings, workshop.editor(session))
        course.state = state
        if step in MOVES[state]:
            workflow.take(session, course, step, by=None, now=NOON)
            assert course.state is MOVES[state][step]
            return
        with pytest.raises(Refused):
            workflow.take(session, course, step, by=None, now=NOON)
        assert course.state is state
