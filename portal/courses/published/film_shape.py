"""A film on the shelf: what the workshop made of it, its captions and chapters, as JSON and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from portal.courses.rules.cues import Chapter, Cue

MASTER, SOUND, STORYBOARD = "master.m3u8", "audio.m4a", "storyboard.jpg"
DOWNLOADS = ("360.mp4", "240.mp4", SOUND)
"""The files of a film that play as they are, without a playlist; the first is what a browser without HLS takes."""


class Rendition(NamedTuple):
    """One rung of the ladder: `<height>/index.m3u8`, all its segments together `size` bytes."""

    height: int
    width: int
    bits_per_second: int
    size: int


@dataclass(frozen=True)
class MadeFilm:
    """What the workshop made of a film: files in the folder `key`.

    `downloads` maps the names of `DOWNLOADS` that exist to their sizes. `poster` is a `data:` address of at most
    4 kB or empty. `storyboard` is the number of frames in `storyboard.jpg`, one every `storyboard_step` seconds, 160
    pixels wide, ten in a row; 0 when there is none.
    """

    key: str
    seconds: float
    renditions: tuple[Rendition, ...]
    downloads: Mapping[str, int]
    poster: str = ""
    storyboard: int = 0
    storyboard_step: float = 0.0

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "MadeFilm":
        """The film that `asdict` wrote."""
        values = dict(raw)
        renditions = tuple(Rendition(*rung) for rung in values.pop("renditions"))
        return cls(renditions=renditions, **values)

    def written(self) -> dict[str, Any]:
        """This film as JSON values."""
        return asdict(self) | {"renditions": [list(rung) for rung in self.renditions]}


@dataclass(frozen=True)
class PublishedFilm:
    """A film with its captions and chapters per language; `spoken` is the language that is heard.

    `hand_outs` maps languages to the size of `<language>.pdf` in the film's folder (transcript and hand-out).
    """

    made: MadeFilm
    spoken: str
    captions: Mapping[str, tuple[Cue, ...]]
    chapters: Mapping[str, tuple[Chapter, ...]] = field(default_factory=dict)
    hand_outs: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "PublishedFilm":
        """The film that `written` wrote."""
        return cls(
            made=MadeFilm.read(raw["made"]),
            spoken=raw["spoken"],
            captions={lang: tuple(Cue(*cue) for cue in cues) for lang, cues in raw["captions"].items()},
            chapters={lang: tuple(Chapter(*one) for one in chapters) for lang, chapters in raw["chapters"].items()},
            hand_outs=dict(raw["hand_outs"]),
        )

    def written(self) -> dict[str, Any]:
        """This film as JSON values."""
        return {
            "made": self.made.written(),
            "spoken": self.spoken,
            "captions": {language: [list(cue) for cue in cues] for language, cues in self.captions.items()},
            "chapters": {language: [list(one) for one in chapters] for language, chapters in self.chapters.items()},
            "hand_outs": dict(self.hand_outs),
        }
