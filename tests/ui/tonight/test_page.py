"""The Tonight page, where an evening starts."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QAbstractSlider, QComboBox, QLabel, QPushButton

from rlscompanion.content.presets import shipped_presets
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.routine import RoutineKind, massage_seconds, routine_segments
from rlscompanion.domain.safe_routine import BREATHING_ROUTINE_KEY
from rlscompanion.domain.soundscape import NO_SOUND, Sound, mix_of, mix_of_one
from rlscompanion.domain.trial import Arm, Replacement, Trial, assigned_arm
from rlscompanion.domain.trial_words import (
    BREATHING_TONIGHT_SENTENCES,
    MASSAGE_TONIGHT_SENTENCE,
    NO_MASSAGE_TONIGHT_SENTENCES,
)
from rlscompanion.ui.tonight.page import TonightPage
from rlscompanion.ui.tonight.start_button import StartButton
from tests.domain.samples import SHORT_ROUTINE
from tests.ui.bedside import Bedside, wind_downs
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")


def words_on_the_button(bedside: Bedside) -> list[str]:
    labels = bedside.control("Start wind-down").findChildren(QLabel)
    return [each.text() for each in labels if each.isVisible()]


def chosen_chips(bedside: Bedside) -> list[str]:
    chips = bedside.control("Routine").findChildren(QPushButton)
    return [each.text() for each in chips if each.isChecked()]


def test_the_button_says_both_lengths_of_the_chosen_routine(bedside: Bedside) -> None:
    assert words_on_the_button(bedside) == ["Start wind-down", "10 min massage, 11 min in all"]

    bedside.press("Routine 5 minutes")

    assert words_on_the_button(bedside) == ["Start wind-down", "5 min massage, 6 min in all"]


@pytest.mark.usefixtures("styled")
def test_routines_named_by_their_minutes_have_a_line_of_their_own(bedside: Bedside) -> None:
    chips = bedside.control("Routine").findChildren(QPushButton)
    lines: dict[int, list[str]] = {}
    for chip in chips:
        lines.setdefault(chip.y(), []).append(chip.text())

    first, *others = (lines[top] for top in sorted(lines))
    assert all(text.endswith(" min") and "," not in text for text in first)
    assert not any(text.endswith(" min") and "," not in text for line in others for text in line)
    assert "Edit routines" in others[-1]


@pytest.mark.usefixtures("styled")
def test_the_focus_is_on_the_one_large_button(bedside: Bedside) -> None:
    focused = bedside.window.focusWidget()

    assert focused is not None
    assert focused.accessibleIdentifier() == "Start wind-down"
    assert focused.height() == max(each.height() for each in bedside.buttons())


@pytest.mark.usefixtures("styled")
def test_the_large_button_grows_with_words_that_wrap(bedside: Bedside) -> None:
    start = bedside.control("Start wind-down")

    assert start.hasHeightForWidth()
    assert start.heightForWidth(2000) == start.sizeHint().height()
    assert start.heightForWidth(150) > start.heightForWidth(2000)


def test_last_nights_choices_stand_already(opened: OpenBedside) -> None:
    before = Bedside()
    before.open()
    before.press("Routine 15 minutes")
    before.choose("Sound", "Brown noise")
    before.control("Volume", QAbstractSlider).setValue(20)
    before.close()

    bedside = opened(replace(before))

    assert chosen_chips(bedside) == ["15 min"]
    assert bedside.control("Sound", QComboBox).currentText() == "Brown noise"
    assert bedside.control("Volume", QAbstractSlider).value() == 20
    assert bedside.sound.mix == mix_of_one(Sound.BROWN_NOISE)
    assert bedside.sound.level == 0.2


def test_looking_at_the_page_changes_no_choice(bedside: Bedside) -> None:
    for _ in range(2):
        bedside.press("Settings")
        bedside.press("Tonight")

    assert bedside.preferences.get("routine", "wind_down_10") == "wind_down_10"
    assert bedside.control("Sound", QComboBox).currentText() == "Light rain"


def test_a_remembered_routine_that_is_gone_is_replaced(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.preferences.set("routine", "of_my_own")

    opened(bedside)

    assert words_on_the_button(bedside)[1] == "10 min massage, 11 min in all"


def test_it_says_which_night_this_is(bedside: Bedside) -> None:
    assert "Sat 21 to Sun 22 Nov" in bedside.texts()


def test_after_midnight_it_is_still_that_night(bedside: Bedside) -> None:
    bedside.clock.advance_wall_to("2026-11-22 00:40")

    bedside.press("Tonight")

    assert "Sat 21 to Sun 22 Nov" in bedside.texts()


def test_nothing_broken_off_shows_no_banner(bedside: Bedside) -> None:
    assert not bedside.visible("Continue session")
    assert not any(text.startswith(("You stopped", "The night is still")) for text in bedside.texts())


def test_the_banner_goes_once_the_session_is_over(opened: OpenBedside) -> None:
    before = Bedside()
    before.open()
    before.start_session()
    before.close()
    bedside = opened(replace(before))
    assert "You stopped at Slow breath, both legs." in bedside.texts()

    bedside.press("Continue session")
    bedside.press("End session")
    bedside.press("Stay up")

    assert not bedside.visible("Continue session")


def test_a_session_of_a_routine_that_is_gone_is_not_offered(opened: OpenBedside) -> None:
    before = Bedside()
    before.open()
    before.start_session()
    before.close()

    bedside = opened(replace(before, wind_downs=wind_downs()[:1]))

    assert not bedside.visible("Continue session")


def test_without_routines_the_button_says_so(opened: OpenBedside) -> None:
    bedside = opened(Bedside(wind_downs=()))

    focused = bedside.window.focusWidget()
    assert words_on_the_button(bedside)[1] == "No routine could be read."
    assert focused is not None
    assert focused.accessibleIdentifier() == "Lights out"


def test_the_pages_words_lead_to_the_pages(bedside: Bedside) -> None:
    for word, page in (
        ("Sounds", bedside.flow.day.sounds),
        ("Sleep log", bedside.flow.day.sleep_log),
        ("Settings", bedside.flow.day.settings),
        ("Tonight", bedside.flow.evening.tonight),
    ):
        bedside.press(word)
        assert bedside.page is page
        assert bedside.window.current_tab == word


def test_it_is_a_page_of_the_window(bedside: Bedside) -> None:
    assert isinstance(bedside.page, TonightPage)
    assert bedside.control("Start wind-down", QPushButton).isEnabled()


# --- sounds that are offered --------------------------------------------------------------------------------


def test_every_preset_and_silence_are_offered(bedside: Bedside) -> None:
    presets = [each.title for each in shipped_presets()]

    assert bedside.offered("Sound") == [*presets, "No sound"]


def test_ones_own_mix_is_offered_once_and_kept_while_another_is_chosen(bedside: Bedside) -> None:
    bedside.sound.set_sound_level(Sound.SURF, 0.4)
    mine = bedside.sound.mix
    bedside.press("Tonight")
    chosen = bedside.control("Sound", QComboBox).currentText()
    bedside.choose("Sound", "No sound")
    bedside.press("Settings")
    bedside.press("Tonight")

    assert chosen == "Your mix"
    assert bedside.control("Sound", QComboBox).currentText() == "No sound"
    assert bedside.offered("Sound").count("Your mix") == 1
    bedside.choose("Sound", "Your mix")
    assert bedside.sound.mix == mine


def test_silence_is_remembered(opened: OpenBedside) -> None:
    before = Bedside()
    before.open()
    before.choose("Sound", "No sound")
    before.close()

    bedside = opened(replace(before))

    assert bedside.control("Sound", QComboBox).currentText() == "No sound"
    assert bedside.sound.mix == NO_SOUND


def test_a_preset_of_ones_own_is_offered(bedside: Bedside) -> None:
    mix = mix_of({Sound.STREAM: 0.5, Sound.WIND: 0.2})
    bedside.shelf.save("By the stream", mix)
    bedside.press("Tonight")

    bedside.choose("Sound", "By the stream")

    assert bedside.sound.mix == mix


def test_what_sounds_crosses_over_to_the_chosen_mix(bedside: Bedside) -> None:
    bedside.sound.play()

    bedside.choose("Sound", "Brown noise")

    assert bedside.engine.named("play", "pause")[-1] == ("play", mix_of_one(Sound.BROWN_NOISE), 1.5)


def test_without_any_preset_there_is_still_a_choice(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.preferences.set("presets_shipped", "yes")
    opened(bedside)

    assert bedside.offered("Sound") == ["Your mix", "No sound"]


def test_a_preset_that_goes_while_it_is_chosen_leaves_its_mix(bedside: Bedside) -> None:
    bedside.shelf.delete(bedside.shelf.presets[0].id)

    bedside.press("Tonight")

    assert bedside.control("Sound", QComboBox).currentText() == "Your mix"
    assert bedside.sound.mix == mix_of_one(Sound.RAIN)


def test_looking_at_tonight_leaves_the_level_muted(bedside: Bedside) -> None:
    bedside.sound.set_level(0.2)
    bedside.sound.toggle_mute()

    bedside.press("Tonight")

    assert bedside.control("Volume", QAbstractSlider).value() == 20
    assert bedside.sound.is_muted


# --- a person's own routines --------------------------------------------------------------------------------


def test_an_own_routine_is_offered_by_its_name_as_soon_as_it_is_kept(bedside: Bedside) -> None:
    before = bedside.offered("Routine")
    mine = bedside.routines.add(replace(SHORT_ROUTINE, key="", title="My evening"))
    assert mine is not None
    bedside.press("Tonight")

    bedside.press("Routine My evening")

    assert len(bedside.offered("Routine")) == len(before) + 1
    assert bedside.preferences.get("routine", "") == mine.key
    assert words_on_the_button(bedside)[1] == "1 min 20 s massage, 1 min 35 s in all"


def test_a_chosen_routine_that_goes_leaves_the_usual_one_and_comes_back(bedside: Bedside) -> None:
    mine = bedside.routines.add(replace(SHORT_ROUTINE, key="", title="My evening"))
    assert mine is not None
    bedside.press("Tonight")
    bedside.press("Routine My evening")

    bedside.routines.delete(mine.key)
    bedside.press("Tonight")
    gone = words_on_the_button(bedside)[1]
    bedside.undo.undo()
    bedside.press("Tonight")

    assert gone == "10 min massage, 11 min in all"
    assert words_on_the_button(bedside)[1] == "1 min 20 s massage, 1 min 35 s in all"


def test_an_own_routine_made_a_rescue_is_no_wind_down(bedside: Bedside) -> None:
    before = bedside.offered("Routine")

    bedside.routines.add(replace(SHORT_ROUTINE, key="", kind=RoutineKind.RESCUE))
    bedside.press("Tonight")

    assert bedside.offered("Routine") == before


# --- a night of a trial -------------------------------------------------------------------------------------


def trial_with(arm: Arm, first: date = date(2026, 11, 21)) -> Trial:
    """A trial that plans `arm` for the night of `first`."""
    found = (Trial(UUID(int=1), Outcome.WORST_URGE, first, seed, 8) for seed in range(100))
    return next(trial for trial in found if assigned_arm(trial, first) is arm)


@pytest.mark.parametrize(
    ("arm", "instead", "line"),
    [
        (Arm.MASSAGE, None, MASSAGE_TONIGHT_SENTENCE),
        (Arm.NO_MASSAGE, None, NO_MASSAGE_TONIGHT_SENTENCES),
        (Arm.MASSAGE, Replacement.BREATHING, MASSAGE_TONIGHT_SENTENCE),
        (Arm.NO_MASSAGE, Replacement.BREATHING, BREATHING_TONIGHT_SENTENCES),
    ],
)
def test_a_night_of_a_trial_says_which_it_is(
    opened: OpenBedside, arm: Arm, instead: Replacement | None, line: str
) -> None:
    bedside = Bedside()
    bedside.trials.save(replace(trial_with(arm), instead=instead))
    opened(bedside)

    assert bedside.control("Trial tonight", QLabel).text() == line


def test_on_a_night_without_massage_the_large_button_puts_the_lights_out(
    opened: OpenBedside,
) -> None:
    bedside = Bedside()
    bedside.trials.save(trial_with(Arm.NO_MASSAGE))
    opened(bedside)

    assert not bedside.flow.evening.tonight.start_button.isVisible()
    assert bedside.control("Lights out", StartButton).hasFocus()
    bedside.press("Lights out")
    assert bedside.page is bedside.flow.night.lights_out


def test_on_a_night_of_breathing_the_large_button_starts_as_much_of_it(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.trials.save(replace(trial_with(Arm.NO_MASSAGE), instead=Replacement.BREATHING))
    opened(bedside)

    assert "10 min with sound, instead of massage" in bedside.texts()
    bedside.press("Start breathing")
    bedside.press("Skip")
    routine = bedside.sessions.routine
    assert routine is not None
    assert (routine.key, massage_seconds(routine_segments(routine))) == (BREATHING_ROUTINE_KEY, 600)


@pytest.mark.parametrize("instead", [None, Replacement.BREATHING])
def test_a_night_without_massage_leaves_it_to_be_chosen(
    opened: OpenBedside, instead: Replacement | None
) -> None:
    bedside = Bedside()
    bedside.trials.save(replace(trial_with(Arm.NO_MASSAGE), instead=instead))
    opened(bedside)

    massage = bedside.control("Start wind-down", QPushButton)
    assert massage.text() == "Massage anyway"
    bedside.start_session()
    assert bedside.page is bedside.flow.evening.session


@pytest.mark.parametrize("kept", ["none", "of another time", "unreadable"])
def test_without_a_trial_tonight_nothing_is_said_of_it(opened: OpenBedside, kept: str) -> None:
    bedside = Bedside()
    if kept != "none":
        first = date(2026, 11, 22) if kept == "of another time" else date(2026, 11, 21)
        bedside.trials.save(trial_with(Arm.NO_MASSAGE, first))
    if kept == "unreadable":
        bedside.disk.stop_reading("trials")
    opened(bedside)

    assert bedside.visible("Trial tonight") == []
    assert words_on_the_button(bedside)[1] == "10 min massage, 11 min in all"


def test_a_trial_that_is_stopped_is_not_told_of_any_more(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.trials.save(trial_with(Arm.NO_MASSAGE))
    opened(bedside)

    bedside.flow.evening.tonight._trials.stop()
    bedside.press("Settings")
    bedside.press("Tonight")

    assert bedside.visible("Trial tonight") == []
