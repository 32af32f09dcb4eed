"""Pages of the day: light by day, dark by night, and never a flash in between."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QTimer

from rlscompanion.ui.main_window import BRIEF_FADE_SECONDS, SLOW_FADE_SECONDS
from rlscompanion.ui.theme import DAY, DUSK, EMBER
from rlscompanion.ui.widgets.fade_overlay import FadeOverlay
from tests.fakes import FakeClock
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.light import mean_luminance
from tests.ui.stations import station_named

MORNING = "2026-11-22 06:50"
BY_DAY = "2026-11-22 10:00"
EVENING = "2026-11-22 18:50"


def at(wall: str) -> Bedside:
    return Bedside(clock=FakeClock(wall))


def overlay(bedside: Bedside) -> FadeOverlay:
    found = bedside.window.findChild(FadeOverlay)
    assert found is not None
    return found


def look_at_clock(bedside: Bedside) -> None:
    """Run the check of the clock that the window does regularly."""
    [look] = [each for each in bedside.window.findChildren(QTimer) if each.parent() is bedside.window]
    assert look.isActive(), "it does not look"
    look.timeout.emit()


def fade_seconds(bedside: Bedside) -> float:
    """The length of the latest fade in seconds."""
    return overlay(bedside).fade_seconds


@pytest.fixture
def diary(opened: OpenBedside) -> Bedside:
    """An app with the morning diary open at 6:50."""
    bedside = opened(at(MORNING))
    station_named("morning").go(bedside)
    bedside.process_events()
    return bedside


def test_a_page_of_the_day_is_visited_by_a_brief_fade(opened: OpenBedside) -> None:
    bedside = opened(at(BY_DAY))

    bedside.press("Learn")
    first = mean_luminance(bedside.window.grab().toImage())
    bedside.process_events()

    assert first <= 0.03
    assert bedside.window.theme is DAY
    assert fade_seconds(bedside) == BRIEF_FADE_SECONDS


def test_charts_are_light_by_day(opened: OpenBedside) -> None:
    bedside = opened(at(BY_DAY))
    bedside.press("Insights")

    bedside.finish_fade()

    assert bedside.window.theme is DAY
    assert mean_luminance(bedside.window.grab().toImage()) > 0.5


def test_from_one_light_page_to_another_nothing_fades(opened: OpenBedside) -> None:
    bedside = opened(at(BY_DAY))
    bedside.press("Learn")
    bedside.finish_fade()

    bedside.press("Settings")
    bedside.process_events()

    assert bedside.window.theme is DAY
    assert not overlay(bedside).is_fading


def test_a_dark_page_is_dark_at_once(opened: OpenBedside) -> None:
    bedside = opened(at(BY_DAY))
    bedside.press("Learn")
    bedside.process_events()

    bedside.press("Tonight")

    assert bedside.window.theme is DUSK
    assert mean_luminance(bedside.window.grab().toImage()) <= 0.03


def test_at_seven_the_diary_turns_light_over_three_seconds(diary: Bedside) -> None:
    assert diary.window.theme is DUSK
    look_at_clock(diary)
    assert diary.window.theme is DUSK

    diary.clock.advance_wall_to("2026-11-22 07:00")
    look_at_clock(diary)

    assert diary.window.theme is DAY
    assert fade_seconds(diary) == SLOW_FADE_SECONDS == 3.0


def test_after_seven_the_diary_comes_dark_and_turns_light_over_three_seconds(opened: OpenBedside) -> None:
    bedside = opened(at("2026-11-22 07:20"))

    station_named("morning").go(bedside)
    first = mean_luminance(bedside.window.grab().toImage())
    bedside.process_events()

    assert first <= 0.03
    assert bedside.window.theme is DAY
    assert fade_seconds(bedside) == SLOW_FADE_SECONDS


def test_no_frame_of_the_fade_is_brighter_than_its_end_or_darker_than_its_start(diary: Bedside) -> None:
    dark = mean_luminance(diary.window.grab().toImage())
    diary.clock.advance_wall_to("2026-11-22 07:00")
    look_at_clock(diary)
    frames = [mean_luminance(diary.window.grab().toImage())]

    for step in range(1, 30):
        overlay(diary).jump_to_share(step / 30)
        frames.append(mean_luminance(diary.window.grab().toImage()))
    diary.finish_fade()
    light = mean_luminance(diary.window.grab().toImage())

    assert frames[0] == pytest.approx(dark, abs=0.001)
    assert frames == sorted(frames)
    assert max(frames) <= light
    assert max(later - earlier for earlier, later in pairwise(frames)) < 0.08


def test_what_is_typed_during_the_fade_is_kept(diary: Bedside) -> None:
    diary.clock.advance_wall_to("2026-11-22 07:00")
    look_at_clock(diary)

    diary.keys("2", "2", "1", "5")
    diary.finish_fade()

    assert diary.typed("Went to bed") == "2215"


def test_in_the_evening_a_light_page_turns_dark_by_itself(opened: OpenBedside) -> None:
    bedside = opened(at(EVENING))
    bedside.press("Learn")
    bedside.finish_fade()
    assert bedside.window.theme is DAY

    bedside.clock.advance_wall_to("2026-11-22 19:00")
    look_at_clock(bedside)

    assert bedside.window.theme is DUSK
    assert fade_seconds(bedside) == SLOW_FADE_SECONDS


@pytest.mark.parametrize("where", ["tonight", "sounds", "session", "black"])
def test_other_pages_do_not_look_at_the_clock(opened: OpenBedside, where: str) -> None:
    bedside = opened(at(MORNING))
    station_named(where).go(bedside)

    [look] = [each for each in bedside.window.findChildren(QTimer) if each.parent() is bedside.window]
    assert not look.isActive()


# --- by hand ------------------------------------------------------------------------------------------------


def test_light_can_be_had_before_seven(diary: Bedside) -> None:
    assert not diary.visible("Dark colours")

    diary.press("Light colours")

    assert diary.window.theme is DAY
    assert fade_seconds(diary) == BRIEF_FADE_SECONDS
    assert diary.visible("Dark colours")
    assert not diary.visible("Light colours")


def test_the_dark_can_be_kept_after_seven(diary: Bedside) -> None:
    diary.clock.advance_wall_to("2026-11-22 07:00")
    look_at_clock(diary)

    diary.press("Dark colours")
    diary.finish_fade()

    assert diary.window.theme is DUSK
    diary.clock.advance(600)
    look_at_clock(diary)
    assert diary.window.theme is DUSK


def test_kept_dark_in_mid_fade_nothing_flashes(diary: Bedside) -> None:
    diary.clock.advance_wall_to("2026-11-22 07:00")
    look_at_clock(diary)
    overlay(diary).jump_to_share(0.4)
    before = mean_luminance(diary.window.grab().toImage())

    diary.press("Dark colours")
    frames = []
    for step in range(10):
        overlay(diary).jump_to_share(step / 10)
        frames.append(mean_luminance(diary.window.grab().toImage()))

    assert max(frames) <= before + 0.001
    assert frames == sorted(frames, reverse=True)


def test_what_is_kept_dark_stays_so_on_other_pages_of_the_day(diary: Bedside) -> None:
    diary.clock.advance_wall_to("2026-11-22 07:00")
    look_at_clock(diary)
    diary.press("Dark colours")

    diary.press("Learn")
    diary.finish_fade()

    assert diary.window.theme is DUSK


def test_the_next_morning_goes_by_the_clock_again(diary: Bedside) -> None:
    diary.clock.advance_wall_to("2026-11-22 07:00")
    look_at_clock(diary)
    diary.press("Dark colours")

    diary.clock.advance_wall_to("2026-11-23 08:00")
    look_at_clock(diary)

    assert diary.window.theme is DAY


def test_lights_out_ends_a_light_chosen_in_the_evening(opened: OpenBedside) -> None:
    bedside = opened(at("2026-11-21 21:00"))
    bedside.press("Fill in morning diary")
    bedside.press("Light colours")
    bedside.press("Tonight")
    bedside.press("Lights out")
    assert bedside.window.theme is EMBER

    bedside.keys("x")
    bedside.press("Good morning")
    bedside.finish_fade()

    assert bedside.window.theme is DUSK


# --- by the setting -----------------------------------------------------------------------------------------


def test_the_setting_takes_hold_at_once_and_is_remembered(opened: OpenBedside) -> None:
    bedside = opened(at(BY_DAY))
    bedside.press("Settings")
    bedside.finish_fade()
    themes = []

    for words in ("Always dark", "Always light"):
        bedside.choose("Light or dark pages", words)
        bedside.finish_fade()
        themes.append(bedside.window.theme)

    assert themes == [DUSK, DAY]
    assert bedside.preferences.get("light_by_day", "") == "always"


def test_always_light_is_light_in_the_evening_but_not_after_lights_out(opened: OpenBedside) -> None:
    bedside = opened(at("2026-11-22 22:30"))
    bedside.preferences.set("light_by_day", "always")
    bedside.press("Settings")
    bedside.finish_fade()
    in_the_evening = bedside.window.theme
    bedside.press("Tonight")
    bedside.press("Lights out")
    bedside.clock.advance_wall_to("2026-11-23 03:00")
    bedside.keys("x")

    bedside.press("Good morning")
    bedside.finish_fade()

    assert in_the_evening is DAY
    assert bedside.window.theme is DUSK


def test_the_setting_overrules_what_was_chosen_by_hand(opened: OpenBedside) -> None:
    bedside = opened(at(BY_DAY))
    station_named("morning").go(bedside)
    bedside.finish_fade()
    bedside.press("Dark colours")
    bedside.press("Settings")
    bedside.finish_fade()
    assert bedside.window.theme is DUSK

    bedside.choose("Light or dark pages", "Always light")
    bedside.finish_fade()

    assert bedside.window.theme is DAY
