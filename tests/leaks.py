"""Finds what a test leaves behind: windows, running timers, threads, open logs, child processes."""

import gc
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import apsw
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from rlscompanion.desktop.garbage import WindowCollector

NEW_OBJECTS_LIMIT = 50_000
"""How many Python objects may be made after a garbage collection before another is due."""

MEMORY_GROWTH_LIMIT_MIB = 32
"""How much memory (MiB) this process may take after a garbage collection before another is due."""

NEW_MODULES_LIMIT = 50
"""After this many imported modules, garbage collections no longer search the modules."""

_MEMORY = Path("/proc/self/statm")
_TASKS = Path("/proc/self/task")
_LISTS_CHILDREN = _TASKS.is_dir()

THREAD_ENDING_SECONDS = 5.0
"""How many seconds a leftover thread may take to end."""


class Leaks:
    """The things that were opened since the creation of this object and are not closed yet."""

    _now: ClassVar[dict[object, str] | None] = None
    """What was open when the last test had ended; None once something may have been opened since then."""

    @classmethod
    def look_again(cls) -> None:
        """Let the next check search again, since something may have been opened between two tests."""
        cls._now = None

    def __init__(self) -> None:
        if Leaks._now is None:
            Leaks._now = dict(_open_things())
        self._before = Leaks._now

    def found(self) -> list[str]:
        """The names of things still open after Qt and Python have freed unused objects.

        Python's slow search for reference cycles runs only if something is still open.
        """
        delete_what_is_due()
        left = self._since()
        if left:
            Leaks.look_again()  # the first look holds what is to be freed
            gc.collect()
            self._let_threads_end()
            left = self._since()
        return left

    def _let_threads_end(self) -> None:
        """Wait for threads that were asked to end but may not have run since."""
        for thread in threading.enumerate():
            if thread not in self._before:
                thread.join(THREAD_ENDING_SECONDS)

    def _since(self) -> list[str]:
        Leaks._now = dict(_open_things())
        return sorted(name for thing, name in Leaks._now.items() if thing not in self._before)


def delete_what_is_due() -> None:
    """Delete all Qt objects whose `deleteLater` was called; processing events would not delete them."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Garbage:
    """Collects garbage between tests, since Python's automatic collection is turned off."""

    def __init__(self) -> None:
        self._modules = len(sys.modules)
        self._resident = resident_mib()

    def collect_if_due(self) -> None:
        """Collect garbage after enough new objects or memory, or after new modules were imported.

        Memory counts too, since few objects may hold much of it: a window has its pixels. Modules are
        excluded from every later collection, since searching them would take most of the time.
        """
        has_imported = len(sys.modules) >= self._modules + NEW_MODULES_LIMIT
        has_grown = resident_mib() > self._resident + MEMORY_GROWTH_LIMIT_MIB
        if has_imported or has_grown or gc.get_count()[0] > NEW_OBJECTS_LIMIT:
            gc.collect()
            self._resident = resident_mib()
        if has_imported:
            gc.freeze()
            self._modules = len(sys.modules)


def resident_mib() -> float:
    """The memory of this process in MiB; 0 if the system does not tell."""
    if not _MEMORY.exists():
        return 0.0
    return int(_MEMORY.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


GARBAGE = Garbage()


def _open_things() -> Iterator[tuple[object, str]]:
    """Yield each open thing (window, timer, thread, log, process) with its name."""
    for thread in threading.enumerate():
        yield thread, f"thread “{thread.name}”"
    for process in child_process_ids():
        yield process, f"child process {process} ({_command(process)})"
    for connection in apsw.connections():
        yield connection, f"connection to “{connection.filename}”"
    if QCoreApplication.instance() is not None:
        for widget in QApplication.topLevelWidgets():
            yield widget, f"window {widget!r}"
        yield from _running(Shiboken.getAllValidWrappers())


def _running(wrappers: Sequence[object]) -> Iterator[tuple[object, str]]:
    """Yield each running thread and timer of Qt with its name."""
    # By their few classes first: to ask each of thousands of objects takes three times as long.
    watched = {kind for kind in set(map(type, wrappers)) if issubclass(kind, QThread | QTimer)}
    if not watched:
        return
    for wrapper in wrappers:
        if type(wrapper) not in watched:
            continue
        if isinstance(wrapper, QThread) and wrapper.isRunning():
            yield wrapper, f"QThread {wrapper!r}"
        elif isinstance(wrapper, QTimer) and _ticks(wrapper):
            yield wrapper, f"running QTimer {wrapper!r} of {wrapper.parent()!r}"


def _ticks(timer: QTimer) -> bool:
    """Whether a timer is running and is not one of the application's own timers."""
    return timer.isActive() and not isinstance(timer.parent(), WindowCollector)


def child_process_ids() -> list[int]:
    """The process ids of children that were not waited for yet; empty if the system cannot list them."""
    if not _LISTS_CHILDREN:
        return []
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return []
    found: list[int] = []
    for task in _TASKS.iterdir():
        try:
            found += map(int, (task / "children").read_text().split())
        except FileNotFoundError:
            # A thread that has just ended.
            continue
    return found


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text(errors="replace").replace("\0", " ").strip()
    except (FileNotFoundError, ProcessLookupError):
        return "ended"
