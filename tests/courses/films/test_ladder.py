"""The ladder and the plan: sizes never above the source, segments that meet, pieces that cover the film once."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.courses.films.look import Look
from portal.courses.films.plan import Plan, planned
from portal.courses.films.sniff import Container
from portal.courses.rules.ladder import (
    HEIGHTS,
    RATES,
    SEGMENT_SECONDS,
    SOUND_MOST_BITS,
    STORYBOARD_MOST,
    frame_rate,
    frames_a_segment,
    rungs,
    storyboard_every,
    storyboard_frames,
)

SIDES = st.integers(min_value=64, max_value=4096)


@given(width=SIDES, height=SIDES)
def test_no_rung_is_higher_than_the_source_and_all_are_even(width: int, height: int) -> None:
    ladder = rungs(width, height)
    assert ladder
    assert [rung.height for rung in ladder] == sorted(rung.height for rung in ladder)
    for rung in ladder:
        assert rung.height <= height + height % 2
        assert rung.height % 2 == rung.width % 2 == 0
        assert abs(rung.width - rung.height * width / height) <= 1


@pytest.mark.parametrize(
    ("height", "expected"),
    [(1080, HEIGHTS), (720, HEIGHTS), (719, (240, 360, 540)), (240, (240,)), (200, (200,)), (181, (180,))],
)
def test_the_rungs_of_usual_sources(height: int, expected: tuple[int, ...]) -> None:
    assert tuple(rung.height for rung in rungs(round(height * 16 / 9), height)) == expected


@given(width=SIDES, height=SIDES)
def test_the_lowest_rung_leaves_room_for_the_sound_below_250_kilobits(width: int, height: int) -> None:
    lowest = rungs(width, height)[0]
    fullest_segment = lowest.bits * (1 + 1 / SEGMENT_SECONDS)
    assert fullest_segment + SOUND_MOST_BITS <= 250_000


@given(st.fractions(min_value=1, max_value=240))
def test_the_rate_is_a_usual_one(rate: Fraction) -> None:
    assert frame_rate(rate) in RATES


@pytest.mark.parametrize(
    ("source", "made"),
    [
        (Fraction(25), Fraction(25)),
        (Fraction(50), Fraction(25)),
        (Fraction(60), Fraction(30)),
        (Fraction(60000, 1001), Fraction(30000, 1001)),
        (Fraction(24), Fraction(24)),
        (Fraction(2997, 100), Fraction(30000, 1001)),
        (Fraction(15), Fraction(25)),
        (Fraction(1, 3), Fraction(25)),
        (Fraction(120), Fraction(30)),
    ],
)
def test_usual_rates_are_kept_and_high_ones_halved(source: Fraction, made: Fraction) -> None:
    assert frame_rate(source) == made


@pytest.mark.parametrize("rate", RATES)
def test_a_segment_lasts_four_seconds_and_a_little(rate: Fraction) -> None:
    assert 4 <= frames_a_segment(rate) / rate < Fraction(402, 100)


@given(st.integers(min_value=1, max_value=2700))
def test_the_storyboard_has_at_most_a_hundred_frames_and_covers_the_film(segments: int) -> None:
    frames, every = storyboard_frames(segments), storyboard_every(segments)
    assert 1 <= frames <= STORYBOARD_MOST
    assert (frames - 1) * every < segments <= frames * every


def a_plan(seconds: float, rate: Fraction, shown: int, segments: int, container: Container) -> Plan:
    look = Look(container, 1280, 720, rate, seconds, 0, 1, is_interlaced=False)
    return planned(look, seconds, shown, piece_segments=segments)


@given(
    st.floats(min_value=0.01, max_value=3 * 3600),
    st.sampled_from(RATES),
    st.integers(min_value=1, max_value=1_000_000),
    st.integers(min_value=1, max_value=60),
    st.sampled_from(Container),
)
def test_pieces_cover_the_film_once_and_begin_where_a_segment_does(
    seconds: float, rate: Fraction, shown: int, segments: int, container: Container
) -> None:
    plan = a_plan(seconds, rate, shown, segments, container)
    at = 0
    for number, piece in enumerate(plan.pieces):
        assert (piece.number, piece.first) == (number, at)
        assert piece.first % plan.segment_frames == 0
        assert 0 <= piece.run_up <= piece.first
        assert piece.frames > 0
        at += piece.frames
    assert at == plan.frames
    assert Plan.read(plan.written()) == plan


def test_where_pictures_are_rare_or_hard_to_find_a_piece_begins_to_decode_earlier() -> None:
    usual = a_plan(100, Fraction(25), 2500, 5, Container.MP4)
    assert usual.pieces[1].run_up == 100
    assert a_plan(100, Fraction(25), 40, 5, Container.MP4).pieces[1].run_up == 300
    assert a_plan(100, Fraction(25), 2500, 5, Container.TRANSPORT).pieces[1].run_up == 300
