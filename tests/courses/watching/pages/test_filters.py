"""What the catalogue can be narrowed by."""

from dataclasses import replace

from portal.courses.rules.catalogue import Age, Audience, Topic
from portal.courses.watching.pages.cards import sections
from portal.courses.watching.pages.filters import facets, found_by
from tests.factories import courses

PARENTS = courses.published_course()
COMPANIES = courses.published_course("salja", audience=Audience.COMPANIES, topics=(Topic.PROCUREMENT,), ages=())


def test_only_questions_that_tell_courses_apart_are_asked() -> None:
    asked = {facet.name: [choice.value for choice in facet.choices] for facet in facets([PARENTS, COMPANIES])}
    assert asked["topic"] == [Topic.LIMITS, Topic.PROCUREMENT]
    assert asked["language"] == ["sv", "ar", "en"]
    assert "age" not in asked
    assert "length" not in asked


def test_a_short_course_and_a_longer_one_can_be_told_apart() -> None:
    part = courses.published_part()
    film = next(iter(part.films.values()))
    longer = replace(part, films={key: replace(film, made=replace(film.made, seconds=200.0)) for key in part.films})
    found = facets([PARENTS, replace(PARENTS, slug="langre", parts=(longer,))])
    asked = {facet.name: [choice.value for choice in facet.choices] for facet in found}
    assert asked["length"] == ["short", "medium"]


def test_what_somebody_may_need_is_asked_even_where_nothing_has_it() -> None:
    asked = {facet.name: [choice.value for choice in facet.choices] for facet in facets([PARENTS])}
    assert asked["access"] == ["captions", "described", "signed", "easy"]


def test_an_empty_catalogue_asks_nothing() -> None:
    assert facets([]) == []


def test_a_course_is_found_by_all_that_it_is() -> None:
    course = courses.published_course(ages=(Age.SMALL, Age.TEEN), is_easy=True)
    assert found_by(course) == {
        "age": "0-2 13-18",
        "topic": "limits",
        "language": "ar en sv",
        "length": "short",
        "form": "exercises film print sound",
        "access": "captions easy",
    }


def test_sections_without_courses_are_left_out() -> None:
    assert [section.audience for section in sections([COMPANIES, PARENTS])] == [Audience.PARENTS, Audience.COMPANIES]
