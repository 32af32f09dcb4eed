"""Tests of the preferences: each has its own key, a default, and comes back as stored."""

from datetime import date
from typing import Any

from rlscompanion.bedtime import preferences
from rlscompanion.bedtime.preferences import Preference, TimerEnd, TimerKind, VoiceChoice
from rlscompanion.domain.routine import Side
from rlscompanion.domain.soundscape import Sound, mix_of_one
from tests import stores
from tests.cases import each_case

ANY_TEXT = (
    preferences.WIND_DOWN_ROUTINE,
    preferences.RESCUE_ROUTINE,
    preferences.SOUND_DEVICE,
    preferences.SECOND_FOLDER,
)
ALL = [each for each in vars(preferences).values() if isinstance(each, Preference)]


def test_each_has_a_key_of_its_own() -> None:
    assert len({each.key for each in ALL}) == len(ALL) > 20


@each_case("preference", ALL, ids=lambda each: each.key)
def test_the_default_stands_for_what_was_never_chosen(preference: Preference[Any]) -> None:
    assert preference.of(stores.preferences()) == preference.default


@each_case(
    ("preference", "value", "text"),
    [
        (preferences.WIND_DOWN_ROUTINE, "of_my_own", "of_my_own"),
        (preferences.ONLY_LEG, Side.RIGHT, "right"),
        (preferences.VOICE_CHOICE, VoiceChoice.CHIMES, "chimes"),
        (preferences.KEEP_AWAKE, False, "no"),
        (preferences.STILL_PICTURES, True, "yes"),
        (preferences.TEXT_SCALE, 1.15, "1.15"),
        (preferences.ONSET_BASELINE, date(2026, 11, 21), "2026-11-21"),
        (preferences.ONSET_BASELINE, None, ""),
        (
            preferences.EVENINGS_WITH_NIGHT_KEYS,
            (date(2026, 11, 21), date(2026, 11, 23)),
            "2026-11-21 2026-11-23",
        ),
        (preferences.SOUND_MIX, mix_of_one(Sound.RAIN), '{"rain": 1.0}'),
        (preferences.SOUND_LEVEL, 0.25, "0.25"),
        (preferences.SOUND_TIMER_KIND, TimerKind.NEVER, "never"),
        (preferences.TIMER_MINUTES, 90, "90"),
        (preferences.TIMER_END, TimerEnd.STAY_LOW, "stay_low"),
    ],
)
def test_a_choice_comes_back_as_it_was_kept(preference: Preference[Any], value: object, text: str) -> None:
    store = stores.preferences()

    preference.keep(store, value)

    assert store.get(preference.key, "") == text
    assert preference.of(store) == value


@each_case(
    "preference",
    [each for each in ALL if each not in ANY_TEXT],
    ids=lambda each: each.key,
)
@each_case("text", ["both", "nan", "1e300", "-5", "{", '{"rain": "loud"}', "[1]", "é"])
def test_a_text_that_makes_no_sense_is_the_default(preference: Preference[Any], text: str) -> None:
    assert preference.of(stores.preferences({preference.key: text})) == preference.default
