"""Runs a massage routine in real time with its moving figure: `steps FOLDER whole|short`.

Prints a line for each change, such as "change halfway 3 0.8": the stage, the index of the segment (a step on
one leg or both), and how many milliseconds late the change was. The last line is "finished MS".
"""

import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from rlscompanion import assets
from rlscompanion.app import make_application
from rlscompanion.bedtime.pending import PendingWrites
from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.bedtime.steady_clock import SteadyClock
from rlscompanion.bedtime.stillness import Stillness
from rlscompanion.content.routines import load_routines
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain.routine import Routine, routine_segments
from rlscompanion.domain.session import SegmentProgress, SegmentStage
from rlscompanion.paths import sleep_log_file
from rlscompanion.storage.database import open_database
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.tour import SilentStandIn
from rlscompanion.ui.main_window import MainWindow
from rlscompanion.ui.session.page import SessionPage
from tests.benchmarks.children.remote import print_line
from tests.fakes import FakeDesktopMotion

WHOLE_ROUTINE_KEY = "wind_down_30"
SHORT_SEGMENT_SECONDS = 45.0
"""The length in seconds of a segment of the short routine; its four segments make three minutes."""


def routine_of(length: str) -> Routine:
    """The routine to run: the 30-minute wind-down of the app, or three minutes of two of its steps."""
    found = load_routines().routine(WHOLE_ROUTINE_KEY)
    assert found is not None
    if length == "whole":
        return found
    both_legs = [step for step in found.steps if step.per_side][:2]
    lead_in = routine_segments(found)[0].lead_in
    return replace(
        found, steps=tuple(replace(step, seconds=SHORT_SEGMENT_SECONDS - lead_in) for step in both_legs)
    )


def planned_starts(routine: Routine) -> dict[tuple[SegmentStage, int], float]:
    """The planned start of each stage of each segment, in seconds after the start of the routine."""
    begins: dict[tuple[SegmentStage, int], float] = {}
    at = 0.0
    for index, segment in enumerate(routine_segments(routine)):
        begins[SegmentStage.LEAD_IN, index] = at
        begins |= {(stage, index): at + after for stage, after in SegmentProgress(segment).stages()}
        at += segment.seconds
    begins[SegmentStage.LEAD_IN, len(routine_segments(routine))] = at
    return begins


class LatenessRecorder(QObject):
    """Prints how late each change of the session is.

    It must be the first object connected to each signal of the session.
    """

    def __init__(self, sessions: SessionController, routine: Routine) -> None:
        super().__init__()
        self._sessions, self._planned_starts = sessions, planned_starts(routine)
        self._segments = len(routine_segments(routine))
        self._began = 0.0
        sessions.segment_started.connect(self._segment_started)
        sessions.work_started.connect(self._work_started)
        sessions.halfway.connect(self._halfway)
        sessions.last_seconds_begun.connect(self._last_seconds)
        sessions.finished.connect(self._finished)

    def begin(self, routine: Routine) -> None:
        """Start the routine, and measure from this moment on."""
        self._sessions.start(routine)
        state = self._sessions.state
        assert state is not None
        self._began = state.running_since

    def _late(self, stage: SegmentStage, index: int) -> float:
        return 1000 * (self._sessions.seconds() - self._began - self._planned_starts[stage, index])

    def _print_lateness(self, stage: SegmentStage, index: int) -> None:
        if (stage, index) != (SegmentStage.LEAD_IN, 0):
            print_line(f"change {stage.name.lower()} {index} {self._late(stage, index):.3f}")

    @Slot(int)
    def _segment_started(self, index: int) -> None:
        self._print_lateness(SegmentStage.LEAD_IN, index)

    @Slot(int)
    def _work_started(self, index: int) -> None:
        self._print_lateness(SegmentStage.FIRST_HALF, index)

    @Slot(int)
    def _halfway(self, index: int) -> None:
        self._print_lateness(SegmentStage.SECOND_HALF, index)

    @Slot(int)
    def _last_seconds(self, index: int) -> None:
        self._print_lateness(SegmentStage.LAST, index)

    @Slot()
    def _finished(self) -> None:
        print_line(f"finished {self._late(SegmentStage.LEAD_IN, self._segments):.3f}")
        QApplication.quit()


def main() -> int:
    folder, length = Path(sys.argv[1]), sys.argv[2]
    application = make_application()
    clock = SteadyClock(MachineClock())
    connection = open_database(sleep_log_file(folder), clock.now)
    preferences = SqlitePreferences(connection, clock.now)
    pending = PendingWrites(SqliteSleepLog(connection, clock.now).transaction)
    sessions = SessionController(clock, SqliteSessionLog(connection, clock.now), pending)
    routine = routine_of(length)
    recorder = LatenessRecorder(sessions, routine)
    sound = SoundControl(clock, SilentStandIn, preferences)
    stillness = Stillness(preferences, FakeDesktopMotion())
    page = SessionPage(sessions, sound, stillness, assets.figure_text, lambda: None, preferences)
    window = MainWindow(preferences, clock)
    window.add_page(page)
    window.resize(1280, 800)
    window.show()
    recorder.begin(routine)
    window.show_page(page)
    status = application.exec()
    connection.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
