"""A course with one part open, as its page shows it."""

from dataclasses import dataclass
from typing import NamedTuple

from portal.core.words import Word
from portal.courses.published import Chapter, CourseWords, PartWords, PublishedCourse, PublishedFilm, PublishedPart
from portal.courses.published.shape import DOWNLOADS
from portal.courses.rules.catalogue import NAMES, Age
from portal.courses.rules.neutral import neutral_title
from portal.courses.watching.pages.cards import minutes
from portal.courses.watching.pages.transcript import Transcript, of_language, seconds_in_address, transcripts


@dataclass(frozen=True)
class Stop:
    """A part in the list of parts."""

    number: int
    words: PartWords
    language: str
    minutes: int | None
    has_exercise: bool
    has_print: bool
    is_open: bool


class HandOut(NamedTuple):
    """The paper of a part: where it lies and how large it is, in words."""

    url: str
    language: str
    size: str


@dataclass(frozen=True)
class OpenedPart:
    """Everything about part `number`; words come with the language they are in."""

    course: PublishedCourse
    part: PublishedPart
    number: int
    course_words: CourseWords
    course_language: str
    words: PartWords
    language: str
    stops: tuple[Stop, ...]
    transcripts: tuple[Transcript, ...]
    chapters: tuple[Chapter, ...]
    chapters_language: str

    @property
    def film(self) -> PublishedFilm | None:
        """The film that everybody meets first."""
        return self.part.film or next(iter(self.part.films.values()), None)

    @property
    def tab(self) -> str:
        """What the browser's tab and history may show: part and course, or nothing when a word tells too much."""
        return neutral_title(f"{self.words.title} – {self.course_words.title}", "")

    @property
    def next_stop(self) -> Stop | None:
        """The part after this one."""
        return self.stops[self.number] if self.number < len(self.stops) else None

    @property
    def ages(self) -> list[Word]:
        """How old the child is."""
        return [NAMES[Age(age)] for age in self.course.ages]

    @property
    def hand_out(self) -> HandOut | None:
        """The paper in the language of the part's words."""
        film = self.film
        size = film.hand_outs.get(self.language) if film else None
        if film is None or size is None:
            return None
        url = f"/media/{self.course.slug}/{film.made.key}/{self.language}.pdf"
        return HandOut(url, self.language, f"{max(1, round(size / 1000))} kB")

    def clock(self, start: float) -> str:
        """A moment as players write it: `1:05`."""
        return f"{int(start) // 60}:{int(start) % 60:02}"

    def moment(self, start: float) -> str:
        """The film from `start` seconds on, for a browser without scripts; else its place in the page."""
        film = self.film
        name = next((name for name in DOWNLOADS if film and name in film.made.downloads), None)
        if film is None or name is None:
            return "#film"
        return f"/media/{self.course.slug}/{film.made.key}/{name}#t={seconds_in_address(start)}"


def opened(course: PublishedCourse, part: PublishedPart, number: int, language: str) -> OpenedPart:
    """What the page of part `number` shows in `language`."""
    course_words, course_language = course.in_language(language)
    words, written_in = part.in_language(language)
    film = part.film or next(iter(part.films.values()), None)
    chapters_language = of_language(film.chapters, language) if film else None
    return OpenedPart(
        course=course,
        part=part,
        number=number,
        course_words=course_words,
        course_language=course_language,
        words=words,
        language=written_in,
        stops=tuple(_stop(one, at, number, language) for at, one in enumerate(course.parts, 1)),
        transcripts=tuple(transcripts(film, language)) if film else (),
        chapters=film.chapters[chapters_language] if film and chapters_language else (),
        chapters_language=chapters_language or written_in,
    )


def _stop(part: PublishedPart, number: int, opened_number: int, language: str) -> Stop:
    words, written_in = part.in_language(language)
    length = minutes(part.film.made.seconds) if part.film else None
    return Stop(
        number, words, written_in, length, bool(words.exercise), bool(words.hand_out), number == opened_number
    )
