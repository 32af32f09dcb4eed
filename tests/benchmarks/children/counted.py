"""The app with counted frames in place of sounds, and with stalls of its GUI thread: `counted FOLDER`."""

import ctypes
import sys
import time
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from rlscompanion import app
from rlscompanion.audio.engine import Engine
from rlscompanion.audio.mixer import Mixer
from rlscompanion.audio.synthesis import Samples, Source, make_source
from rlscompanion.bedtime.ports import SoundEngine
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.desktop.keep_awake import WakepyKeepAwake
from rlscompanion.desktop.media_keys import media_session
from rlscompanion.domain.soundscape import Sound
from tests.benchmarks import counting
from tests.benchmarks.children.remote import RemoteControl, print_line

SOUNDS = (Sound.RAIN, Sound.SURF, Sound.WIND)
RELEASED_SECONDS, RELEASED_EVERY_MS = 1.5, 20_000
HELD_SECONDS, HELD_EVERY_MS = (0.1, 0.2, 0.3), 7_000


class Counted:
    """Renders a real sound, but returns a part of the counted stream in place of that sound."""

    def __init__(self, real: Source, place: int) -> None:
        self._real, self._place = real, place
        self._next = 0

    def render(self, out: Samples) -> None:
        self._real.render(out)
        out[:] = counting.stream_part(self._place, self._next, out.shape[1])
        self._next += out.shape[1]


class Stalls(QObject):
    """Stalls its own thread from time to time: long without the GIL, and short while holding the GIL."""

    def __init__(self) -> None:
        super().__init__()
        self._c = ctypes.PyDLL(None)  # unlike CDLL, it keeps the GIL in calls
        self._held = cycle(HELD_SECONDS)
        for milliseconds, stall in ((RELEASED_EVERY_MS, self._release), (HELD_EVERY_MS, self._hold)):
            timer = QTimer(self)
            timer.timeout.connect(stall)
            timer.start(milliseconds)

    @Slot()
    def _release(self) -> None:
        began = time.monotonic()
        time.sleep(RELEASED_SECONDS)
        print_line(f"released {time.monotonic() - began:.3f}")

    @Slot()
    def _hold(self) -> None:
        began = time.monotonic()
        self._c.usleep(round(next(self._held) * 1e6))
        print_line(f"held {time.monotonic() - began:.3f}")


def make_counted(sound: Sound) -> Source:
    return Counted(make_source(sound), SOUNDS.index(sound))


def make_engine() -> SoundEngine:
    return Engine(mixer=Mixer(make_counted, time.monotonic()))


def main() -> int:
    folder = Path(sys.argv[1])
    application = app.make_application()
    built = app.build(folder, MachineClock(), make_engine, WakepyKeepAwake(), media_session())
    built.window.resize(1280, 800)
    built.window.show()
    remote_control = RemoteControl(built.window.windowHandle())
    stalls = Stalls()
    status = application.exec()
    built.close()
    del remote_control, stalls
    return status


if __name__ == "__main__":
    sys.exit(main())
