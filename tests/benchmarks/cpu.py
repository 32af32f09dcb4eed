"""Compares processor time and memory of three sounds in Lights out with mpv looping one WAV file."""

import subprocess
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from tests.e2e.desktop import Desktop
from tests.e2e.listening import RATE
from tests.processes import death_signal_prefix, end_process

from .logs import ALL_NIGHT, THREE_SOUNDS, prepared_folder
from .machine import Child, cpu_seconds, load_average, memory_bytes, print_status, quiet_desktop
from .measures import MIB, Row, at_most
from .options import Options

DEFAULT_MINUTES = 10.0
SETTLING_SECONDS = 60.0
WAV_SECONDS = 60
RATIO, GROWTH_MIB = 0.6, 1.0


def run(options: Options) -> list[Row]:
    """Measure the app and mpv during the same minutes.

    Memory is read a minute after lights out, and at the end.
    """
    minutes = options.minutes or DEFAULT_MINUTES
    settings = {**ALL_NIGHT, "mix": THREE_SOUNDS, "level": "0.5"}
    folder = prepared_folder(options.directory / "data", settings)
    song = _noise(options.directory / "noise.wav")
    with quiet_desktop(options.directory) as desktop, Child(desktop, "driven", folder) as app:
        app.wait_for("painted")
        app.press("Lights out")
        desktop.recording.wait_for_sound()
        with _mpv(desktop, song) as mpv:
            time.sleep(SETTLING_SECONDS / 4)
            print_status(f"cpu: {minutes:g} min")
            before, mpv_before = cpu_seconds(app.pid), cpu_seconds(mpv.pid)
            began = time.monotonic()
            time.sleep(SETTLING_SECONDS * 3 / 4)
            settled = _memory(app.pid)
            time.sleep(max(0.0, began + 60 * minutes - time.monotonic()))
            used, mpv_used = cpu_seconds(app.pid) - before, cpu_seconds(mpv.pid) - mpv_before
            grown = tuple(now - then for now, then in zip(_memory(app.pid), settled, strict=True))
            if mpv.poll() is not None:
                raise RuntimeError("mpv has ended")
    before_that = f"{settled[0] / MIB:.0f} MiB"
    shares = f"{used / minutes:.2f} against {mpv_used / minutes:.2f} s a minute, load {load_average():.1f}"
    title = f"lights out, three sounds, {minutes:g} min: "
    return [
        at_most(f"{title}CPU against mpv looping one WAV", used / mpv_used, RATIO, " x", note=shares),
        at_most(
            f"{title}memory growth after the first minute",
            max(grown) / MIB,
            GROWTH_MIB,
            " MiB",
            note=f"RSS {grown[0] / 1024:+.0f}, private {grown[1] / 1024:+.0f} KiB of {before_that}",
        ),
    ]


def _memory(pid: int) -> tuple[int, int]:
    """The resident memory (RSS) of a process, and the part that the process shares with no other, in bytes.

    PSS is not used, since it changes with the number of processes that share libraries.
    """
    return memory_bytes(pid, "Rss"), memory_bytes(pid, "Anonymous")


@contextmanager
def _mpv(desktop: Desktop, song: Path) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [*death_signal_prefix(), "mpv", "--loop", "--no-video", str(song)],
        env=desktop.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        end_process(process)


def _noise(path: Path) -> Path:
    noise = np.random.default_rng(1).normal(0.0, 3000.0, (WAV_SECONDS * RATE, 2))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(noise.clip(-32768, 32767).astype("<i2").tobytes())
    return path
