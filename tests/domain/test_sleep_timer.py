"""The sleep timer and its fade."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.sleep_timer import Fade, SleepTimer, extended_sleep_timer, new_sleep_timer
from rlscompanion.domain.soundscape import SILENCE_DB
from tests.cases import each_case

NOW = 1000.0

_moments = st.floats(0, 1e6)
_minutes = st.floats(0.1, 600)


@each_case(
    ("at", "level"),
    [
        (0.0, 0.0),
        (100.0, 0.0),  # the start: still full
        (130.0, -15.0),
        (160.0, -30.0),
        (190.0, -45.0),
        (220.0, SILENCE_DB),  # the end: silence
        (1e9, SILENCE_DB),
    ],
)
def test_a_fade_is_even_to_the_ear(at: float, level: float) -> None:
    assert Fade(100.0, 220.0).level_db(at) == pytest.approx(level)


@given(_moments, st.floats(0.001, 36_000), st.lists(st.floats(-1e5, 2e6), min_size=2, max_size=30))
def test_a_fade_never_rises_and_has_exact_ends(begins: float, length: float, moments: list[float]) -> None:
    fade = Fade(begins, begins + length)

    levels = [fade.level_db(moment) for moment in sorted(moments)]

    assert levels == sorted(levels, reverse=True)
    assert all(SILENCE_DB <= level <= 0.0 for level in levels)
    assert (fade.level_db(fade.starts_at), fade.level_db(fade.ends_at)) == (0.0, SILENCE_DB)


@pytest.mark.parametrize("ends_at", [10.0, 9.0])
def test_a_fade_that_ends_before_it_starts_is_refused(ends_at: float) -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Fade(10.0, ends_at)


@each_case(
    ("minutes", "fade_minutes", "fade"),
    [
        (45, 10, Fade(NOW + 35 * 60, NOW + 45 * 60)),
        (30, 2, Fade(NOW + 28 * 60, NOW + 30 * 60)),
        (15, 20, Fade(NOW, NOW + 15 * 60)),  # a fade longer than the timer is all of it
        (10, 10, Fade(NOW, NOW + 10 * 60)),
        (0.5, 0.25, Fade(NOW + 15, NOW + 30)),
    ],
)
def test_the_fade_takes_the_last_minutes(minutes: float, fade_minutes: float, fade: Fade) -> None:
    assert new_sleep_timer(NOW, minutes, fade_minutes).fade == fade


@each_case(("minutes", "fade_minutes"), [(0, 10), (-1, 10), (45, 0), (45, -2)])
def test_a_timer_and_a_fade_take_time(minutes: float, fade_minutes: float) -> None:
    with pytest.raises(ValueError, match="longer than zero"):
        new_sleep_timer(NOW, minutes, fade_minutes)


@each_case(
    ("minute", "left", "is_fading", "is_over"),
    [
        (0, 2700.0, False, False),
        (34.9, 606.0, False, False),
        (35, 600.0, True, False),
        (44.9, 6.0, True, False),
        (45, 0.0, False, True),
        (600, 0.0, False, True),
    ],
)
def test_a_timer_along_its_way(minute: float, left: float, is_fading: bool, is_over: bool) -> None:
    timer = new_sleep_timer(NOW, 45, 10)
    now = NOW + 60 * minute

    assert timer.seconds_left(now) == pytest.approx(left)
    assert timer.is_fading(now) is is_fading
    assert timer.is_over(now) is is_over


def test_extended_while_it_fades_the_sound_comes_back_up() -> None:
    timer = new_sleep_timer(NOW, 45, 10)
    now = NOW + 40 * 60

    longer = extended_sleep_timer(timer, now, 15)

    assert timer.fade.level_db(now) == -30.0
    assert longer.fade.level_db(now) == 0.0
    assert longer.fade == Fade(NOW + 50 * 60, NOW + 60 * 60)


def test_shortened_it_ends_sooner() -> None:
    timer = new_sleep_timer(NOW, 45, 10)

    shorter = extended_sleep_timer(timer, NOW + 60, -15)

    assert shorter.fade == Fade(NOW + 20 * 60, NOW + 30 * 60)


@pytest.mark.parametrize("minute", [1, 20, 40])
def test_shortened_by_more_than_is_left_it_ends_now(minute: float) -> None:
    now = NOW + 60 * minute

    ended = extended_sleep_timer(new_sleep_timer(NOW, 45, 10), now, -1000)

    assert ended.ends_at == now
    assert ended.is_over(now)
    assert ended.fade.level_db(now) == SILENCE_DB


def test_shortened_to_nothing_as_it_starts_it_is_still_a_timer() -> None:
    ended = extended_sleep_timer(new_sleep_timer(NOW, 45, 10), NOW, -1000)

    assert NOW < ended.ends_at <= NOW + 0.01
    assert ended.fade.ends_at == ended.ends_at


@given(
    _moments, _minutes, _minutes, st.lists(st.tuples(st.floats(0, 7200), st.floats(-120, 120)), max_size=8)
)
def test_however_it_is_moved_it_ends_in_silence_and_never_in_the_past(
    now: float, minutes: float, fade_minutes: float, changes: list[tuple[float, float]]
) -> None:
    timer: SleepTimer = new_sleep_timer(now, minutes, fade_minutes)
    for gap, more in changes:
        now += gap
        timer = extended_sleep_timer(timer, now, more)

        assert timer.ends_at >= now
        assert timer.started_at <= timer.fade.starts_at < timer.fade.ends_at == timer.ends_at
        assert timer.fade.ends_at - timer.fade.starts_at <= timer.fade_seconds + 1e-6
        assert timer.fade.level_db(timer.ends_at) == SILENCE_DB
        assert timer.seconds_left(now) == pytest.approx(timer.ends_at - now)
