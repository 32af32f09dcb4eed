"""The person's settings: each preference with its key, type, default and label."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, time
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from rlscompanion.domain.daylight import PageLight
from rlscompanion.domain.evening_reminder import EVERY_DAY, weekday_digits, weekdays_from_digits
from rlscompanion.domain.routine import Side
from rlscompanion.domain.soundscape import Mix, Sound, mix_of, mix_of_one

if TYPE_CHECKING:
    from rlscompanion.bedtime.pending import PendingWrites
    from rlscompanion.bedtime.ports import Preferences, StoredPreferences

_T = TypeVar("_T")


class TimerKind(StrEnum):
    """What ends the sound at night: a number of minutes, the end of the routine, or nothing."""

    MINUTES = "minutes"
    ROUTINE = "routine"
    NEVER = "never"


class TimerEnd(StrEnum):
    """What happens to the sound when its timer ends: it stops, or stays on at a low level."""

    STOP = "stop"
    STAY_LOW = "stay_low"


class ClosingChoice(StrEnum):
    """What closing the window does while a sound plays: ask, keep playing, or stop."""

    ASK = "ask"
    KEEP_PLAYING = "keep_playing"
    STOP = "stop"


class VoiceChoice(StrEnum):
    """What accompanies the steps of a session: a recorded voice, the system's voice, chimes, or nothing."""

    RECORDED = "recorded"
    SYSTEM = "system"
    CHIMES = "chimes"
    SILENT = "silent"


class Preference(Generic[_T]):
    """One setting: its key, type and default, and its name in the window (`label`).

    `identifier` is the accessible name of the setting's control in the window, if different from `label`.
    `read` converts the stored text to the value, and `text` the value to the text. If `read` raises
    ValueError or LookupError, the default is used.
    """

    def __init__(
        self,
        key: str,
        default: _T,
        label: str,
        read: Callable[[str], _T],
        text: Callable[[_T], str] = str,
        identifier: str = "",
    ) -> None:
        self.key, self.default, self.label, self.text = key, default, label, text
        self.identifier = identifier or label
        self._read = read

    def of(self, preferences: Preferences) -> _T:
        """The value of this setting in `preferences`, or its default."""
        kept = preferences.get(self.key, "")
        try:
            return self._read(kept) if kept else self.default
        except (ValueError, LookupError):
            return self.default

    def keep(self, preferences: Preferences, value: _T) -> None:
        """Store a value for this setting in `preferences`."""
        preferences.set(self.key, self.text(value))


class RememberedChoices:
    """The settings of the running program, read from the log once.

    A change applies at once, even before it is written to the log. The constructor raises Refusal if the log
    cannot be read.
    """

    def __init__(self, kept: StoredPreferences, pending: PendingWrites) -> None:
        self._kept, self._pending, self._known = kept, pending, dict(kept.all_texts())

    def get(self, key: str, default: str) -> str:
        """The stored text of a setting, or the default."""
        return self._known.get(key, default)

    def set(self, key: str, value: str) -> None:
        """Set the text of a setting, and write it as soon as possible."""
        self._known[key] = value
        self._pending.add(("preference", key), partial(self._kept.set, key, value))

    def all_texts(self) -> dict[str, str]:
        """The stored texts of all settings, by key."""
        return dict(self._known)


def _flag(key: str, default: bool, label: str, identifier: str = "") -> Preference[bool]:
    return Preference(
        key,
        default,
        label,
        {"yes": True, "no": False}.__getitem__,
        {True: "yes", False: "no"}.__getitem__,
        identifier,
    )


def _text(key: str, default: str, label: str) -> Preference[str]:
    return Preference(key, default, label, str)


def _level(key: str, default: float, label: str) -> Preference[float]:
    """A level from 0 to 1 with two decimals."""
    return Preference(
        key, default, label, _number(0.0, 1.0), lambda level: f"{min(1.0, max(0.0, level)):.2f}"
    )


def _minutes(key: str, default: float, label: str) -> Preference[float]:
    return Preference(key, default, label, _number(1, MAX_TIMER_MINUTES), "{:g}".format)


def _number(lowest: float, highest: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        number = float(text)
        if not lowest <= number <= highest:
            raise ValueError(f"{number} is not from {lowest} to {highest}")
        return number

    return read


def _leg(key: str, label: str) -> Preference[Side | None]:
    sides: dict[str, Side | None] = {"left": Side.LEFT, "right": Side.RIGHT}
    return Preference(key, None, label, sides.__getitem__)


def _date(key: str, label: str) -> Preference[date | None]:
    """A date; None for an empty text."""
    return Preference(key, None, label, date.fromisoformat, lambda day: day.isoformat() if day else "")


def _dates(key: str, label: str) -> Preference[tuple[date, ...]]:
    """Several dates, in the order they were added."""
    return Preference(
        key,
        (),
        label,
        lambda text: tuple(map(date.fromisoformat, text.split())),
        lambda days: " ".join(map(date.isoformat, days)),
    )


def _time(key: str, default: time, label: str) -> Preference[time]:
    return Preference(key, default, label, time.fromisoformat, lambda at: f"{at:%H:%M}")


def _days(key: str, label: str) -> Preference[frozenset[int]]:
    return Preference(key, EVERY_DAY, label, weekdays_from_digits, weekday_digits)


def _mix(text: str) -> Mix:
    try:
        return mix_of({Sound(key): float(level) for key, level in json.loads(text).items()})
    except (TypeError, AttributeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def _mix_text(mix: Mix | None) -> str:
    return json.dumps(mix.levels) if mix else ""


def _one_of(values: Sequence[_T]) -> Callable[[str], _T]:
    return {str(value): value for value in values}.__getitem__


TEXT_SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


def neighbouring_text_scale(scale: float, steps: int) -> float:
    """The text size that is `steps` steps larger than `scale` (smaller, if negative), within TEXT_SCALES."""
    return TEXT_SCALES[min(max(TEXT_SCALES.index(scale) + steps, 0), len(TEXT_SCALES) - 1)]


LOCK_CHOICE_MINUTES = (0, 5, 15, 60)
FADE_CHOICE_MINUTES = (1, 2, 5, 10, 20)
MAX_TIMER_MINUTES = 24 * 60

# Tonight and the night
WIND_DOWN_ROUTINE = _text("routine", "wind_down_10", "Routine")
START_LEG = _leg("start_leg", "Start with")
"""The leg to start with; None stands for the leg with which the routine starts."""
ONLY_LEG = _leg("one_leg", "Which leg")
"""The leg to massage in a routine for one leg; None stands for the leg that the routine names."""
MASSAGED_BY_HELPER = _flag("by_helper", False, "Who massages")
FOOT_ON_STOOL = _flag("foot_on_stool", False, "Foot on a stool")
"""Whether pictures show the foot on a stool instead of the ankle on the other knee."""
RESCUE_ROUTINE = _text("rescue", "rescue_lying", "Night rescue")
VOICE_CHOICE = Preference(
    "voice", VoiceChoice.RECORDED, "Voice in a session", VoiceChoice, identifier="Voice"
)
DOCTOR_QUESTIONS_ANSWERED = _flag("legs_asked", False, "The questions about seeing a doctor were answered")
KEEP_AWAKE = _flag(
    "keep_awake_at_night", True, "Keep the computer awake in Lights out", "Keep awake at night"
)
KEEP_SCREEN_ON = _flag(
    "keep_screen_on_in_session", True, "Keep the screen on during a session", "Keep screen on"
)

# The evening and the morning
REMINDER_WANTED = _flag("evening_reminder", False, "Remind me in the evening", "Evening reminder")
REMIND_DAYS = _days("evening_reminder_days", "Days")
REMIND_AT = _time("evening_reminder_at", time(21, 30), "Time of the reminder")
START_AT_LOGIN = _flag("at_login", False, "Start at login, without a window", "Start at login")
WAKE_UP_WANTED = _flag("wake_up", False, "Wake me gently", "Wake-up")
WAKE_DAYS = _days("wake_up_days", "Days")
WAKE_AT = _time("wake_up_at", time(7), "Time of the wake-up")
WAKE_SOUND = Preference("wake_up_sound", Sound.STREAM, "Sound of the wake-up", Sound)

# The first nights
WELCOME_SHOWN = _flag("welcomed", False, "The welcome was shown")
EVENINGS_WITH_NIGHT_KEYS = _dates("night_keys_said", "Evenings on which the keys of the night were said")
EVENINGS_WITH_EYES_CLOSED_KEYS = _dates(
    "eyes_keys_said", "Evenings on which the keys of Eyes closed were said"
)

# The passphrase
LOCK_AFTER = Preference("lock_after", 0, "Lock again after", _one_of(LOCK_CHOICE_MINUTES))
"""After how many minutes without a press the log is locked; 0 stands for never."""
KEY_IN_KEYRING = _flag("key_in_keyring", False, "Keep the key in the system's keyring")

# What the window looks like
TEXT_SCALE = Preference("text_scale", 1.0, "Text size", _one_of(TEXT_SCALES))
PAGE_LIGHT = Preference("light_by_day", PageLight.BY_CLOCK, "Light or dark pages", PageLight)
STILL_PICTURES = _flag(
    "still_pictures", False, "Show still pictures instead of moving ones", "Still pictures"
)
DIARY_UNFOLDED = _flag("diary_unfolded", False, "More")
ONSET_BASELINE = _date("onset_baseline", "Compare the latest 14 days with")
"""The first evening of the baseline, in the comparison of the times when symptoms begin.

None stands for the evening after the latest change of a dopaminergic medicine. If there was no change, it
stands for the first evening of the log.
"""
NEXT_IRON_TEST = _date("next_iron_test", "Next iron test")

SECOND_FOLDER = _text("second_backup_folder", "", "Second folder for backups")
"""The second folder for each backup, empty for none; the backup command reads it by this key."""

# Sound
SOUND_MIX = Preference("mix", mix_of_one(Sound.RAIN), "Sound", _mix, _mix_text)
OWN_MIX: Preference[Mix | None] = Preference("own_mix", None, "My mix", _mix, _mix_text)
"""The latest mix that the person made by hand, even if a preset was chosen since."""
SOUND_LEVEL = _level("level", 0.5, "Volume")
OWN_AUDIO_LEVEL = _level("own_audio_level", 0.7, "Volume of own audio")
OWN_AUDIO_EVEN_LOUDNESS = _flag("own_audio_even", True, "Even loudness")
"""Whether all tracks of own audio are made equally loud."""
SOUND_TIMER_KIND = Preference("sleep_timer", TimerKind.MINUTES, "Sound ends", TimerKind)
TIMER_MINUTES = _minutes("sleep_timer_minutes", 45, "Sound ends after")
FADE_MINUTES = _minutes("fade_minutes", 10, "Fade")
TIMER_END = Preference("sleep_timer_end", TimerEnd.STOP, "At the end", TimerEnd)
SOUND_AFTER_AWAKENING = _flag("sound_after_awakening", False, "After waking at night")
SOUND_ON_CLOSING = Preference("sound_on_closing", ClosingChoice.ASK, "Sound after closing", ClosingChoice)
SOUND_DEVICE = _text("sound_device", "", "Sound output")
SHIPPED_PRESETS_ADDED = _flag("presets_shipped", False, "Shipped presets were put into the list")
