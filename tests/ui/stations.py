"""The stations: every page of the app in each of its states, so that tests check all in the same way."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView

from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.medicine import IrlsTotal, LabResult, Medicine
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night, Sleep
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.playlist import Track
from rlscompanion.domain.safety import Finding
from rlscompanion.domain.soundscape import Sound
from rlscompanion.domain.trial import Arm, Replacement, Trial, assigned_arm
from tests.fakes import DISK_FULL, local
from tests.ui.bedside import Bedside, shipped_routines

SAMPLE_NIGHT = Night(
    UUID(int=1),
    date(2026, 11, 20),
    "Europe/Berlin",
    (
        Sleep(
            UUID(int=2),
            tried_to_sleep=local("2026-11-20 23:00"),
            minutes_to_fall_asleep=20,
            minutes_awake=10,
            woke_up=local("2026-11-21 06:20"),
        ),
    ),
    quality=3,
    worst_urge=6,
    saved_at=local("2026-11-21 07:00"),
)

SAMPLE_TRACKS = (
    Track(UUID(int=101), "/music/one.flac", "Evening piece", "A quiet pianist", 412.0),
    Track(UUID(int=102), "/music/two.flac", "Second evening piece", "A quiet pianist", 386.0),
    Track(UUID(int=103), "/music/book.m4a", "A long book", "A calm reader", 10_920.0),
    Track(UUID(int=104), "/music/old.mp3", "Old recording", unavailable="The file is not there any more."),
)


def _tonight(bedside: Bedside) -> None:
    bedside.press("Tonight")


def _welcome(bedside: Bedside) -> None:
    bedside.press("Settings")
    bedside.press("Welcome")


def _sound_check(bedside: Bedside) -> None:
    _welcome(bedside)
    for _ in range(3):
        bedside.press("Next")


def _before(bedside: Bedside) -> None:
    bedside.press("Start wind-down")
    bedside.keys("6", "4")


def _session(bedside: Bedside) -> None:
    bedside.start_session()
    # Nobody looks at the steps in between, and a leg takes a tenth of a second to draw.
    bedside.window.setUpdatesEnabled(False)
    for _ in range(5):
        bedside.press("Next")
    bedside.window.setUpdatesEnabled(True)
    bedside.pass_time(20)


def _paused(bedside: Bedside) -> None:
    _session(bedside)
    bedside.press("Pause")


def _other_leg(bedside: Bedside) -> None:
    _session(bedside)
    bedside.press("Next")


def _last_seconds(bedside: Bedside) -> None:
    _session(bedside)
    bedside.pass_time(40)


def _after(bedside: Bedside) -> None:
    bedside.start_session()
    bedside.end_session()


def _after_rated(bedside: Bedside) -> None:
    bedside.start_session("6", "4", "2", "5")
    bedside.end_session()
    bedside.keys("3", "2", "1", "4")


def _eyes_closed(bedside: Bedside) -> None:
    _session(bedside)
    bedside.keys("e")


def _eyes_closed_answered(bedside: Bedside) -> None:
    _eyes_closed(bedside)
    bedside.keys("Space")


def _after_in_the_dark(bedside: Bedside) -> None:
    bedside.start_session("6", "4", "2", "5")
    bedside.keys("e")
    bedside.end_session()
    bedside.keys("3", "2", "1", "4")


def _black(bedside: Bedside) -> None:
    bedside.press("Lights out")


def _black_with_keys(bedside: Bedside) -> None:
    bedside.preferences.set("night_keys_said", "")
    _black(bedside)


def _choices(bedside: Bedside) -> None:
    _black(bedside)
    bedside.keys("x")


def _rescue(bedside: Bedside) -> None:
    _black(bedside)
    bedside.keys("Space")
    bedside.pass_time(20)


def _ladder(bedside: Bedside) -> None:
    _choices(bedside)
    bedside.press("Other help")


def _walking(bedside: Bedside) -> None:
    _ladder(bedside)
    bedside.keys("1")


def _did_it_help(bedside: Bedside) -> None:
    _walking(bedside)
    bedside.keys("x")


def _morning(bedside: Bedside) -> None:
    _choices(bedside)
    bedside.press("Good morning")


def _problems(bedside: Bedside) -> None:
    _morning(bedside)
    bedside.unfold_diary()
    for field in bedside.page.findChildren(QLineEdit):
        field.setText("9999999")
    bedside.press("Save night")


def _sleep_log(bedside: Bedside) -> None:
    for back in range(30):
        bedside.log.save(_night_before(back))
    bedside.press("Sleep log")


def _morning_again(bedside: Bedside) -> None:
    _sleep_log(bedside)
    bedside.keys("Enter")
    bedside.unfold_diary()


def _settings(bedside: Bedside) -> None:
    bedside.press("Settings")


def _settings_asked(bedside: Bedside) -> None:
    """Import a file that differs from the log."""
    bedside.press("Settings")
    bedside.files.answer = "/home/somebody/sleep-log.zip"
    bedside.press("Import")
    counts = {"new": 1234, "same": 5, "differing": 678, "nights": 90, "refused": 0}
    bedside.command_work.heard(json.dumps({"plan": counts}))
    bedside.command_work.ended(True, "")


def _sounds(bedside: Bedside) -> None:
    bedside.press("Sounds")


def _sounds_with_all(bedside: Bedside) -> None:
    """Play a mix with a timer, and unfold everything."""
    _sounds(bedside)
    bedside.sound.set_sound_level(Sound.THUNDER, 0.4)
    bedside.sound.set_sound_level(Sound.WIND, 0.9)
    bedside.press("Play")
    bedside.press("Start timer")
    bedside.clock.advance(40 * 60)
    bedside.press("More about the timer")
    bedside.press("Edit presets")


def _sounds_own(bedside: Bedside) -> None:
    """Play own audio, with an unreadable file and a removed one."""
    _sounds(bedside)
    find_tracks(bedside, SAMPLE_TRACKS)
    bedside.press("Own audio")
    bedside.press("Play own audio")
    bedside.control("Tracks", QListView).setCurrentIndex(
        bedside.control("Tracks", QListView).model().index(1, 0)
    )
    bedside.press("Remove track")


def _adapted(bedside: Bedside) -> None:
    bedside.safety.save_answers({Finding.VARICOSE_VEINS, Finding.NO_SLEEP})
    bedside.press("Tonight")


def _trial_tonight(bedside: Bedside, instead: Replacement | None = None) -> None:
    tonight = date(2026, 11, 21)
    seeded = (Trial(UUID(int=1), Outcome.WORST_URGE, tonight, seed, 8, instead=instead) for seed in range(99))
    bedside.trials.save(next(each for each in seeded if assigned_arm(each, tonight) is Arm.NO_MASSAGE))
    bedside.press("Tonight")


def _breathing_tonight(bedside: Bedside) -> None:
    _trial_tonight(bedside, Replacement.BREATHING)


def _trial_since(bedside: Bedside, days: int) -> None:
    """Open the page of a trial with twenty pairs of nights, this many days after the trial's start."""
    first = date(2026, 11, 21) - timedelta(days=days)
    bedside.trials.save(Trial(UUID(int=1), Outcome.WORST_URGE, first, 7, 20, relevant_difference=1.0))
    for back in range(days):
        bedside.log.save(_night_before(back))
    _trial(bedside)


def _trial_going_on(bedside: Bedside) -> None:
    _trial_since(bedside, 11)


def _trial_result(bedside: Bedside) -> None:
    _trial_since(bedside, 40)
    bedside.press("Details")


def _overview(bedside: Bedside) -> None:
    for back in range(40):
        bedside.log.save(_night_before(back))
    bedside.press("Insights")


def _insights(bedside: Bedside) -> None:
    _overview(bedside)
    bedside.flow.day.insights.open_chart("nights")


def _night_before(back: int) -> Night:
    """The night `back` days before SAMPLE_NIGHT, with the same clock times."""

    def moved(moment: Moment | None) -> Moment | None:
        return None if moment is None else moment.plus_minutes(-24 * 60 * back)

    (sleep,) = SAMPLE_NIGHT.sleeps
    slept = replace(
        sleep,
        id=UUID(int=back + 1000),
        tried_to_sleep=moved(sleep.tried_to_sleep),
        woke_up=moved(sleep.woke_up),
    )
    evening = SAMPLE_NIGHT.evening - timedelta(days=back)
    return replace(SAMPLE_NIGHT, id=UUID(int=back + 10), evening=evening, sleeps=(slept,))


def _onset(bedside: Bedside) -> None:
    _insights(bedside)
    bedside.flow.day.insights.open_chart("onset")


def _onset_another_day(bedside: Bedside) -> None:
    _onset(bedside)
    bedside.control("Baseline").setFocus()
    bedside.keys("End")
    QTest.keyClicks(bedside.control("Baseline date"), "the third")
    bedside.keys("Enter")


def _factors(bedside: Bedside) -> None:
    _insights(bedside)
    bedside.flow.day.insights.open_chart("factors")


def _results(bedside: Bedside) -> None:
    bedside.health.save_lab_result(LabResult(UUID(int=1), date(2026, 9, 25), 48, 19))
    bedside.health.save_lab_result(LabResult(UUID(int=2), date(2025, 3, 4), 31.5))
    bedside.health.save_irls_total(IrlsTotal(UUID(int=3), date(2026, 3, 4), 23))
    bedside.health.save_medicine(Medicine(UUID(int=4), "Evening tablet", is_dopaminergic=True))
    bedside.press("Insights")
    bedside.press("Test results and medicines")


def _results_removed(bedside: Bedside) -> None:
    _results(bedside)
    for press in ("Remove blood test 1", "Add blood test", "Add IRLS total", "Add medicine"):
        bedside.press(press)


def _report(bedside: Bedside) -> None:
    for back in range(40):
        notes = "A long drive in the afternoon, and late to bed." if back % 9 == 0 else ""
        bedside.log.save(replace(_night_before(back), notes=notes))
    bedside.press("Insights")
    bedside.press("Report for a clinician")


def _report_from_to(bedside: Bedside) -> None:
    _report(bedside)
    bedside.choose("Nights of the report", "From one date to another")
    bedside.fill_in(From="someday")
    bedside.press("Save report")


def _trial(bedside: Bedside) -> None:
    bedside.press("Insights")
    bedside.press("Open trial")


def _questions(bedside: Bedside) -> None:
    bedside.press("Settings")
    bedside.press("Health questions")


def _all_questions(bedside: Bedside) -> None:
    """Unfold every group of the health questions."""
    bedside.safety.save_answers(frozenset(Finding))
    _questions(bedside)


def _leg_questions(bedside: Bedside) -> None:
    bedside.preferences.set("legs_asked", "no")
    bedside.press("Fill in morning diary")
    bedside.press("Look at the leg questions")


def _what_is_different(bedside: Bedside) -> None:
    bedside.press("Tonight is different")


def _clear(bedside: Bedside) -> None:
    _questions(bedside)
    bedside.press("None of these")


def _locked(bedside: Bedside) -> None:
    bedside.safety.save_answers({Finding.BLEEDING, Finding.PREGNANCY, Finding.SURGERY_OR_TRAVEL})
    bedside.press("Tonight")
    bedside.press("Start wind-down")


def _locked_tonight(bedside: Bedside) -> None:
    _locked(bedside)
    bedside.press("Tonight")


def _all_at_once(bedside: Bedside) -> None:
    bedside.safety.save_answers(frozenset(Finding))
    bedside.press("Tonight")
    bedside.press("Start wind-down")


def _anything_new(bedside: Bedside) -> None:
    bedside.clock.advance(91 * 24 * 3600)
    bedside.press("Fill in morning diary")


def _night_advice(bedside: Bedside) -> None:
    bedside.safety.save_answers({Finding.BLEEDING})
    _black(bedside)
    bedside.keys("Space")


def _night_emergency(bedside: Bedside) -> None:
    bedside.safety.save_answers(frozenset(Finding))
    _black(bedside)
    bedside.keys("Space")


def _routines(bedside: Bedside) -> None:
    bedside.press("Tonight")
    bedside.press("Edit routines")


def _routines_own(bedside: Bedside) -> None:
    bedside.own_routines.faults = (ContentFault("old evening.toml", "steps[2].seconds", "must be a number"),)
    for key, title in (("rescue_lying", "Quick one at night"), ("wind_down_15", "My evening")):
        routine = shipped_routines().routine(key)
        assert routine is not None
        own = bedside.routines.add(replace(routine, title=title))
        assert own is not None
        bedside.preferences.set("routine", own.key)
    _routines(bedside)
    bedside.control("Steps", QListView).setFocus()
    bedside.keys("Down", "Down")


def _routines_refused(bedside: Bedside) -> None:
    _routines_own(bedside)
    bedside.own_routines.refusal = DISK_FULL
    bedside.press("Longer")
    bedside.files.answer = "/home/somebody/a file that is not there.toml"
    bedside.press("Import routine")


def _learn(bedside: Bedside) -> None:
    bedside.press("Learn")


def _benefit(bedside: Bedside) -> None:
    _learn(bedside)
    bedside.press("Better sleep")


def _text(bedside: Bedside) -> None:
    _learn(bedside)
    bedside.press("Before you massage")


def find_tracks(bedside: Bedside, tracks: Sequence[Track]) -> None:
    """Let a search for audio files find these tracks."""
    bedside.own_audio.add(["/music"])
    bedside.scanner.find(tracks, ())
    bedside.scanner.end()


@dataclass(frozen=True)
class Station:
    """A page in one of its states, and the actions that lead there from the app's start."""

    name: str
    go: Callable[[Bedside], None]

    def __str__(self) -> str:
        return self.name


LIT_STATIONS: Sequence[Station] = (
    Station("tonight", _tonight),
    Station("welcome", _welcome),
    Station("sound check", _sound_check),
    Station("before", _before),
    Station("session", _session),
    Station("session paused", _paused),
    Station("session other leg", _other_leg),
    Station("session last seconds", _last_seconds),
    Station("after", _after),
    Station("after rated", _after_rated),
    Station("morning", _morning),
    Station("morning problems", _problems),
    Station("sleep log", _sleep_log),
    Station("morning again", _morning_again),
    Station("settings", _settings),
    Station("settings asked", _settings_asked),
    Station("sounds", _sounds),
    Station("sounds with all", _sounds_with_all),
    Station("sounds own", _sounds_own),
    Station("tonight adapted", _adapted),
    Station("tonight of a trial", _trial_tonight),
    Station("tonight of breathing", _breathing_tonight),
    Station("tonight locked", _locked_tonight),
    Station("health questions", _questions),
    Station("all health questions", _all_questions),
    Station("morning leg questions", _leg_questions),
    Station("tonight is different", _what_is_different),
    Station("health outcome clear", _clear),
    Station("health outcome locked", _locked),
    Station("health outcome of all", _all_at_once),
    Station("morning anything new", _anything_new),
    Station("overview", _overview),
    Station("insights", _insights),
    Station("onset", _onset),
    Station("onset another day", _onset_another_day),
    Station("factors", _factors),
    Station("trial", _trial),
    Station("trial going on", _trial_going_on),
    Station("trial result", _trial_result),
    Station("report", _report),
    Station("report from to", _report_from_to),
    Station("results", _results),
    Station("results removed", _results_removed),
    Station("routines", _routines),
    Station("routines own", _routines_own),
    Station("routines refused", _routines_refused),
    Station("learn", _learn),
    Station("benefit", _benefit),
    Station("text", _text),
)
DARK_STATIONS: Sequence[Station] = (
    Station("black", _black),
    Station("black with keys", _black_with_keys),
    Station("choices", _choices),
    Station("rescue", _rescue),
    Station("ladder", _ladder),
    Station("ladder walking", _walking),
    Station("did it help", _did_it_help),
    Station("session eyes closed", _eyes_closed),
    Station("session eyes closed, answered", _eyes_closed_answered),
    Station("after in the dark", _after_in_the_dark),
    Station("rescue otherwise", _night_advice),
    Station("rescue in an emergency", _night_emergency),
)
ALL_STATIONS = (*LIT_STATIONS, *DARK_STATIONS)
_LIGHT_NAMES = (
    *("morning", "morning problems", "morning anything new", "sleep log", "settings", "settings asked"),
    *(
        "overview",
        "insights",
        "onset",
        "onset another day",
        "factors",
        "trial",
        "trial going on",
        "trial result",
        "results",
        "results removed",
        "learn",
        "benefit",
        "text",
    ),
    *(
        "health questions",
        "all health questions",
        "morning leg questions",
        "health outcome clear",
        "report",
        "report from to",
    ),
)
LIGHT_BY_DAY = tuple(each for each in LIT_STATIONS if each.name in _LIGHT_NAMES)
"""The stations (pages in a state) whose pages are light by day."""


def station_named(name: str) -> Station:
    """The station with this name."""
    return next(each for each in ALL_STATIONS if each.name == name)
