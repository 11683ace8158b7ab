"""What a course must have before anybody outside may see it."""

from dataclasses import replace

import pytest

from portal.courses.rules import gate
from portal.courses.rules.catalogue import Variant
from portal.courses.rules.gate import CourseFacts, FilmFacts, PartFacts
from portal.courses.rules.workflow import FilmState

FILM = FilmFacts(FilmState.READY, 100.0, {"sv": 95.0})
PART = PartFacts({"sv": "När barnet säger nej"}, {Variant.PLAIN: FILM})
WHOLE = CourseFacts("granser", {"sv": "Gränser"}, {"sv": "Att säga nej."}, (PART,))


def with_film(**changes: object) -> CourseFacts:
    """The whole course with another film."""
    return replace(WHOLE, parts=(replace(PART, films={Variant.PLAIN: replace(FILM, **changes)}),))  # type: ignore[arg-type]


def with_part(**changes: object) -> CourseFacts:
    """The whole course with another part."""
    return replace(WHOLE, parts=(replace(PART, **changes),))  # type: ignore[arg-type]


def test_a_whole_course_passes() -> None:
    assert gate.faults(WHOLE) == []


def test_a_part_may_be_for_reading_alone() -> None:
    assert gate.faults(with_part(films={})) == []


@pytest.mark.parametrize(
    ("course", "words", "part"),
    [
        (replace(WHOLE, slug="om"), "taken by a page", 0),
        (replace(WHOLE, slug="Å"), "small letters", 0),
        (replace(WHOLE, slug="vald-hemma"), "address has a word", 0),
        (replace(WHOLE, titles={"en": "Limits"}), "Swedish title", 0),
        (replace(WHOLE, summaries={}), "Swedish summary", 0),
        (replace(WHOLE, parts=()), "no part", 0),
        (replace(WHOLE, titles={"sv": "Våld i hemmet"}), "title has a word", 0),
        (replace(WHOLE, titles={"sv": "Gränser", "en": "Violence"}), "title has a word", 0),
        (with_part(titles={}), "Swedish title", 1),
        (with_part(titles={"sv": "Missbruk"}), "title has a word", 1),
        (with_part(films={Variant.SIGNED: FILM}), "not the film itself", 1),
        (with_film(captions_end={"en": 95.0}), "Swedish captions are missing", 1),
        (with_film(captions_end={}, unread=frozenset({"sv"})), "made by a machine", 1),
        (with_film(captions_end={"sv": 95.0, "en": 110.0}), "after the end", 1),
        (with_film(captions_end={"sv": 60.0}), "end long before", 1),
        *((with_film(state=state), "not ready", 1) for state in FilmState if state is not FilmState.READY),
    ],
)
def test_what_is_missing_is_named_with_its_place(course: CourseFacts, words: str, part: int) -> None:
    (fault,) = gate.faults(course)
    assert words in fault.what
    assert fault.part == part


def test_every_film_is_tried_not_the_plain_one_alone() -> None:
    films = {Variant.PLAIN: FILM, Variant.DESCRIBED: replace(FILM, captions_end={})}
    (fault,) = gate.faults(with_part(films=films))
    assert fault.variant is Variant.DESCRIBED


def test_a_short_film_may_be_silent_for_twenty_seconds_at_its_end() -> None:
    assert gate.faults(with_film(seconds=25.0, captions_end={"sv": 5.5})) == []
    assert gate.faults(with_film(seconds=25.0, captions_end={"sv": 4.5}))


def test_a_language_that_is_half_done_is_a_remark_and_not_offered() -> None:
    half = replace(WHOLE, titles={"sv": "Gränser", "en": "Limits"})
    assert gate.faults(half) == []
    assert [remark.language for remark in gate.remarks(half)] == ["en"]
    assert gate.offered(half) == {"sv"}
    done = replace(half, parts=(replace(PART, titles={"sv": "A", "en": "B"}),))
    assert gate.offered(done) == {"sv", "en"}
    assert gate.remarks(done) == []


def test_captions_of_a_machine_in_another_language_are_a_remark() -> None:
    (remark,) = gate.remarks(with_film(unread=frozenset({"en"})))
    assert (remark.language, remark.part) == ("en", 1)
