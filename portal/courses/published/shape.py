"""What is on the shelf, as frozen dataclasses that read and write themselves as JSON.

Codes are those of `rules.catalogue`; times are seconds, sizes bytes. Words come per language, Swedish always there.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from portal.courses.published.film_shape import (
    DOWNLOADS,
    MASTER,
    SOUND,
    STORYBOARD,
    MadeFilm,
    PublishedFilm,
    Rendition,
)
from portal.courses.rules.catalogue import Access, Audience, Form, Length, Variant, length_of
from portal.courses.rules.cues import Chapter, Cue

__all__ = [
    "DOWNLOADS",
    "MASTER",
    "SOUND",
    "STORYBOARD",
    "Chapter",
    "CourseWords",
    "Cue",
    "MadeFilm",
    "PartWords",
    "PublishedCourse",
    "PublishedFilm",
    "PublishedPart",
    "Rendition",
    "SurveyQuestion",
]

Words = TypeVar("Words")


@dataclass(frozen=True)
class CourseWords:
    """A course in one language; `survey` maps codes of questions and of `<question>.<choice>` to words."""

    title: str
    summary: str = ""
    about: str = ""
    survey: Mapping[str, str] = field(default_factory=dict)
    is_read_by_native: bool = False


@dataclass(frozen=True)
class PartWords:
    """A part in one language: long texts are paragraphs between empty lines, lines that begin with `- ` a list."""

    title: str
    intro: str = ""
    exercise: tuple[str, ...] = ()
    hand_out: str = ""


@dataclass(frozen=True)
class SurveyQuestion:
    """A question of the needs survey; several choices may be ticked."""

    code: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class PublishedPart:
    """A part: its films by variant (none for a part that is only read) and its words by language."""

    films: Mapping[Variant, PublishedFilm]
    words: Mapping[str, PartWords]

    @property
    def film(self) -> PublishedFilm | None:
        """The film as it is, the one that everybody meets first."""
        return self.films.get(Variant.PLAIN)

    def in_language(self, language: str) -> tuple[PartWords, str]:
        """The words in `language`, or in Swedish, with the language they are in."""
        return _in_language(self.words, language)


@dataclass(frozen=True)
class PublishedCourse:
    """All of a course that the public may see; `month` (YYYY-MM) is when it was last put on the shelf."""

    slug: str
    audience: Audience
    topics: tuple[str, ...]
    ages: tuple[str, ...]
    is_easy: bool
    position: int
    version: int
    month: str
    words: Mapping[str, CourseWords]
    parts: tuple[PublishedPart, ...]
    survey: tuple[SurveyQuestion, ...] = ()

    def in_language(self, language: str) -> tuple[CourseWords, str]:
        """The words in `language`, or in Swedish, with the language they are in."""
        return _in_language(self.words, language)

    @property
    def seconds(self) -> float:
        """How long all films are together."""
        return sum(part.film.made.seconds for part in self.parts if part.film)

    @property
    def length(self) -> Length:
        """How long the catalogue says it is."""
        return length_of(self.seconds)

    @property
    def forms(self) -> frozenset[Form]:
        """In which forms it can be taken."""
        words = [text for part in self.parts for text in part.words.values()]
        has = {
            Form.FILM: any(part.films for part in self.parts),
            Form.SOUND: any(SOUND in film.made.downloads for part in self.parts for film in part.films.values()),
            Form.EXERCISES: any(text.exercise for text in words),
            Form.PRINT: any(text.hand_out for text in words),
        }
        return frozenset(form for form, there in has.items() if there)

    @property
    def access(self) -> frozenset[Access]:
        """What every film of it has for those who see, hear or read differently."""
        with_film = [part for part in self.parts if part.films]
        has = {
            Access.CAPTIONS: all(part.film and "sv" in part.film.captions for part in with_film),
            Access.DESCRIBED: all(Variant.DESCRIBED in part.films for part in with_film),
            Access.SIGNED: all(Variant.SIGNED in part.films for part in with_film),
            Access.EASY: self.is_easy,
        }
        return frozenset(one for one, there in has.items() if there and (with_film or one is Access.EASY))

    @property
    def spoken(self) -> frozenset[str]:
        """The languages that are heard, written as captions or read as text."""
        films = [film for part in self.parts for film in part.films.values()]
        heard = {film.spoken for film in films} | {language for film in films for language in film.captions}
        return frozenset(heard | set(self.words))

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "PublishedCourse":
        """The course that `written` wrote; KeyError, TypeError or ValueError when it is none."""
        return cls(
            **{name: raw[name] for name in ("slug", "is_easy", "position", "version", "month")},
            audience=Audience(raw["audience"]),
            topics=tuple(raw["topics"]),
            ages=tuple(raw["ages"]),
            words={language: CourseWords(**words) for language, words in raw["words"].items()},
            parts=tuple(_part(part) for part in raw["parts"]),
            survey=tuple(SurveyQuestion(one["code"], tuple(one["choices"])) for one in raw["survey"]),
        )

    def written(self) -> dict[str, Any]:
        """This course as JSON values."""
        own = {name: getattr(self, name) for name in ("slug", "audience", "is_easy", "position", "version", "month")}
        return own | {
            "topics": list(self.topics),
            "ages": list(self.ages),
            "words": {language: asdict(words) for language, words in self.words.items()},
            "parts": [
                {
                    "films": {variant.value: film.written() for variant, film in part.films.items()},
                    "words": {language: asdict(words) for language, words in part.words.items()},
                }
                for part in self.parts
            ],
            "survey": [asdict(question) for question in self.survey],
        }


def _part(raw: Mapping[str, Any]) -> PublishedPart:
    words = {
        language: PartWords(**{**text, "exercise": tuple(text["exercise"])})
        for language, text in raw["words"].items()
    }
    films = {Variant(variant): PublishedFilm.read(film) for variant, film in raw["films"].items()}
    return PublishedPart(films, words)


def _in_language(words: Mapping[str, Words], language: str) -> tuple[Words, str]:
    for wanted in (language, "sv"):
        if wanted in words:
            return words[wanted], wanted
    first = next(iter(words))
    return words[first], first
