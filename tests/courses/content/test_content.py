"""The courses that come with the portal: whole in three languages, neutral outside, small, true to their films."""

from itertools import pairwise
from pathlib import Path

import pytest

from portal.courses.bundle import Bundle, read_bundle
from portal.courses.content import folders
from portal.courses.films.made import measured
from portal.courses.published import MadeFilm
from portal.courses.rules.captions import check, read_captions, read_chapters
from portal.courses.rules.catalogue import Audience, Variant, length_of
from portal.courses.rules.cues import Cue, TrackKind
from portal.courses.rules.neutral import offending_words

LANGUAGES = {"sv", "en", "ar"}
COURSES = folders()
PARTS = [path.parent for folder in COURSES for path in sorted(folder.glob("*/sv.toml"))]
MOST_BYTES = 25_000_000
each_course = pytest.mark.parametrize("folder", COURSES, ids=lambda folder: folder.name)
each_part = pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part.parent.name}/{part.name}")


def cues_of(part: Path, language: str) -> tuple[Cue, ...]:
    return read_captions((part / f"captions.{language}.vtt").read_text(encoding="utf-8")).cues


def film_of(part: Path) -> MadeFilm:
    return measured(part / "media", "0" * 32)


def bundles() -> list[Bundle]:
    return [read_bundle(folder) for folder in COURSES]


def test_there_is_something_for_parents_for_family_homes_and_for_companies() -> None:
    found = [bundle.facts.audience for bundle in bundles()]
    assert sorted(found) == sorted([Audience.PARENTS, Audience.PARENTS, Audience.FAMILY_HOMES, Audience.COMPANIES])
    assert len({bundle.facts.position for bundle in bundles()}) == len(found)


@each_course
def test_a_course_has_every_word_in_every_language(folder: Path) -> None:
    bundle = read_bundle(folder)
    assert set(bundle.words) == LANGUAGES
    asked = {one.code for one in bundle.survey} | {
        f"{one.code}.{each}" for one in bundle.survey for each in one.choices
    }
    for words in bundle.words.values():
        assert all((words.title, words.summary, words.about))
        assert set(words.survey) == asked
        assert all(words.survey.values())


def test_the_courses_can_be_told_apart_by_their_length() -> None:
    parts = {folder: [part for part in PARTS if part.parent == folder] for folder in COURSES}
    assert len({length_of(sum(film_of(part).seconds for part in its)) for its in parts.values()}) > 1


@each_course
def test_a_part_has_every_word_in_every_language(folder: Path) -> None:
    for part in read_bundle(folder).parts:
        assert set(part.words) == LANGUAGES
        assert all(words.title and words.intro and words.hand_out for words in part.words.values())
        questions = {len(words.exercise) for words in part.words.values()}
        assert len(questions) == 1
        assert questions <= {3, 4}


@each_course
def test_no_translation_says_that_somebody_has_read_it_who_has_not(folder: Path) -> None:
    assert not any(words.is_read_by_native for words in read_bundle(folder).words.values())


@each_course
def test_titles_and_addresses_tell_a_bystander_nothing(folder: Path) -> None:
    bundle = read_bundle(folder)
    titles = [words.title for one in (bundle, *bundle.parts) for words in one.words.values()]
    names = [folder.name, *(part.name for part in folder.iterdir() if part.is_dir())]
    assert [text for text in (*titles, *names, bundle.facts.slug) if offending_words(text)] == []


def test_the_homes_are_asked_what_they_need() -> None:
    (homes,) = [bundle for bundle in bundles() if bundle.facts.audience is Audience.FAMILY_HOMES]
    assert len(homes.survey) >= 3
    assert all(len(question.choices) >= 3 for question in homes.survey)


@each_course
def test_every_part_has_its_film_with_captions_and_chapters(folder: Path) -> None:
    for part in read_bundle(folder).parts:
        tracks = part.films[Variant.PLAIN].tracks
        assert set(tracks) == {(kind, language) for kind in TrackKind for language in LANGUAGES}


@each_part
def test_a_film_is_whole_in_every_form(part: Path) -> None:
    film = film_of(part)
    assert [rung.height for rung in film.renditions] == [240, 540]
    assert set(film.downloads) == {"240.mp4", "360.mp4", "audio.m4a"}
    assert film.poster.startswith("data:image/jpeg;base64,")
    assert len(film.poster) <= 4096
    assert film.storyboard >= 5
    assert 60 <= film.seconds <= 120


@each_part
def test_every_sentence_can_be_read_while_it_is_said(part: Path) -> None:
    seconds = film_of(part).seconds
    for language in LANGUAGES:
        assert check(cues_of(part, language), seconds) == []


@each_part
def test_captions_in_all_languages_stand_at_the_same_times(part: Path) -> None:
    times = {tuple((cue.start, cue.end) for cue in cues_of(part, language)) for language in LANGUAGES}
    assert len(times) == 1


@each_part
def test_captions_last_as_long_as_the_film(part: Path) -> None:
    cues, seconds = cues_of(part, "sv"), film_of(part).seconds
    assert cues[0].start <= 2
    assert seconds - 4 <= cues[-1].end <= seconds
    assert max(later.start - earlier.end for earlier, later in pairwise(cues)) < 2


@each_part
def test_chapters_begin_with_sentences_at_the_same_times_in_all_languages(part: Path) -> None:
    seconds, spoken = film_of(part).seconds, {cue.start for cue in cues_of(part, "sv")} | {0.0}
    starts = set()
    for language in LANGUAGES:
        chapters, faults = read_chapters((part / f"chapters.{language}.vtt").read_text(encoding="utf-8"), seconds)
        assert faults == ()
        starts.add(tuple(chapter.start for chapter in chapters))
    (only,) = starts
    assert 4 <= len(only) <= 7
    assert set(only) <= spoken


@each_part
def test_a_film_begins_by_saying_that_it_is_a_demonstration(part: Path) -> None:
    assert "demonstration" in cues_of(part, "sv")[0].words
    assert "demonstration" in cues_of(part, "en")[0].words


def test_all_films_together_are_small_enough_to_keep_with_the_source() -> None:
    sizes = [path.stat().st_size for part in PARTS for path in (part / "media").rglob("*") if path.is_file()]
    assert sum(sizes) < MOST_BYTES
    assert max(sizes) < 1_500_000
