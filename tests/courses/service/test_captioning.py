"""Captions are kept only when they fit the film; nobody overwrites another; the course is a draft again."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.core.db import Database
from portal.core.errors import NotFound
from portal.core.settings import Settings
from portal.courses import queries
from portal.courses.models import Film
from portal.courses.rules.captions import Fault, Problem
from portal.courses.rules.changes import Change, What
from portal.courses.rules.cues import Cue, TrackKind
from portal.courses.rules.workflow import State
from portal.courses.service import captioning
from portal.courses.service.editing import Stale
from tests.factories import workshop
from tests.factories.accounts import NOON

LATER = NOON + timedelta(minutes=5)
GOOD = (Cue(0.0, 3.0, "Alla barn säger nej."), Cue(3.0, 6.0, "Öva."))


class Desk(NamedTuple):
    session: Session
    film: Film
    editor: Viewer

    def keep(self, cues: Sequence[Cue] = GOOD, **changes: Any) -> None:
        given: dict[str, Any] = {
            "kind": TrackKind.CAPTIONS,
            "language": "en",
            "seen": None,
            "by": self.editor,
            "now": LATER,
        }
        captioning.keep(self.session, self.film.id, cues, **given | changes)

    def track(self, language: str = "en", kind: TrackKind = TrackKind.CAPTIONS) -> Any:
        self.session.flush()
        self.session.expire_all()
        film = queries.film_by_id(self.session, self.film.id)
        assert film is not None
        return captioning.track_of(film, kind, language)


@pytest.fixture
def desk(database: Database, settings: Settings) -> Iterator[Desk]:
    with database.write() as session:
        editor = workshop.editor(session)
        course = workshop.complete(session, settings, editor)
        film = queries.film_by_id(session, course.parts[0].films[0].id)
        assert film is not None
        yield Desk(session, film, editor)


def test_captions_are_kept_and_the_course_is_a_draft_again(desk: Desk) -> None:
    desk.film.part.course.state = State.APPROVED
    desk.keep()
    track = desk.track()
    assert captioning.cues_of(track) == GOOD
    assert track.is_approved
    course = desk.film.part.course
    assert course.state is State.DRAFT
    assert Change.read(queries.history(desk.session, course.id)[0].note) == Change(
        What.CAPTIONS, 1, "en", desk.film.variant
    )


def test_captions_that_do_not_fit_the_film_are_refused_with_their_faults(desk: Desk) -> None:
    with pytest.raises(captioning.Faulty) as refused:
        desk.keep([Cue(0, 5, "Ett"), Cue(4, 13, "Två")])
    assert refused.value.faults == (Fault(Problem.OVERLAP, 0, 2), Fault(Problem.BEYOND, 0, 2))
    assert desk.track() is None


def test_warnings_are_let_through(desk: Desk) -> None:
    desk.keep([Cue(0, 0.5, "Detta hinner ingen människa läsa")])
    assert desk.track() is not None


def test_who_writes_on_top_of_another_is_told(desk: Desk) -> None:
    seen = captioning.version_of(desk.track())
    desk.keep(seen=seen)
    with pytest.raises(Stale):
        desk.keep(seen=seen, now=LATER + timedelta(minutes=1))
    desk.keep([Cue(0, 3, "Nytt")], seen=captioning.version_of(desk.track()), now=LATER + timedelta(minutes=1))
    assert captioning.cues_of(desk.track()) == (Cue(0.0, 3.0, "Nytt"),)


def test_what_a_machine_wrote_waits_until_somebody_has_read_it(desk: Desk) -> None:
    desk.keep(is_approved=False)
    assert not desk.track().is_approved
    given: dict[str, Any] = {"kind": TrackKind.CAPTIONS, "language": "en", "by": desk.editor, "now": LATER}
    with pytest.raises(Stale):
        captioning.approve(desk.session, desk.film.id, seen="", **given)
    captioning.approve(desk.session, desk.film.id, seen=captioning.version_of(desk.track()), **given)
    assert desk.track().is_approved


def test_all_captions_are_moved_and_none_beyond_the_film(desk: Desk) -> None:
    desk.keep()
    given: dict[str, Any] = {
        "kind": TrackKind.CAPTIONS,
        "language": "en",
        "seen": None,
        "by": desk.editor,
        "now": LATER,
    }
    captioning.shift(desk.session, desk.film.id, 1.5, **given)
    assert captioning.cues_of(desk.track())[0] == Cue(1.5, 4.5, "Alla barn säger nej.")
    with pytest.raises(captioning.Faulty):
        captioning.shift(desk.session, desk.film.id, 30.0, **given)


def test_chapters_are_moved_and_still_end_with_the_film(desk: Desk) -> None:
    given: dict[str, Any] = {
        "kind": TrackKind.CHAPTERS,
        "language": "sv",
        "seen": None,
        "by": desk.editor,
        "now": LATER,
    }
    captioning.shift(desk.session, desk.film.id, 1.0, **given)
    assert [cue[:2] for cue in desk.track("sv", TrackKind.CHAPTERS).cues] == [[1.0, 7.0], [7.0, 12.0]]


def test_captions_are_removed_in_one_language_alone(desk: Desk) -> None:
    desk.keep()
    given: dict[str, Any] = {
        "kind": TrackKind.CAPTIONS,
        "language": "en",
        "seen": None,
        "by": desk.editor,
        "now": LATER,
    }
    captioning.remove(desk.session, desk.film.id, **given)
    assert desk.track() is None
    assert desk.track("sv") is not None
    with pytest.raises(NotFound):
        captioning.remove(desk.session, desk.film.id, **given)


def test_a_film_that_shrinks_leaves_captions_that_are_said_to_be_too_long(desk: Desk) -> None:
    track = desk.track("sv")
    assert captioning.faults_of(track, 12.0) == ()
    assert captioning.faults_of(track, 8.0) == (Fault(Problem.BEYOND, 0, 2),)
    chapters = desk.track("sv", TrackKind.CHAPTERS)
    assert captioning.faults_of(chapters, 5.0) == (Fault(Problem.BEYOND, 0, 2),)
