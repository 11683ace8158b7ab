"""Work on the working copy: every change counts, nothing is overwritten unseen."""

import pytest
from sqlalchemy import func, select

from portal.core.db import Database
from portal.core.errors import NotFound, Refused
from portal.core.settings import Settings
from portal.courses import queries
from portal.courses.models import Film, FilmTrack, Part, PartText
from portal.courses.published import CourseWords, PartWords, SurveyQuestion
from portal.courses.rules.catalogue import PARTS_MOST, Variant
from portal.courses.rules.changes import Change, What
from portal.courses.rules.workflow import State, Step
from portal.courses.service import editing, workflow
from portal.courses.service.editing import courses as of_courses
from tests.factories import workshop
from tests.factories.accounts import NOON


def test_a_new_course_is_a_draft_with_a_line_in_its_history(database: Database) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = editing.add_course(session, workshop.FACTS, title="Gränser", by=by, now=NOON)
        assert (course.state, course.version) == (State.DRAFT, 1)
        (event,) = queries.history(session, course.id)
        assert (event.step, event.by and event.by.name) == (Step.CREATED, "Elin Test")


@pytest.mark.parametrize("slug", ["om", "Granser", "granser--brak", "", "a" * 61, "vald-i-hemmet", "å"])
def test_an_address_that_cannot_be_one_is_refused(database: Database, slug: str) -> None:
    facts = editing.CourseFacts(slug, workshop.FACTS.audience)
    with database.write() as session, pytest.raises(Refused):
        editing.add_course(session, facts, title="Gränser", by=workshop.editor(session), now=NOON)


def test_two_courses_never_share_an_address(database: Database) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        workshop.draft(session, by)
        with pytest.raises(Refused):
            editing.add_course(session, workshop.FACTS, title="Gränser", by=by, now=NOON)


def test_words_are_written_changed_and_taken_away(database: Database) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.draft(session, by)
        for words in (CourseWords("Limits"), CourseWords("Limits", "To say no.", survey={"a": "b"})):
            editing.write_course(session, course.id, "en", words, seen=None, by=by, now=NOON)
            assert of_courses.words_of(workshop.whole(session, course), "en") == words
        editing.write_course(session, course.id, "en", CourseWords(""), seen=None, by=by, now=NOON)
        assert of_courses.words_of(workshop.whole(session, course), "en") is None


def test_words_that_are_the_same_leave_no_trace(database: Database) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.draft(session, by)
        version, lines = course.version, len(queries.history(session, course.id))
        editing.write_course(session, course.id, "sv", workshop.WORDS, seen=None, by=by, now=NOON)
        editing.change_facts(session, course.id, workshop.FACTS, seen=None, by=by, now=NOON)
        editing.write_course(session, course.id, "ar", CourseWords(""), seen=None, by=by, now=NOON)
        assert workshop.whole(session, course).version == version
        assert len(queries.history(session, course.id)) == lines


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(database: Database) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.draft(session, by)
        seen = editing.stamp(workshop.WORDS)
        editing.write_course(session, course.id, "sv", CourseWords("Annat"), seen=seen, by=by, now=NOON)
        with pytest.raises(editing.Stale):
            editing.write_course(session, course.id, "sv", CourseWords("Tredje"), seen=seen, by=by, now=NOON)
        assert of_courses.words_of(workshop.whole(session, course), "sv") == CourseWords("Annat")


def test_two_languages_can_be_written_at_the_same_time(database: Database) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.draft(session, by)
        nothing = editing.stamp(None)
        editing.write_course(session, course.id, "en", CourseWords("Limits"), seen=nothing, by=by, now=NOON)
        editing.write_course(session, course.id, "ar", CourseWords("حدود"), seen=nothing, by=by, now=NOON)
        assert {text.language for text in workshop.whole(session, course).texts} == {"sv", "en", "ar"}


def test_the_survey_refuses_a_code_twice(database: Database) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.draft(session, by)
        one = SurveyQuestion("support", ("talk", "relief"))
        editing.change_survey(session, course.id, [one], seen=editing.stamp([]), by=by, now=NOON)
        assert of_courses.questions_of(workshop.whole(session, course)) == (one,)
        for wrong in ([one, one], [SurveyQuestion("x", ("a", "a"))]):
            with pytest.raises(Refused):
                editing.change_survey(session, course.id, wrong, seen=None, by=by, now=NOON)


def test_parts_keep_their_numbers_without_gaps(database: Database) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.draft(session, by)
        first, second, third = (
            editing.add_part(session, course.id, title=title, by=by, now=NOON) for title in ("Ett", "Två", "Tre")
        )
        now = workshop.whole(session, course)
        editing.move_part(session, course.id, third.id, 1, version=now.version, by=by, now=NOON)
        now = workshop.whole(session, course)
        assert [part.id for part in now.parts] == [third.id, first.id, second.id]
        editing.remove_part(session, course.id, first.id, version=now.version, by=by, now=NOON)
        left = [(part.id, part.position) for part in workshop.whole(session, course).parts]
        assert left == [(third.id, 1), (second.id, 2)]
        assert session.scalar(select(func.count()).select_from(PartText)) == 2


def test_a_part_is_not_moved_in_an_order_that_nobody_saw(database: Database) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.draft(session, by)
        part = editing.add_part(session, course.id, title="Ett", by=by, now=NOON)
        for act in (editing.remove_part, lambda *a, **k: editing.move_part(*a, 2, **k)):
            with pytest.raises(editing.Stale):
                act(session, course.id, part.id, version=1, by=by, now=NOON)


def test_a_part_of_another_course_is_not_found(database: Database) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        mine = workshop.draft(session, by)
        other = workshop.draft(session, by, editing.CourseFacts("annan", workshop.FACTS.audience))
        part = editing.add_part(session, other.id, title="Ett", by=by, now=NOON)
        with pytest.raises(NotFound):
            editing.write_part(session, mine.id, part.id, "sv", PartWords("X"), seen=None, by=by, now=NOON)


def test_there_are_at_most_so_many_parts(database: Database) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.draft(session, by)
        for number in range(PARTS_MOST):
            editing.add_part(session, course.id, title=f"Del {number}", by=by, now=NOON)
        with pytest.raises(Refused):
            editing.add_part(session, course.id, title="En till", by=by, now=NOON)


def test_a_part_has_one_film_of_a_kind_and_loses_it_with_its_captions(database: Database, settings: Settings) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.complete(session, settings, by)
        (part,) = course.parts
        (film,) = part.films
        assert editing.add_film(session, part.id, Variant.PLAIN, by=by, now=NOON).id == film.id
        signed = editing.add_film(session, part.id, Variant.SIGNED, by=by, now=NOON)
        assert signed.id != film.id
        editing.remove_film(session, film.id, by=by, now=NOON)
        session.flush()
        assert session.scalars(select(Film.id)).all() == [signed.id]
        assert session.scalar(select(func.count()).select_from(FilmTrack)) == 0
        note = queries.history(session, course.id)[0].note
        assert Change.read(note) == Change(What.FILM_REMOVED, 1, variant=Variant.PLAIN)


def test_a_part_goes_with_its_films(database: Database, settings: Settings) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.complete(session, settings, by)
        editing.remove_part(session, course.id, course.parts[0].id, version=course.version, by=by, now=NOON)
        for table in (Part, Film, FilmTrack):
            assert session.scalar(select(func.count()).select_from(table)) == 0, table


def test_a_change_to_what_waits_for_approval_makes_it_a_draft_again(database: Database, settings: Settings) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.complete(session, settings, by)
        workflow.submit(session, course.id, version=course.version, by=by, now=NOON)
        editing.write_course(session, course.id, "en", CourseWords("Limits"), seen=None, by=by, now=NOON)
        assert workshop.whole(session, course).state is State.DRAFT


def test_captions_that_change_are_a_change_of_the_course(database: Database, settings: Settings) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.complete(session, settings, by)
        film = queries.film_by_id(session, course.parts[0].films[0].id)
        assert film is not None
        editing.film_changed(session, film, What.CAPTIONS, language="sv", by=by, now=NOON)
        assert workshop.whole(session, course).version == course.version
        assert Change.read(queries.history(session, course.id)[0].note) == Change(
            What.CAPTIONS, 1, "sv", Variant.PLAIN
        )
