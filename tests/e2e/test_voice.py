"""The voice of a session as it is heard, without and with other sounds."""

from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest

from rlscompanion.content.voice import load_recordings
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain.safety import Screening
from rlscompanion.domain.spoken import PHRASE_GAP_SECONDS
from rlscompanion.storage.database import open_database
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.screenings import SqliteScreenings

from .desktop import App, Desktop
from .listening import RATE, is_silent, level_db
from .sink import Recording

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

CLIPS = load_recordings()


def opened(desktop: Desktop, data: Path, **preferences: str) -> App:
    """Start the app on a new log with these preferences.

    The health questions are answered with nothing ticked.
    """
    data.mkdir(mode=0o700, exist_ok=True)
    now = MachineClock().now
    connection = open_database(data / "sleep-log.sqlite", now)
    kept = SqlitePreferences(connection, now)
    for key, value in {"level": "0.6", "routine": "wind_down_05", **preferences}.items():
        kept.set(key, value)
    SqliteScreenings(connection, now).save(Screening(uuid4(), now()))
    connection.close()
    return desktop.start("--data-dir", str(data))


def start_session(app: App) -> None:
    app.wait_ready()
    app.remote.press("Start wind-down")
    app.remote.wait_for("Urge to move")
    app.remote.press("Skip")
    app.remote.wait_name("Step", lambda name: name == "Step: Slow breath")


def seconds_of_sound(recording: Recording, since: int, until: int) -> float:
    """The seconds from the first sound after position `since` to position `until`."""
    loud = np.abs(recording.samples(since, until)).max(axis=1) > 0.001
    return float(len(loud) - np.argmax(loud)) / RATE


def said_seconds(*line: str) -> float:
    return sum(CLIPS[phrase].seconds for phrase in line) + PHRASE_GAP_SECONDS * (len(line) - 1)


def test_each_step_is_said_and_what_is_skipped_is_hushed(desktop: Desktop, tmp_path: Path) -> None:
    heard = desktop.recording
    with opened(desktop, tmp_path / "data", mix="{}") as app:
        before, starvations = heard.mark(), desktop.sink.starvations
        start_session(app)
        over = heard.wait_for_silence(lasting=0.7)
        said, lasted = said_seconds("Slow breath."), seconds_of_sound(heard, before, over)
        assert lasted > said - 0.2
        assert lasted < said + 0.2 or desktop.sink.starvations > starvations
        heard.wait_for_sound()  # the first cue, a long one
        skipped = heard.mark()
        desktop.key("Right")
        app.remote.wait_name("Step", lambda name: name == "Step: Calf, long strokes, left leg")
        shown, starvations = heard.mark(), desktop.sink.starvations
        over = heard.wait_for_silence(lasting=0.7)
        said = said_seconds("Calf, long strokes.", "Left leg.")
        assert (over - skipped) / RATE > said - 0.7
        assert (over - shown) / RATE < said + 0.7 or desktop.sink.starvations > starvations
        desktop.key("space")
        heard.wait_for_sound()
        heard.wait_for_silence(lasting=0.7)
        heard.wait_for_samples(2.0)
        assert is_silent(heard.latest(2.0)), "a session that waits says nothing more"
        assert app.stop() == 0
        assert "Traceback" not in app.output()


def test_the_mix_steps_back_under_the_voice(desktop: Desktop, tmp_path: Path) -> None:
    heard = desktop.recording
    with opened(desktop, tmp_path / "data", mix='{"brown_noise": 1.0}', level="0.6") as app:
        start_session(app)
        heard.wait_for_sound()
        heard.wait_for_samples(3.9)
        alone = level_db(heard.latest(0.6))
        cue = heard.mark()
        heard.wait_for_samples(3.0)
        # In the pauses of the cue that has begun, the mix is heard alone, and lower.
        pieces = heard.samples(cue + RATE, cue + 3 * RATE)
        quietest = min(level_db(pieces[at : at + RATE // 20]) for at in range(0, len(pieces), RATE // 20))
        assert quietest < alone - 4.0
        assert app.stop() == 0


def test_chimes_alone_say_nothing(desktop: Desktop, tmp_path: Path) -> None:
    heard = desktop.recording
    with opened(desktop, tmp_path / "data", mix="{}", voice="chimes") as app:
        before, starvations = heard.mark(), desktop.sink.starvations
        start_session(app)
        over = heard.wait_for_silence(lasting=0.7)
        assert seconds_of_sound(heard, before, over) < 1.4 or desktop.sink.starvations > starvations
        heard.wait_for_samples(6.0)
        assert is_silent(heard.latest(6.0))
        assert app.stop() == 0
