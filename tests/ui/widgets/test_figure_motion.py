from itertools import pairwise

import pytest

from rlscompanion.ui.widgets.figure_motion import SECONDS_PER_SPOT, frame_at, smooth_rise, still_frame
from rlscompanion.ui.widgets.figure_parts import Motion
from tests.cases import each_case

HANDS = (
    *(Motion.STROKE, Motion.GLIDE, Motion.FEATHER, Motion.KNEAD, Motion.CIRCLE, Motion.PRESS, Motion.PULL),
    Motion.RUB,
)
SPOTS = (0.0, 0.4, 1.0)


@pytest.mark.parametrize("motion", [Motion.STROKE, Motion.GLIDE, Motion.FEATHER])
def test_the_way_toward_the_heart_is_slow_and_stronger_than_the_return(motion: Motion) -> None:
    there = [frame_at(motion, i / 10).marks[0] for i in range(1, 200)]
    up = [one for one, two in pairwise(there) if two.position > one.position]
    back = [one for one, two in pairwise(there) if two.position < one.position]

    assert len(up) > len(back)
    assert max(mark.strength for mark in up) > 1.8 * min(mark.strength for mark in back)
    assert max(mark.halo for mark in up) > 0.3
    assert max(mark.halo for mark in back) == 0


def test_a_feather_stroke_is_lighter_than_a_stroke_and_a_deep_one_slower() -> None:
    firmest = {m: max(frame_at(m, i / 10).marks[0].strength for i in range(100)) for m in HANDS[:3]}
    lasts = {
        m: next(i for i in range(1, 200) if frame_at(m, i / 10).marks[0].position > 0.999) for m in HANDS[:3]
    }

    assert firmest[Motion.FEATHER] < 0.6 * firmest[Motion.STROKE]
    assert lasts[Motion.GLIDE] > 1.3 * lasts[Motion.STROKE]


def test_kneading_hands_alternate() -> None:
    left, right = frame_at(Motion.KNEAD, 1.4, tracks=2).marks

    assert left.closed == pytest.approx(1.0)
    assert right.closed == pytest.approx(0.0)


def test_brisk_rubs_go_to_and_fro_one_hand_against_the_other_and_move_up() -> None:
    frames = [frame_at(Motion.RUB, i / 20, tracks=2).marks for i in range(200)]
    turns = sum(
        (two[0].position - one[0].position) * (three[0].position - two[0].position) < 0
        for one, two, three in zip(frames, frames[1:], frames[2:], strict=False)
    )
    middles = [(left.position + right.position) / 2 for left, right in frames]

    assert 15 <= turns <= 30, "about a rub a second, ten times as brisk as a stroke"
    assert all(
        abs(mark.position - middle) <= 0.1
        for pair, middle in zip(frames, middles, strict=True)
        for mark in pair
    )
    assert any(left.position > right.position for left, right in frames)
    assert any(left.position < right.position for left, right in frames)
    assert middles[0] < 0.15 < 0.85 < middles[-1]


def test_circling_thumbs_turn_against_each_other() -> None:
    left, right = frame_at(Motion.CIRCLE, 0.6, tracks=2).marks

    assert left.dx == pytest.approx(-right.dx)
    assert abs(left.dx) == pytest.approx(1.0)
    assert left.spin == pytest.approx(0.25)


def test_palms_that_rest_lie_in_the_middle_and_stay_there() -> None:
    resting = frame_at(Motion.HOLD, 0.0, tracks=2)

    assert [(mark.sprite, mark.position) for mark in resting.marks] == [("palm", 0.5), ("palm", 0.5)]
    assert frame_at(Motion.HOLD, 7.3, tracks=2) == still_frame(Motion.HOLD, tracks=2) == resting


@each_case(("seconds", "word"), [(0.0, "in"), (3.9, "in"), (4.0, "out"), (9.9, "out"), (10.0, "in")])
def test_breathing_is_four_seconds_in_and_six_out(seconds: float, word: str) -> None:
    assert frame_at(Motion.BREATH, seconds).word == word


@each_case(
    ("seconds", "word"),
    [(0.0, "tense"), (4.9, "tense"), (5.0, "release"), (19.9, "release"), (20.0, "tense")],
)
def test_tensing_is_five_seconds_and_release_fifteen(seconds: float, word: str) -> None:
    assert frame_at(Motion.TENSE, seconds).word == word


def test_pressure_stays_on_three_spots_in_turn() -> None:
    held = [frame_at(Motion.PRESS, seconds, spots=SPOTS).marks[0] for seconds in (10.0, 30.0, 50.0, 70.0)]

    assert [mark.position for mark in held] == pytest.approx([0.0, 0.4, 1.0, 0.0])
    assert all(mark.halo > 0.9 for mark in held)


@pytest.mark.parametrize("spot", [0, 1, 2])
def test_each_press_counts_itself_down_within_its_spot(spot: int) -> None:
    left = [
        frame_at(Motion.PRESS, SECONDS_PER_SPOT * spot + i / 10, spots=SPOTS).time_left
        for i in range(int(10 * SECONDS_PER_SPOT))
    ]
    shown = [share for share in left if share is not None]

    assert left[0] is None, "nothing counts while the thumb moves over"
    assert shown[0] == 1.0
    assert shown[-1] == 0.0
    assert all(before >= after for before, after in pairwise(shown))
    running = [share for share in shown if 0 < share < 1]
    assert 10 <= len(running) / 10 <= 30, "a spot is pressed for ten to thirty seconds"


@each_case("motion", list(Motion))
def test_before_the_work_begins_the_hands_wait_at_the_start(motion: Motion) -> None:
    assert frame_at(motion, -4.0, 2, SPOTS) == frame_at(motion, 0.0, 2, SPOTS)


@each_case("motion", list(Motion))
def test_no_motion_jumps(motion: Motion) -> None:
    """Between two frames, at 20 frames a second, nothing moves further than an eye can follow."""
    frames = [frame_at(motion, i / 20, 2, SPOTS) for i in range(20 * 61)]

    for before, after in pairwise(frames):
        assert abs(after.pose - before.pose) < 0.25
        for one, two in zip(before.marks, after.marks, strict=True):
            assert abs(two.position - one.position) < 0.06
            assert abs(two.strength - one.strength) < 0.16
            assert abs(two.dx - one.dx) < 0.2


@each_case("motion", [motion for motion in Motion if motion is not Motion.REST])
def test_a_still_picture_tells_every_motion_by_itself(motion: Motion) -> None:
    frame = still_frame(motion, 2, SPOTS)

    received = (
        frame.arrow,
        frame.word,
        frame.time_left,
        frame.pose or None,
        frame.swell,
        frame.marks or None,
    )
    assert any(sign not in (None, "") for sign in received)
    if motion in HANDS:
        assert frame.marks


def test_a_still_stroke_shows_firm_hands_at_the_start_and_faint_ones_at_the_end() -> None:
    marks = still_frame(Motion.STROKE, 2).marks
    firm = [mark for mark in marks if mark.position < 0.5]
    faint = [mark for mark in marks if mark.position > 0.5]

    assert {mark.track for mark in firm} == {mark.track for mark in faint} == {0, 1}
    assert min(mark.strength for mark in firm) > 2 * max(mark.strength for mark in faint)


def test_no_two_motions_of_the_hands_look_alike_when_still() -> None:
    assert len({still_frame(motion, 2, SPOTS) for motion in HANDS}) == len(HANDS)


def test_ease_rests_at_both_ends() -> None:
    assert [smooth_rise(x) for x in (-1.0, 0.0, 0.5, 1.0, 2.0)] == [0.0, 0.0, 0.5, 1.0, 1.0]
