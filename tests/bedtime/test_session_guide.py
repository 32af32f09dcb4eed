"""Tests of the session guide: spoken lines, chimes, or silence."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from rlscompanion.bedtime.preferences import VoiceChoice
from rlscompanion.bedtime.session_controller import SUSPEND_SECONDS, SessionController
from rlscompanion.bedtime.session_guide import SessionGuide
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.domain.routine import Cues, RoutineKind
from tests.bedtime.signal_recorder import SignalRecorder
from tests.cases import each_case
from tests.domain.samples import a_routine, a_step
from tests.fakes import FakeClock, FakeVoice, RecordingEngine
from tests.stores import Stores

BREATH = replace(
    a_step("breath", 20, False), title="Slow breath", area="Breath", cues=Cues("In.", "-", "Out.")
)
CALF = replace(a_step("calf", 30), title="Calf", cues=Cues("Stroke.", "Slowly.", "Softer."))
SHORT = a_routine(BREATH, CALF)
"""Breath 5 + 20 s, left calf 5 + 30 s, right calf 5 + 30 s."""

RESCUE = replace(SHORT, kind=RoutineKind.RESCUE)


@dataclass
class GuideSetting:
    """A session with its guide, and fakes of the voices."""

    clock: FakeClock
    stores: Stores
    recorded: FakeVoice
    system: FakeVoice | None = None

    def __post_init__(self) -> None:
        self.engine = RecordingEngine()
        self.preferences = self.stores.preferences
        self.sessions = SessionController(self.clock, self.stores.session_log, self.stores.pending)
        self.sound = SoundControl(self.clock, lambda: self.engine, self.preferences)
        self.makings: list[str] = []
        self.guide = SessionGuide(
            self.sessions,
            self.sound,
            self.preferences,
            self.clock,
            self._make_recorded,
            self._make_system,
        )

    def go(self, seconds: float) -> list[object]:
        """Let seconds pass; return the calls of the recorded voice meanwhile."""
        self.clock.advance(seconds)
        self.sessions.check_clocks()
        return self.recorded.taken()

    @property
    def chimes(self) -> int:
        return len(self.engine.named("chime"))

    def _make_recorded(self) -> FakeVoice:
        self.makings.append("recorded")
        return self.recorded

    def _make_system(self, on_change: Callable[[], None]) -> FakeVoice | None:
        self.makings.append("system")
        self.on_change = on_change
        return self.system


def evening(speed: float = 1.0, system: FakeVoice | None = None, **kept: str) -> GuideSetting:
    clock = FakeClock(speed=speed)
    return GuideSetting(clock, Stores(clock, kept), FakeVoice(), system)


# --- the plain run ------------------------------------------------------------------------------------------


def test_each_moment_has_its_line_and_the_end_is_soft() -> None:
    at = evening()
    at.sessions.start(SHORT)

    assert at.recorded.taken() == [("Slow breath.",)]
    assert at.go(5) == [("In.",)]
    assert at.go(10) == [("Out.", "Next: calf.")]
    assert at.go(10) == [("Calf.", "Left leg.")]
    assert at.go(5) == [("Stroke.",)]
    assert at.go(15) == [("Slowly.",)]
    assert at.go(5) == [("Softer.", "Then the other leg.")]
    assert at.go(10) == [("Now the other leg.", "Right leg.")]
    assert at.go(5) == [("Stroke.",)]
    assert at.go(15) == [("Slowly.",)]
    assert at.go(5) == [("Softer.", "This is the last one.")]
    assert at.go(10) == [("You're done. Rest now.", "softly")]
    assert at.chimes == 0


def test_a_rescue_is_said_softly() -> None:
    at = evening()
    at.sessions.start(RESCUE)

    assert at.recorded.taken()[-1] == ("Slow breath.", "softly")
    assert at.go(5) == [("In.", "softly")]


def test_what_a_late_look_finds_past_is_not_said() -> None:
    at = evening()
    at.sessions.start(SHORT)
    at.recorded.taken()

    assert at.go(31) == [("Stroke.",)]


def test_the_lines_of_a_segment_and_the_next_opening_are_at_hand() -> None:
    at = evening()
    at.sessions.start(SHORT)

    assert {"In.", "Out.", "Next: calf.", "Calf.", "Left leg.", "Paused.", "Continuing."} <= set(
        at.recorded.prepared
    )
    at.go(25)
    assert {"Stroke.", "Softer.", "Now the other leg.", "Right leg."} <= set(at.recorded.prepared)


@pytest.mark.parametrize("press", [SessionController.skip_segment, SessionController.end_session])
def test_after_the_session_nothing_is_kept_at_hand(press: Callable[[SessionController], None]) -> None:
    at = evening()
    at.sessions.start(SHORT)
    at.go(70)
    assert at.recorded.prepared

    press(at.sessions)

    assert at.recorded.prepared == ()


def test_a_routine_that_is_about_to_start_is_at_hand() -> None:
    at = evening()
    at.guide.prepare(SHORT)

    assert "Slow breath." in at.recorded.prepared
    assert at.recorded.received == []


# --- presses ------------------------------------------------------------------------------------------------


@each_case(
    ("press", "said"),
    [
        (SessionController.skip_segment, ["hush", ("Now the other leg.", "Right leg.")]),
        (SessionController.go_back, ["hush", ("Calf.", "Left leg.")]),
        (SessionController.toggle_pause, ["hush", ("Paused.",)]),
        (SessionController.end_session, ["hush"]),
        (SessionController.add_time, []),
    ],
)
def test_a_press_hushes_what_it_leaves(
    press: Callable[[SessionController], None], said: list[object]
) -> None:
    at = evening()
    at.sessions.start(SHORT)
    at.go(40)
    at.recorded.taken()

    press(at.sessions)

    assert at.recorded.taken() == said


def test_going_on_is_said() -> None:
    at = evening()
    at.sessions.start(SHORT)
    at.sessions.toggle_pause()
    at.recorded.taken()

    at.sessions.toggle_pause()

    assert at.recorded.taken() == ["hush", ("Continuing.",)]


def test_skipping_the_last_segment_hushes_it_and_ends() -> None:
    at = evening()
    at.sessions.start(SHORT)
    at.go(70)
    at.recorded.taken()

    at.sessions.skip_segment()

    assert at.recorded.taken() == ["hush", ("You're done. Rest now.", "softly")]


def test_after_a_suspend_nothing_is_heard() -> None:
    at = evening()
    at.sessions.start(SHORT)
    at.recorded.taken()
    at.clock.suspend(SUSPEND_SECONDS + 1)

    assert at.go(1)[-1] == "hush"


def test_more_time_has_the_last_seconds_told_again() -> None:
    at = evening()
    at.sessions.start(SHORT)
    at.go(16)
    at.sessions.add_time()
    at.recorded.taken()

    assert at.go(14) == [("Out.", "Next: calf.")]


# --- the answer ---------------------------------------------------------------------------------------------


def test_the_answer_is_said_at_once() -> None:
    at = evening()
    at.sessions.start(SHORT)
    at.go(45)
    at.recorded.taken()

    assert at.guide.say_where_we_are()

    assert at.recorded.taken() == ["hush", ("Calf.", "Left leg.", "Fifteen seconds left.")]


@pytest.mark.parametrize("choice", [VoiceChoice.CHIMES, VoiceChoice.SILENT])
def test_there_is_no_answer_without_a_voice(choice: VoiceChoice) -> None:
    at = evening(voice=choice)
    at.sessions.start(SHORT)

    assert not at.guide.say_where_we_are()
    assert at.recorded.received == []


def test_there_is_no_answer_before_a_session() -> None:
    assert not evening().guide.say_where_we_are()


# --- choices ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("choice", "chimes"), [(VoiceChoice.CHIMES, 3), (VoiceChoice.SILENT, 0)])
def test_without_a_voice_none_is_made(choice: VoiceChoice, chimes: int) -> None:
    at = evening(voice=choice)
    at.guide.prepare(SHORT)
    at.sessions.start(SHORT)
    for _ in range(95):
        at.go(1)

    assert at.chimes == chimes
    assert at.makings == []


def test_the_system_voice_speaks_if_it_was_chosen() -> None:
    system = FakeVoice()
    at = evening(system=system, voice="system")
    at.sessions.start(SHORT)

    assert ("Slow breath.",) in system.received
    assert at.recorded.received.count(("Slow breath.",)) == 0


def test_a_system_voice_speaks_as_soon_as_it_can() -> None:
    system = FakeVoice(unknown={""})
    at = evening(system=system, voice="system")
    heard = SignalRecorder(at.guide, "voices_changed")
    at.guide.prepare(SHORT)
    assert at.makings == ["recorded", "system"], "it takes a moment, and is looked for beforehand"
    at.sessions.start(SHORT)
    assert not at.guide.has_system_voice
    assert ("Slow breath.",) in at.recorded.received

    system.unknown.clear()
    at.on_change()
    at.go(5)

    assert heard.signals == ["voices_changed"]
    assert at.guide.has_system_voice
    assert system.received[-1] == ("In.",)


def test_without_a_system_voice_the_recorded_one_speaks() -> None:
    at = evening(voice="system")
    at.sessions.start(SHORT)

    assert at.recorded.taken() == [("Slow breath.",)]
    assert at.go(5) == [("In.",)]
    assert at.makings.count("system") == 1, "it is looked for once"


def test_a_choice_that_makes_no_sense_is_the_recorded_voice() -> None:
    at = evening(voice="loud")
    at.sessions.start(SHORT)

    assert ("Slow breath.",) in at.recorded.received


def test_a_choice_takes_hold_at_once() -> None:
    at = evening()
    at.sessions.start(SHORT)
    at.recorded.taken()
    at.preferences.set("voice", "silent")

    assert at.go(5) == []


@each_case(("speed", "is_said"), [(1.0, True), (4.0, True), (4.5, False), (60.0, False)])
def test_a_bedtime_that_runs_fast_only_chimes(speed: float, is_said: bool) -> None:
    at = evening(speed=speed)
    at.sessions.start(SHORT)

    assert (("Slow breath.",) in at.recorded.received) is is_said
    assert at.chimes == (0 if is_said else 1)


def test_turned_down_to_nothing_nothing_is_said_or_chimed() -> None:
    at = evening(level="0")
    at.sessions.start(SHORT)
    at.go(5)

    assert at.recorded.received == []
    assert at.chimes == 0


# --- phrases without a recording ----------------------------------------------------------------------------


def test_a_line_with_an_unrecorded_phrase_is_said_whole_by_the_system_voice() -> None:
    system = FakeVoice()
    at = evening(system=system)
    at.recorded.unknown.add("Calf.")
    at.sessions.start(SHORT)
    at.go(25)

    assert ("Calf.", "Left leg.") in system.received
    assert ("Calf.", "Left leg.") not in at.recorded.received


def test_without_a_system_voice_the_recorded_phrases_are_said() -> None:
    at = evening()
    at.recorded.unknown.add("Calf.")
    at.sessions.start(SHORT)
    at.recorded.taken()

    assert at.go(25) == [("Calf.", "Left leg.")]
    assert at.chimes == 0


def test_where_nothing_can_be_said_a_step_chimes() -> None:
    at = evening()
    at.recorded.unknown |= {"Slow breath.", "In."}
    at.sessions.start(SHORT)

    assert at.chimes == 1
    assert at.go(5) == []


# --- the end of the app -------------------------------------------------------------------------------------


def test_closing_lets_go_of_what_was_made() -> None:
    system = FakeVoice()
    at = evening(system=system)
    assert at.guide.has_system_voice
    at.sessions.start(SHORT)

    at.guide.close()

    assert at.recorded.is_closed
    assert system.is_closed
    assert not at.guide.has_system_voice
