"""The whole app on a real log, with stand-ins for the machine and the desktop."""

from pathlib import Path

from rlscompanion import app as composition
from rlscompanion.app import App
from tests.fakes import FakeClock, FakeKeepAwake, FakeMediaSession, FakeVoice, RecordingEngine


def start_app(folder: Path, clock: FakeClock) -> App:
    """Build the app on a data folder; its window is hidden.

    The health questions are answered with nothing ticked.
    """
    app = composition.build(
        folder,
        clock,
        RecordingEngine,
        FakeKeepAwake(),
        FakeMediaSession(),
        lambda engine: FakeVoice(),
        lambda on_change: None,
    )
    if app.bedtime.safety.was_never_answered:
        app.bedtime.safety.save_answers(set())
        app.flow.welcome.cards.skipped.emit()
    return app
