"""Published courses for tests, with media of a few bytes; `content` of the demo holds real ones."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from portal.courses.published import (
    Chapter,
    CourseWords,
    Cue,
    MadeFilm,
    PartWords,
    PublishedCourse,
    PublishedFilm,
    PublishedPart,
    Rendition,
    Shelf,
    SurveyQuestion,
)
from portal.courses.rules.catalogue import Age, Audience, Topic, Variant

KEY = "0123456789abcdef0123456789abcdef"
WORDS = {
    "sv": CourseWords("Gränser utan bråk", "Att säga nej så att det håller.", "Tre korta delar.\n\n- se\n- öva"),
    "en": CourseWords("Limits without fights", "To say no so that it holds.", "Three short parts."),
    "ar": CourseWords("حدود بلا شجار", "كيف تقول لا.", "ثلاثة أجزاء قصيرة."),
}
CUES = (Cue(0.0, 2.5, "Alla barn säger nej ibland."), Cue(2.5, 6.0, "Det är så de lär sig att vilja något själva."))


def made_film(key: str = KEY) -> MadeFilm:
    """A film of twelve seconds with two rungs, sound and both downloads."""
    renditions = (Rendition(240, 426, 90_000, 135_000), Rendition(540, 960, 300_000, 450_000))
    return MadeFilm(key, 12.0, renditions, {"360.mp4": 200_000, "240.mp4": 140_000, "audio.m4a": 50_000})


def published_film(key: str = KEY) -> PublishedFilm:
    """A film in Swedish with captions in three languages and two chapters."""
    captions = {"sv": CUES, "en": (Cue(0.0, 2.5, "All children say no."),), "ar": (Cue(0.0, 2.5, "كل طفل يقول لا."),)}
    return PublishedFilm(made_film(key), "sv", captions, {"sv": (Chapter(0.0, "Varför nej?"), Chapter(6.0, "Öva"))})


def published_part(key: str = KEY) -> PublishedPart:
    """A part with a film, an exercise of two questions and a hand-out."""
    words = {
        "sv": PartWords(
            "När barnet säger nej", "Vi börjar här.", ("Vad hände sist?", "Vad vill du öva på?"), "Kom ihåg."
        ),
        "en": PartWords("When the child says no", "We begin here.", ("What happened last time?",), "Remember."),
        "ar": PartWords("حين يقول الطفل لا", "نبدأ هنا.", ("ماذا حدث؟",), "تذكّر."),
    }
    return PublishedPart({Variant.PLAIN: published_film(key)}, words)


def published_course(slug: str = "granser-utan-brak", parts: int = 1, **changes: object) -> PublishedCourse:
    """A course for parents; every part has a film of its own."""
    keys = [f"{number:032x}" for number in range(1, parts + 1)]
    course = PublishedCourse(
        slug=slug,
        audience=Audience.PARENTS,
        topics=(Topic.LIMITS,),
        ages=(Age.MIDDLE,),
        is_easy=False,
        position=10,
        version=1,
        month="2026-11",
        words=WORDS,
        parts=tuple(published_part(key) for key in keys),
        survey=(SurveyQuestion("support", ("talk", "relief")),),
    )
    return replace(course, **changes)  # type: ignore[arg-type]


def media(folder: Path) -> Path:
    """Files such as the workshop leaves them, each holding its own name many times over; gives the folder."""
    for name in ("master.m3u8", "240/index.m3u8", "240/init.mp4", "240/001.m4s", "240.mp4", "audio.m4a", "sv.vtt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() * 1000)
    return folder


def put(shelf: Shelf, course: PublishedCourse, folder: Path) -> PublishedCourse:
    """Put `course` on `shelf` with media made in `folder`."""
    keys = [film.made.key for part in course.parts for film in part.films.values()]
    films: Mapping[str, Path] = {key: media(folder / key) for key in keys}
    shelf.put(course, films)
    return course
