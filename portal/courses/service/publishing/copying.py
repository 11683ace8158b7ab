"""The working copy as the watching side knows courses."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from portal.courses import queries
from portal.courses.models import Course, CourseText, Film, Part, PartText
from portal.courses.published import (
    Chapter,
    CourseWords,
    Cue,
    MadeFilm,
    PartWords,
    PublishedCourse,
    PublishedFilm,
    PublishedPart,
    SurveyQuestion,
)
from portal.courses.rules import gate
from portal.courses.rules.catalogue import Variant
from portal.courses.rules.cues import TrackKind
from portal.courses.rules.workflow import FilmState

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def as_published(course: Course, *, now: datetime) -> PublishedCourse:
    """The course as it would lie on the shelf: offered languages, ready films, captions that somebody has read."""
    languages = gate.offered(queries.facts(course))
    return PublishedCourse(
        slug=course.slug,
        audience=course.audience,
        topics=tuple(course.topics),
        ages=tuple(course.ages),
        is_easy=course.is_easy,
        position=course.position,
        version=course.version,
        month=now.astimezone(STOCKHOLM).strftime("%Y-%m"),
        words={text.language: _words(text) for text in course.texts if text.language in languages},
        parts=tuple(_part(part, languages) for part in course.parts),
        survey=tuple(SurveyQuestion(one["code"], tuple(one["choices"])) for one in course.survey),
    )


def as_seen_now(course: Course, *, now: datetime) -> PublishedCourse:
    """The same for a preview: also what is half done, with a number for a title that is missing."""
    begun = {text.language: _words(text) for text in course.texts}
    words = begun or {gate.MAIN: CourseWords(course.slug)}
    parts = [_part(part, frozenset(words)) for part in course.parts]
    whole = [replace(one, words=one.words or _numbered(number)) for number, one in enumerate(parts, start=1)]
    return replace(as_published(course, now=now), words=words, parts=tuple(whole))


def _numbered(number: int) -> Mapping[str, PartWords]:
    return {gate.MAIN: PartWords(str(number))}


def _words(text: CourseText) -> CourseWords:
    return CourseWords(text.title, text.summary, text.about, dict(text.survey), text.is_read_by_native)


def _part(part: Part, languages: frozenset[str]) -> PublishedPart:
    films: dict[Variant, PublishedFilm] = {}
    for film in sorted(part.films, key=lambda one: list(Variant).index(one.variant)):
        if film.state is FilmState.READY and film.made:
            films[film.variant] = _film(film)
    return PublishedPart(
        films, {text.language: _part_words(text) for text in part.texts if text.language in languages}
    )


def _part_words(text: PartText) -> PartWords:
    return PartWords(text.title, text.intro, tuple(text.exercise), text.hand_out)


def _film(film: Film) -> PublishedFilm:
    captions = {
        track.language: tuple(Cue(*cue) for cue in track.cues)
        for track in film.tracks
        if track.kind == TrackKind.CAPTIONS and track.is_approved and track.cues
    }
    chapters = {
        track.language: tuple(Chapter(cue[0], cue[2]) for cue in track.cues)
        for track in film.tracks
        if track.kind == TrackKind.CHAPTERS and track.cues
    }
    return PublishedFilm(MadeFilm.read(film.made or {}), film.spoken, captions, chapters)
