"""Courses as editors work on them, with films that are ready and captions that cover them."""

from pathlib import Path

from sqlalchemy.orm import Session

from portal.accounts.permissions import Role
from portal.accounts.viewer import Viewer
from portal.core.settings import Settings
from portal.courses import queries
from portal.courses.films.folders import Folders, new_key
from portal.courses.models import Course, Film, FilmTrack
from portal.courses.published import CourseWords, PartWords
from portal.courses.rules.catalogue import Age, Audience, Topic, Variant
from portal.courses.rules.cues import TrackKind
from portal.courses.rules.workflow import FilmState
from portal.courses.service import editing
from tests.factories import courses, staff
from tests.factories.accounts import NOON

CUES = [[0.0, 5.0, "Alla barn säger nej ibland."], [5.0, 11.0, "Säg <nej> & håll fast."]]
FACTS = editing.CourseFacts("granser", Audience.PARENTS, (Topic.LIMITS,), (Age.MIDDLE,))
WORDS = CourseWords("Gränser", "Att säga nej.", "Två korta delar.")
PART_WORDS = PartWords(
    "När barnet säger nej", "Vi börjar här.", ("Vad hände sist?",), "Kom ihåg.\n\n- andas\n- vänta"
)


def editor(session: Session, name: str = "Elin Test") -> Viewer:
    """An editor with an account."""
    return staff.account(session, staff.viewer(Role.EDITOR, name=name))


def publisher(session: Session, name: str = "Lena Test") -> Viewer:
    """A publisher with an account."""
    return staff.account(session, staff.viewer(Role.PUBLISHER, name=name))


def draft(session: Session, by: Viewer, facts: editing.CourseFacts = FACTS) -> Course:
    """A draft with its Swedish words and no part."""
    course = editing.add_course(session, facts, title=WORDS.title, by=by, now=NOON)
    editing.write_course(session, course.id, "sv", WORDS, seen=None, by=by, now=NOON)
    return whole(session, course)


def complete(session: Session, settings: Settings, by: Viewer, facts: editing.CourseFacts = FACTS) -> Course:
    """A draft of one part that lacks nothing."""
    course = draft(session, by, facts)
    part = editing.add_part(session, course.id, title=PART_WORDS.title, by=by, now=NOON)
    editing.write_part(session, course.id, part.id, "sv", PART_WORDS, seen=None, by=by, now=NOON)
    film = editing.add_film(session, part.id, Variant.PLAIN, by=by, now=NOON)
    ready(session, film, Folders.below(settings.data_dir).films)
    captions(session, film)
    return whole(session, course)


def ready(session: Session, film: Film, films: Path) -> Film:
    """Let the film be ready, its media below `films`."""
    film.key = new_key()
    film.made = courses.made_film(film.key).written()
    film.seconds, film.state, film.percent = film.made["seconds"], FilmState.READY, 100
    courses.media(films / film.key)
    session.flush()
    return film


def captions(session: Session, film: Film, language: str = "sv", *, is_approved: bool = True) -> None:
    """Captions for all of the film, and a chapter."""
    own = {"film_id": film.id, "language": language, "changed_at": NOON}
    session.add(FilmTrack(**own, kind=TrackKind.CAPTIONS, cues=CUES, is_approved=is_approved))
    session.add(FilmTrack(**own, kind=TrackKind.CHAPTERS, cues=[[0.0, 6.0, "Varför <nej>?"], [6.0, 12.0, "Öva"]]))
    session.flush()


def whole(session: Session, course: Course) -> Course:
    """The course as it lies in the database, with all that belongs to it."""
    session.flush()
    session.expire_all()
    found = queries.course_by_id(session, course.id)
    assert found is not None
    return found
