"""A routine done in real time before its moving picture: `steps FOLDER whole|short`.

Writes a line for each change, such as "change halfway 3 0.8": what, of which segment, and how many
milliseconds after its moment by the plan. The last is "finished MS".
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
from rlscompanion.domain.session import Progress, Stage
from rlscompanion.paths import log_file
from rlscompanion.storage.database import open_database
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.tour import Quiet
from rlscompanion.ui.main_window import MainWindow
from rlscompanion.ui.session.page import SessionPage
from tests.benchmarks.children.remote import tell
from tests.fakes import FakeDesktopMotion

WHOLE = "wind_down_30"
SHORT_SEGMENT = 45.0
"""Seconds of a segment of the short routine: four of them make three minutes."""


def routine_of(length: str) -> Routine:
    """The 30-minute wind-down as it is shipped, or three minutes of two of its steps."""
    found = load_routines().routine(WHOLE)
    assert found is not None
    if length == "whole":
        return found
    both_legs = [step for step in found.steps if step.per_side][:2]
    lead_in = routine_segments(found)[0].lead_in
    return replace(found, steps=tuple(replace(step, seconds=SHORT_SEGMENT - lead_in) for step in both_legs))


def plan(routine: Routine) -> dict[tuple[Stage, int], float]:
    """When each stage of each segment begins, in seconds after the start."""
    begins: dict[tuple[Stage, int], float] = {}
    at = 0.0
    for index, segment in enumerate(routine_segments(routine)):
        begins[Stage.LEAD_IN, index] = at
        begins |= {(stage, index): at + after for stage, after in Progress(segment).stages()}
        at += segment.seconds
    begins[Stage.LEAD_IN, len(routine_segments(routine))] = at
    return begins


class Watch(QObject):
    """Tells how late each change is. It hears of each first: what others then do is no lateness."""

    def __init__(self, sessions: SessionController, routine: Routine) -> None:
        super().__init__()
        self._sessions, self._plan = sessions, plan(routine)
        self._segments = len(routine_segments(routine))
        self._began = 0.0
        sessions.segment_started.connect(self._segment_started)
        sessions.work_started.connect(self._work_started)
        sessions.halfway.connect(self._halfway)
        sessions.last_seconds_begun.connect(self._last_seconds)
        sessions.finished.connect(self._finished)

    def begin(self, routine: Routine) -> None:
        """Start the routine now."""
        self._sessions.start(routine)
        state = self._sessions.state
        assert state is not None
        self._began = state.since

    def _late(self, stage: Stage, index: int) -> float:
        return 1000 * (self._sessions.seconds() - self._began - self._plan[stage, index])

    def _tell(self, stage: Stage, index: int) -> None:
        if (stage, index) != (Stage.LEAD_IN, 0):
            tell(f"change {stage.name.lower()} {index} {self._late(stage, index):.3f}")

    @Slot(int)
    def _segment_started(self, index: int) -> None:
        self._tell(Stage.LEAD_IN, index)

    @Slot(int)
    def _work_started(self, index: int) -> None:
        self._tell(Stage.FIRST_HALF, index)

    @Slot(int)
    def _halfway(self, index: int) -> None:
        self._tell(Stage.SECOND_HALF, index)

    @Slot(int)
    def _last_seconds(self, index: int) -> None:
        self._tell(Stage.LAST, index)

    @Slot()
    def _finished(self) -> None:
        tell(f"finished {self._late(Stage.LEAD_IN, self._segments):.3f}")
        QApplication.quit()


def main() -> int:
    folder, length = Path(sys.argv[1]), sys.argv[2]
    application = make_application()
    clock = SteadyClock(MachineClock())
    connection = open_database(log_file(folder), clock.now)
    preferences = SqlitePreferences(connection, clock.now)
    pending = PendingWrites(SqliteSleepLog(connection, clock.now).transaction)
    sessions = SessionController(clock, SqliteSessionLog(connection, clock.now), pending)
    routine = routine_of(length)
    watch = Watch(sessions, routine)
    sound = SoundControl(clock, Quiet, preferences)
    stillness = Stillness(preferences, FakeDesktopMotion())
    page = SessionPage(sessions, sound, stillness, assets.figure_text, lambda: None, preferences)
    window = MainWindow(preferences, clock)
    window.add_page(page)
    window.resize(1280, 800)
    window.show()
    watch.begin(routine)
    window.show_page(page)
    status = application.exec()
    connection.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
