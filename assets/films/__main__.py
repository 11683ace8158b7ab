"""Make the films of the courses: `python -m assets.films [COURSE[/PART] …]`, all of them when none is named."""

import argparse
import logging
import tempfile
from pathlib import Path

from assets.films import encoding
from assets.films.parts import Part, all_parts
from assets.films.reel import Reel
from assets.films.speech import Spoken, speak
from portal.courses.films.made import measured

LOG = logging.getLogger("films")
CAPTION_STAYS, CAPTION_GAP = 0.7, 0.04
"""Seconds that words stand after they are said, and that lie at least between them and the next."""


def main() -> None:
    """Make the films that the command line names."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="python -m assets.films", description="Make the films of the courses.")
    parser.add_argument("names", nargs="*", metavar="COURSE[/PART]", help="left out: all")
    parser.add_argument("--stills", type=Path, metavar="FOLDER", help="only draw the slides, as PNG, into FOLDER")
    options = parser.parse_args()
    for part in _chosen(options.names):
        if options.stills:
            _draw(part, options.stills)
        else:
            make(part)


def make(part: Part) -> None:
    """Make the film of `part`: its folder `media`, and the times in its captions and chapters."""
    spoken = speak(_by_slide(part))
    reel = Reel(part, spoken)
    folder = part.folder / "media"
    with tempfile.TemporaryDirectory() as work:
        speech = Path(work) / "speech.wav"
        spoken.write(speech)
        encoding.encode(reel.frames(), speech, folder, Path(work))
    seconds = encoding.length(folder)
    encoding.write_poster(reel.picture_at(0), folder)
    encoding.write_storyboard([reel.picture_at(at) for at in encoding.storyboard_times(folder)], folder)
    part.write_times(_caption_times(spoken), seconds)
    measured(folder, "0" * 32)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    LOG.info("%s/%s: %.1f s, %.2f MB", _course(part), part.folder.name, seconds, size / 1e6)


def _by_slide(part: Part) -> list[list[str]]:
    sentences = iter(part.sentences("sv"))
    slides = [[next(sentences) for _ in range(slide.cues)] for slide in part.slides]
    if list(sentences):
        raise ValueError(f"{part.folder.name} has more sentences than its slides say")
    return slides


def _caption_times(spoken: Spoken) -> list[tuple[float, float]]:
    nexts = [start for start, _ in spoken.times[1:]] + [spoken.seconds]
    return [
        (round(start, 3), round(min(end + CAPTION_STAYS, following - CAPTION_GAP), 3))
        for (start, end), following in zip(spoken.times, nexts, strict=True)
    ]


def _chosen(names: list[str]) -> list[Part]:
    if not names:
        return all_parts()
    chosen = [part for part in all_parts() if {_course(part), f"{_course(part)}/{part.folder.name}"} & set(names)]
    if not chosen:
        raise SystemExit("There is no such course or part.")
    return chosen


def _course(part: Part) -> str:
    return part.folder.parent.name


def _draw(part: Part, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for index, picture in enumerate(Reel(part, None).last_states()):
        picture.save(folder / f"{part.folder.name}-{index:02}.png")


if __name__ == "__main__":
    main()
