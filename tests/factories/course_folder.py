"""A course written as a folder: two parts, the first with a film of eight seconds that is encoded already."""

from pathlib import Path

from tests.factories.media import made_folder

COURSE = """slug = "granser"
audience = "parents"
topics = ["limits"]
ages = ["3-12"]
position = 7

[texts.sv]
title = "Gränser"
summary = "Att säga nej."
about = "Två korta delar."

[texts.en]
title = "Limits"

[[survey]]
code = "support"
choices = ["talk", "relief"]

[texts.sv.survey]
support = "Vilket stöd?"
"support.talk" = "Prata"
"support.relief" = "Avlastning"
"""
PART = """title = "När barnet säger nej"
intro = "Vi börjar här."
exercise = ["Vad hände sist?"]
hand_out = "Kom ihåg."
"""
ENGLISH = """title = "When the child says no"
"""
CAPTIONS = """WEBVTT

00:00.000 --> 00:04.000
Alla barn säger nej.

00:04.000 --> 00:07.500
Håll fast.
"""
CHAPTERS = """WEBVTT

00:00.000 --> 00:04.000
Varför nej?

00:04.000 --> 00:08.000
Öva
"""


def course_folder(root: Path) -> Path:
    """The folder, without a fault."""
    folder, film = root / "granser", root / "granser" / "1-nej"
    write(folder / "course.toml", COURSE)
    for part in ("1-nej", "2-halla-fast"):
        write(folder / part / "sv.toml", PART)
        write(folder / part / "en.toml", ENGLISH)
    write(film / "captions.sv.vtt", CAPTIONS)
    write(film / "chapters.sv.vtt", CHAPTERS)
    write(folder / "_notes.txt", "passed over")
    made_folder(film / "media")
    return folder


def write(path: Path, text: str) -> Path:
    """The file with this text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
