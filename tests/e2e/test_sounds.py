"""The sounds page as it is heard: files of every format, a timer changed during its fade, a lost server."""

from pathlib import Path

import numpy as np
import pytest

from rlscompanion.audio.library_files import track_from_file
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain.playlist import Playlist
from rlscompanion.storage.database import open_database
from rlscompanion.storage.playlists import SqlitePlaylists
from rlscompanion.storage.preferences import SqlitePreferences
from tests.audio.own_files import sine, write_audio

from .desktop import Desktop
from .listening import RATE, level_db, rms_db, silent_gaps, strongest_frequency, without_gaps

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]
thorough = pytest.mark.thorough

TONE_SECONDS = 2.0
PITCHES = {"wav": 400.0, "flac": 600.0, "ogg": 800.0, "opus": 1000.0, "mp3": 1200.0, "m4a": 1400.0}


def prepared_log(data: Path, files: list[Path], preferences: dict[str, str]) -> None:
    data.mkdir(mode=0o700)
    now = MachineClock().now
    connection = open_database(data / "sleep-log.sqlite", now)
    SqlitePlaylists(connection, now).save(Playlist(tuple(track_from_file(str(file)) for file in files)))
    kept = SqlitePreferences(connection, now)
    for key, value in {"welcomed": "yes", **preferences}.items():
        kept.set(key, value)
    connection.close()


@pytest.mark.parametrize(
    "endings",
    [pytest.param(("flac", "mp3"), id="two"), pytest.param(tuple(PITCHES), id="every", marks=thorough)],
)
def test_files_of_every_format_are_heard_one_after_the_other(
    desktop: Desktop, tmp_path: Path, endings: tuple[str, ...]
) -> None:
    frames, pitches = int(TONE_SECONDS * RATE), [PITCHES[ending] for ending in endings]
    files = [
        write_audio(tmp_path / f"tone.{ending}", sine(frames, pitch=PITCHES[ending])) for ending in endings
    ]
    data = tmp_path / "data"
    prepared_log(data, files, {"mix": "{}", "level": "1.0"})
    with desktop.start("--data-dir", str(data)) as app:
        app.wait_ready()
        app.remote.press("Sounds")
        app.remote.press("Own audio")
        app.remote.press("Play own audio")
        began, starvations = desktop.recording.wait_for_sound(), desktop.sink.starvations
        silent = desktop.recording.wait_for_silence(lasting=1.0)
        starved = desktop.sink.starvations - starvations
        assert app.stop() == 0
        assert "Traceback" not in app.output()
    heard = desktop.recording.samples(began, silent)
    assert len(silent_gaps(heard, longer_than_ms=5)) <= starved + 1  # one is the end's
    joined = without_gaps(heard)
    assert len(joined) > (len(pitches) * TONE_SECONDS - 0.5) * RATE
    middles = [int((index + 0.5) * TONE_SECONDS * RATE) for index in range(len(pitches))]
    received = [strongest_frequency(joined[middle - RATE // 4 : middle + RATE // 4]) for middle in middles]
    assert received == pytest.approx(pitches, abs=4)


def sounding_level(desktop: Desktop) -> float:
    """The level in dB of the last half second, without silence that the server inserted."""
    return level_db(without_gaps(desktop.recording.latest(2.0))[-RATE // 2 :])


@thorough
def test_the_timer_is_extended_while_it_fades(desktop: Desktop, tmp_path: Path) -> None:
    data = tmp_path / "data"
    timer = {
        "sleep_timer_minutes": "15",
        "fade_minutes": "1440",
        "mix": '{"brown_noise": 1.0}',
        "level": "0.8",
    }
    prepared_log(data, [], timer)
    with desktop.start("--data-dir", str(data), "--speed", "60") as app:
        app.wait_ready()
        app.remote.press("Sounds")
        app.remote.press("Play")
        began, starvations = desktop.recording.wait_for_sound(), desktop.sink.starvations
        desktop.recording.wait_for_samples(2.5)
        full = sounding_level(desktop)
        app.remote.press("Start timer")
        app.remote.wait_until(lambda: sounding_level(desktop) < full - 15, "the fade")
        app.remote.press("15 minutes more")
        app.remote.wait_until(lambda: sounding_level(desktop) > full - 12, "the level to come back")
        silent = desktop.recording.wait_for_silence(lasting=1.5)
        starved = desktop.sink.starvations - starvations
        assert app.stop() == 0
    heard = desktop.recording.samples(began + RATE, silent - RATE // 2)
    assert len(silent_gaps(heard, longer_than_ms=10)) <= starved
    steps = np.diff(rms_db(without_gaps(heard), 100))
    assert float(np.max(np.abs(steps[: len(steps) - 20]))) < 8.0


@thorough
def test_the_page_is_worked_by_keys_alone(desktop: Desktop, tmp_path: Path) -> None:
    data = tmp_path / "data"
    prepared_log(data, [], {"mix": "{}", "level": "0.5"})
    with desktop.start("--data-dir", str(data)) as app:
        app.wait_ready()
        remote = app.remote
        remote.press("Sounds")
        remote.focus("Brown noise")
        desktop.key("space")
        remote.wait_until(lambda: remote.value("Brown noise") == 70, "the sound to be in the mix")
        remote.focus("Play")
        desktop.key("space")
        desktop.recording.wait_for_sound()
        desktop.recording.wait_for_samples(2.5)
        half = sounding_level(desktop)
        remote.focus("Volume")
        desktop.key("End")
        remote.wait_until(lambda: sounding_level(desktop) > half + 9, "the full level")
        remote.focus("15 minutes less")
        desktop.key("space")
        remote.wait_name("Sleep timer", lambda name: name == "Sleep timer: Fade out 30 min after Lights out")
        remote.focus("Presets")
        desktop.key("End", "Return")
        remote.wait_until(lambda: remote.value("Night crickets") > 0, "the last preset")
        assert remote.value("Brown noise") == 0
        remote.focus("Pause")
        desktop.key("space")
        desktop.recording.wait_for_silence(lasting=1.0)
        assert app.stop() == 0
        assert "Traceback" not in app.output()


@thorough
def test_a_sound_server_that_dies_is_survived(desktop: Desktop, tmp_path: Path) -> None:
    data = tmp_path / "data"
    prepared_log(data, [], {"mix": '{"pink_noise": 1.0, "surf": 0.5}', "level": "0.7"})
    with desktop.start("--data-dir", str(data)) as app:
        app.wait_ready()
        app.remote.press("Sounds")
        app.remote.press("Play")
        desktop.recording.wait_for_sound()
        desktop.sink.kill()
        app.remote.wait_name("Notice", lambda name: "No sound device" in name)
        desktop.sink.restart()
        desktop.recording.wait_for_sound()
        app.remote.wait_gone("Notice")
        app.remote.wait_for("Pause")
        assert app.remote.value("Ocean surf") == 50
        app.remote.press("Pause")  # while a sound plays, closing would ask whether it should go on
        assert app.stop() == 0
        assert "Traceback" not in app.output()
