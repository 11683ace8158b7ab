"""A folder is read whole, or every fault in it is named by file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.courses.bundle import BadFolder, read_bundle
from portal.courses.rules.catalogue import Age, Audience, Topic, Variant
from portal.courses.rules.cues import TrackKind
from portal.courses.rules.facts import CourseFacts
from tests.factories.course_folder import COURSE, PART, course_folder, write
from tests.factories.media import made_folder


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(BadFolder) as refused:
        read_bundle(folder)
    return refused.value.faults


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    bundle = read_bundle(course_folder(tmp_path))
    assert bundle.facts == CourseFacts("granser", Audience.PARENTS, (Topic.LIMITS,), (Age.MIDDLE,), position=7)
    assert set(bundle.words) == {"sv", "en"}
    assert bundle.words["sv"].survey["support.talk"] == "Prata"
    assert bundle.survey[0].choices == ("talk", "relief")
    first, second = bundle.parts
    assert first.words["sv"].exercise == ("Vad hände sist?",)
    film = first.films[Variant.PLAIN]
    assert film.media is not None
    assert [cue.words for cue in film.tracks[TrackKind.CAPTIONS, "sv"]] == ["Alla barn säger nej.", "Håll fast."]
    assert [cue.words for cue in film.tracks[TrackKind.CHAPTERS, "sv"]] == ["Varför nej?", "Öva"]
    assert second.films == {}


def test_the_address_is_the_folder_s_name_when_none_is_given(tmp_path: Path) -> None:
    folder = course_folder(tmp_path)
    write(folder / "course.toml", COURSE.replace('slug = "granser"\n', ""))
    assert read_bundle(folder).facts.slug == "granser"


def replaced(name: str, old: str, new: str) -> Callable[[Path], object]:
    """A change of one file."""
    return lambda folder: write(folder / name, (folder / name).read_text().replace(old, new))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (replaced("course.toml", '"parents"', '"cats"'), "course.toml:2: audience must be one of"),
        (replaced("course.toml", '["limits"]', '["limits", "love"]'), "course.toml:3: topics: there is no 'love'"),
        (replaced("course.toml", "position = 7", 'position = "7"'), "course.toml:5: position must be a whole number"),
        (replaced("course.toml", "position = 7", "colour = 7"), "course.toml:5: colour means nothing here"),
        (replaced("course.toml", '"granser"', '"om"'), "course.toml:1: 'om': This address is taken"),
        (replaced("course.toml", "Gränser", "Våld"), "course.toml:8: title must be neutral, without: våld"),
        (replaced("course.toml", "Gränser", "x" * 91), "course.toml:8: title has 91 characters, at most 90 fit"),
        (replaced("course.toml", 'title = "Limits"', ""), "course.toml:12: texts.en.title is missing"),
        (replaced("course.toml", '"talk", "relief"', '"talk", "talk"'), "support: the same code comes twice"),
        (replaced("course.toml", 'code = "support"', 'code = "sup-port"'), "a question has a code and a list of"),
        (replaced("course.toml", '"talk", "relief"', ""), "a question has a code and a list of choices"),
        (replaced("course.toml", '"support.talk"', '"support.walk"'), "survey.support.walk means nothing here"),
        (replaced("course.toml", "audience = ", "audience "), "course.toml: "),
        (replaced("1-nej/sv.toml", "intro", "entro"), "1-nej/sv.toml:2: entro means nothing here"),
        (replaced("1-nej/sv.toml", '"Vad hände sist?"', "7"), "1-nej/sv.toml:3: exercise is a list of questions"),
        (replaced("1-nej/captions.sv.vtt", "00:04.000 --> 00:07.500", "0x"), "1-nej/captions.sv.vtt:6: "),
        (replaced("1-nej/captions.sv.vtt", "00:07.500", "00:17.500"), "1-nej/captions.sv.vtt:6: This goes on after"),
        (
            replaced("1-nej/captions.sv.vtt", "00:04.000 -->", "00:02.000 -->"),
            "captions.sv.vtt:6: This begins before",
        ),
        (lambda folder: (folder / "1-nej/sv.toml").unlink(), "1-nej/sv.toml: is missing"),
        (lambda folder: (folder / "course.toml").unlink(), "course.toml: is missing"),
        (lambda folder: (folder / "1-nej").rename(folder / "3-nej"), ".: the parts are numbered [2, 3]"),
        (lambda folder: write(folder / "1-ja" / "sv.toml", PART), "another part has this number"),
        (lambda folder: write(folder / "film.mp4", ""), "film.mp4: does not belong to a course"),
        (lambda folder: write(folder / "1-nej" / "notes.txt", ""), "1-nej/notes.txt: does not belong to a part"),
        (lambda folder: write(folder / "1-nej" / "film.mp4", ""), "1-nej: has more than one film"),
        (
            lambda folder: write(folder / "2-halla-fast" / "captions.sv.vtt", ""),
            "there is no film that it belongs to",
        ),
        (lambda folder: (folder / "1-nej/media/240/001.m4s").unlink(), "1-nej/media: 240/001.m4s is missing"),
        (lambda folder: write(folder / "1-nej/media/evil.html", "x"), "1-nej/media: evil.html does not belong"),
        (lambda folder: (folder / "course.toml").write_bytes(b"\xff"), "course.toml: is not text in UTF-8"),
    ],
)
def test_every_fault_is_named_by_its_file_and_line(
    tmp_path: Path, spoil: Callable[[Path], object], told: str
) -> None:
    folder = course_folder(tmp_path)
    spoil(folder)
    found = faults(folder)
    assert any(told in fault for fault in found), found


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    folder = course_folder(tmp_path)
    replaced("course.toml", '"parents"', '"cats"')(folder)
    replaced("1-nej/sv.toml", "intro", "entro")(folder)
    assert len(faults(folder)) == 2


def test_described_and_signed_films_lie_in_folders_of_their_own(tmp_path: Path) -> None:
    folder = course_folder(tmp_path)
    made_folder(folder / "1-nej" / "signed" / "media")
    write(folder / "1-nej" / "described" / "film.mkv", "to be encoded")
    films = read_bundle(folder).parts[0].films
    assert films[Variant.SIGNED].media is not None
    described = films[Variant.DESCRIBED].source
    assert described is not None
    assert described.name == "film.mkv"


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any") / "granser"
    write(folder / "course.toml", text.encode("utf-8", "replace").decode())
    assert faults(folder)
