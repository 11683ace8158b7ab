"""The slides of the films agree with what is said, and their words find room."""

import pytest

from assets.films.canvas import Sheet
from assets.films.parts import Part, all_parts, in_lines
from assets.films.pictures import PICTURES
from assets.films.slides import COVER, ROOM, words_height, wrapped

PARTS = all_parts()
each_part = pytest.mark.parametrize("part", PARTS, ids=lambda part: part.folder.name)


@each_part
def test_every_sentence_has_its_slide(part: Part) -> None:
    for language in ("sv", "en", "ar"):
        assert len(part.sentences(language)) == sum(slide.cues for slide in part.slides)


@each_part
def test_a_point_comes_with_each_sentence(part: Part) -> None:
    cover, *others = part.slides
    assert cover.picture == COVER
    assert all(len(slide.points) == slide.cues for slide in others)


@each_part
def test_every_picture_is_there(part: Part) -> None:
    assert {slide.picture for slide in part.slides} <= {COVER, *PICTURES}


@each_part
def test_words_stay_above_the_dots(part: Part) -> None:
    assert [slide.heading for slide in part.slides if words_height(slide) > ROOM] == []


def test_every_picture_is_shown_somewhere() -> None:
    assert set(PICTURES) == {slide.picture for part in PARTS for slide in part.slides} - {COVER}


@pytest.mark.parametrize("name", ["lighthouse", "near"])
def test_a_picture_covers_its_background(name: str) -> None:
    colour, draw = PICTURES[name]
    sheet = Sheet.blank(colour)
    draw(sheet.moved(400, 250))
    colours = sheet.image.resize((96, 54)).getcolors(96 * 54)
    assert colours is not None
    assert len(colours) > 5


def test_lines_are_of_about_the_same_length() -> None:
    lines = wrapped("När barnet säger nej", 60, bold=True, most=560)
    assert lines == ["När barnet", "säger nej"]


def test_a_long_sentence_stands_on_two_lines_of_about_the_same_length() -> None:
    words = "Säg vad barnet ska göra, hellre än vad det ska låta bli."
    assert in_lines(words) == "Säg vad barnet ska göra,\nhellre än vad det ska låta bli."
    assert in_lines("Det räcker.") == "Det räcker."
