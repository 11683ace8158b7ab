"""A part of a course as its folder tells it (docs/courses-folder.md), and its times written back."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assets.films.slides import COVER, Slide
from portal.courses.rules.captions import as_webvtt, chapters_as_webvtt, read_captions, read_chapters
from portal.courses.rules.cues import Chapter, Cue

CONTENT = Path(__file__).parents[2] / "portal" / "courses" / "content"
LANGUAGES = ("sv", "en", "ar")
LINE_MOST = 42


@dataclass(frozen=True)
class Part:
    """A folder with `_slides.toml`, its course's and its own title in Swedish, and its place among the parts."""

    folder: Path
    course: str
    title: str
    slides: tuple[Slide, ...]

    @property
    def number(self) -> int:
        """Its place in the course, from 1."""
        return int(self.folder.name.split("-")[0])

    def sentences(self, language: str) -> tuple[str, ...]:
        """What is said (Swedish) or written (other languages), one sentence for each cue."""
        cues = read_captions(_text(self.folder / f"captions.{language}.vtt")).cues
        return tuple(" ".join(cue.words.split()) for cue in cues)

    def write_times(self, times: Sequence[tuple[float, float]], seconds: float) -> None:
        """Put captions and chapters in every language at the times when the sentences are spoken."""
        for language in LANGUAGES:
            words = self.sentences(language)
            cues = [Cue(start, end, in_lines(said)) for (start, end), said in zip(times, words, strict=True)]
            (self.folder / f"captions.{language}.vtt").write_text(as_webvtt(cues), encoding="utf-8")
            self._write_chapters(language, times, seconds)

    def _write_chapters(self, language: str, times: Sequence[tuple[float, float]], seconds: float) -> None:
        path = self.folder / f"chapters.{language}.vtt"
        titles = [chapter.title for chapter in read_chapters(_text(path))[0]]
        firsts = [sum(slide.cues for slide in self.slides[:index]) for index in range(len(self.slides))]
        starts = [times[first][0] for first, slide in zip(firsts, self.slides, strict=True) if slide.is_chapter]
        starts[0] = 0.0
        chapters = [Chapter(start, title) for start, title in zip(starts, titles, strict=True)]
        path.write_text(chapters_as_webvtt(chapters, seconds), encoding="utf-8")


def all_parts() -> list[Part]:
    """Every part that has slides, course by course."""
    return [read_part(path.parent) for path in sorted(CONTENT.glob("*/*/_slides.toml"))]


def read_part(folder: Path) -> Part:
    """The part in `folder`."""
    course = tomllib.loads(_text(folder.parent / "course.toml"))["texts"]["sv"]["title"]
    title = tomllib.loads(_text(folder / "sv.toml"))["title"]
    slides = tuple(_slide(raw) for raw in tomllib.loads(_text(folder / "_slides.toml"))["slides"])
    return Part(folder, course, title, slides)


def in_lines(words: str) -> str:
    """`words` as one line, or as two of about the same length when they are longer than a line may be."""
    if len(words) <= LINE_MOST:
        return words
    gaps = [index for index, letter in enumerate(words) if letter == " "]
    middle = min(gaps, key=lambda gap: max(gap, len(words) - gap - 1))
    return f"{words[:middle]}\n{words[middle + 1 :]}"


def _slide(raw: dict[str, object]) -> Slide:
    picture, heading = str(raw["picture"]), str(raw.get("heading", ""))
    points = raw.get("points", [])
    if not isinstance(points, list) or (picture != COVER and not heading):
        raise ValueError(f"the slide with the picture {picture} needs a heading and a list of points")
    return Slide(picture, heading, tuple(map(str, points)), int(str(raw["cues"])), bool(raw.get("chapter", False)))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
