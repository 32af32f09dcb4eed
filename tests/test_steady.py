"""One process for many nights: whatever a page or a bedtime opens is freed again."""

import ctypes
import gc
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import Shiboken

from rlscompanion import app as composition
from rlscompanion.app import App
from tests.fakes import FakeClock, FakeKeepAwake, FakeMediaSession, FakeVoice, RecordingEngine
from tests.leaks import delete_what_is_due
from tests.ui.bedside import press_keys

ROUNDS = 100
"""How often something is done before the first count, and again before the second."""

MOST_GROWTH = 2 * 1024
"""KiB of memory that ROUNDS may add, such as caches; a page that stayed is more."""

MOST_GROWTH_OF_TEXTS = 120 * ROUNDS
"""The same for the page of an article: Qt keeps some 90 KiB of its text widgets, with no object left over."""

MOST_CACHED = ROUNDS // 10
"""Objects of a class that ROUNDS may add, such as a cache or a tool tip; what each round leaves is more."""

PAGES = {
    "tonight": ("Tonight",),
    "sounds": ("Sounds",),
    "sleep log": ("Sleep log",),
    "insights": ("Insights",),
    "report": ("Insights", "Report for a clinician"),
    "results": ("Insights", "Test results and medicines"),
    "trial": ("Insights", "Open trial"),
    "learn": ("Learn",),
    "article": ("Learn", "Before you massage"),
    "settings": ("Settings",),
    "health questions": ("Settings", "Health questions"),
    "routines": ("Tonight", "Edit routines"),
    "tonight is different": ("Tonight", "Tonight is different"),
    "morning": ("Tonight", "Fill in morning diary"),
}
"""The presses that lead to each page that the navigation can be left to, or that has one of its own."""


@dataclass(frozen=True)
class Counts:
    """How many objects of each kind this process has, after unused objects were freed."""

    objects: Counter[str]
    """By class: widgets, the window's other Qt objects, and Python's."""

    threads: int
    files: int
    memory: int

    def growth_since(self, before: "Counts", most_growth: int = MOST_GROWTH) -> dict[str, int]:
        """How much each count has grown, where it grew too much.

        Too much is more than MOST_CACHED objects, or more than `most_growth` KiB of memory.
        """
        grown = {kind: getattr(self, kind) - getattr(before, kind) for kind in ("threads", "files")}
        grown |= {name: more for name, more in (self.objects - before.objects).items() if more > MOST_CACHED}
        grown["memory"] = max(0, self.memory - before.memory - most_growth)
        return {name: more for name, more in grown.items() if more > 0}


class Steady:
    """The app on a real log, with stand-ins for the machine that record nothing."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.engine, self.keep_awake = RecordingEngine(), FakeKeepAwake()
        self.media, self.voice = FakeMediaSession(), FakeVoice()
        self.app: App = composition.build(
            folder,
            self.clock,
            lambda: self.engine,
            self.keep_awake,
            self.media,
            lambda engine: self.voice,
            lambda on_change: None,
        )
        self.app.bedtime.safety.save_answers(set())
        self.app.window.resize(1280, 800)
        self.app.window.show()

    def close(self) -> None:
        self.app.window.close()
        self.app.close()

    def press(self, identifier: str) -> None:
        found = [
            each
            for each in self.app.window.findChildren(QWidget)
            if each.isVisible() and each.accessibleIdentifier() == identifier
        ]
        assert len(found) == 1, f"{len(found)} of “{identifier}” are to be seen"
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def keys(self, *keys: str) -> None:
        press_keys(self.app.window, *keys)

    def pass_time(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.app.bedtime.sessions.check_clocks()

    def open_page(self, presses: Sequence[str]) -> None:
        self.app.flow.evening.show_tonight()
        for identifier in presses:
            self.press(identifier)
        self.app.window.finish_fade()
        self.app.window.grab()

    def live_a_bedtime(self) -> None:
        """Wind down, wake once with restless legs, and fill in the diary; then delete the night again."""
        self.app.flow.evening.show_tonight()
        self.press("Start wind-down")
        self.keys("6", "4", "2", "5")
        self.press("Continue")
        self.app.window.grab()
        self._end_session()
        self.keys("3", "2", "1", "4")
        self.press("Continue")
        self.pass_time(3 * 3600)
        self.keys("Space")
        self.app.window.grab()
        self._end_session()
        self.press("Back to bed")
        self.pass_time(4 * 3600)
        self.keys("x")
        self.press("Good morning")
        self.app.window.grab()
        self.press("Save night")
        for table in ("sessions", "nights"):
            self.app.log.connection.execute(f"DELETE FROM {table}")
        self.clock.advance(15 * 3600)

    def _end_session(self) -> None:
        while self.app.bedtime.sessions.is_on:
            self.pass_time(600)

    def counts(self) -> Counts:
        """Count the objects, after the stand-ins have dropped what they recorded."""
        for received in (self.engine.calls, self.keep_awake.calls, self.media.shown, self.voice.received):
            received.clear()
        for _ in range(3):
            QApplication.processEvents()
            delete_what_is_due()
        gc.collect()
        return Counts(
            objects=Counter(
                [
                    *(f"widget {each.metaObject().className()}" for each in QApplication.allWidgets()),
                    *(each.metaObject().className() for each in self.app.window.findChildren(QObject)),
                    *(
                        f"{type(each).__module__}.{type(each).__qualname__}"
                        for each in gc.get_objects()
                        # PySide keeps what `findChildren` of the tests gave for a widget that has gone since.
                        if not isinstance(each, Shiboken.Object) or Shiboken.isValid(each)
                    ),
                ]
            ),
            threads=threading.active_count(),
            files=len(os.listdir("/proc/self/fd")),
            memory=allocated_memory(),
        )


class _Mallinfo(ctypes.Structure):
    """The counts of the C library's allocator, in bytes; see mallinfo(3)."""

    _fields_: ClassVar = [
        (name, ctypes.c_size_t)
        for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks")
    ] + [("fordblks", ctypes.c_size_t), ("keepcost", ctypes.c_size_t)]


def allocated_memory() -> int:
    """The memory that Qt, the windows and large Python objects hold, in KiB, as glibc counts it.

    Not the memory of the process: where a test before has left a heap full of holes, that grows although all
    is freed. Small Python objects are counted one by one.
    """
    mallinfo2 = ctypes.CDLL(None).mallinfo2
    mallinfo2.restype = _Mallinfo
    counts = mallinfo2()
    return int(counts.uordblks + counts.hblkhd) // 1024


@pytest.fixture
def steady(tmp_path: Path, qapp: QApplication) -> Iterator[Steady]:
    made = Steady(tmp_path / "data")
    yield made
    made.close()


def growth(steady: Steady, do: Callable[[], None], most_growth: int = MOST_GROWTH) -> dict[str, int]:
    """The growth of all counts after ROUNDS more calls of `do`.

    For memory, the half with less growth counts twice: what is left behind grows in each half, a cache in
    only one.
    """
    for _ in range(ROUNDS):
        do()
    steady.counts()
    # Again, with that one in memory, as this one is at the end.
    before = steady.counts()
    for _ in range(ROUNDS // 2):
        do()
    middle = steady.counts()
    for _ in range(ROUNDS // 2):
        do()
    after = steady.counts()
    least = min(middle.memory - before.memory, after.memory - middle.memory)
    return replace(after, memory=before.memory + 2 * least).growth_since(before, most_growth)


linux_only = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts what /proc lists")


@linux_only
@pytest.mark.thorough
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opened_two_hundred_times_leaves_nothing(steady: Steady, page: str) -> None:
    most = MOST_GROWTH_OF_TEXTS if page == "article" else MOST_GROWTH

    assert growth(steady, lambda: steady.open_page(PAGES[page]), most) == {}


@linux_only
@pytest.mark.thorough
def test_two_hundred_bedtimes_leave_nothing(steady: Steady) -> None:
    assert growth(steady, steady.live_a_bedtime) == {}


@linux_only
def test_growth_is_seen(steady: Steady, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_steady.ROUNDS", 12)
    kept: list[object] = []
    opened: list[int] = []

    def leave() -> None:
        kept.extend((QLabel("left", steady.app.window), FakeClock(), b"x" * 1024**2))
        opened.append(os.open("/proc/self/status", os.O_RDONLY))

    grown = growth(steady, leave)
    for file in opened:
        os.close(file)

    assert (grown["widget QLabel"], grown["files"], grown["tests.fakes.FakeClock"]) == (12, 12, 12)
    assert "memory" in grown
