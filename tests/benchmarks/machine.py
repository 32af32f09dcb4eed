"""Starts and controls child processes, and measures their processor time and memory."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from types import TracebackType
from typing import Self

from tests.e2e.desktop import Desktop, open_desktop
from tests.processes import death_signal_prefix, end_process
from tests.waiting import POLL_SECONDS

from .measures import cpu_ticks, memory_field

ROOT = Path(__file__).parents[2]
CHILDREN = "tests.benchmarks.children"
PATIENCE_SECONDS = 10.0


@contextmanager
def quiet_desktop(directory: Path) -> Iterator[Desktop]:
    """Open a private desktop on which no screen reader runs."""
    with open_desktop(directory, {"PYTHONPATH": str(ROOT)}) as desktop:
        del desktop.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"]
        # An installed app lies there compiled, whatever is set where it is measured.
        desktop.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        yield desktop


class Child:
    """A child process that prints lines and reads commands; it ends with its `with` block."""

    def __init__(self, desktop: Desktop, module: str, *arguments: str | Path) -> None:
        self.started_at = time.monotonic()
        command = [sys.executable, "-m", f"{CHILDREN}.{module}", *map(str, arguments)]
        self._log = desktop.directory / f"{module}.log"
        with self._log.open("ab") as errors:
            self._process = subprocess.Popen(
                [*death_signal_prefix(), *command],
                env=desktop.environment,
                cwd=desktop.home,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        self._lines: Queue[str] = Queue()
        self.heard: list[str] = []
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            error.add_note(f"The child wrote:\n{self._log.read_text(errors='replace')[-4000:]}")
        end_process(self._process)
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    @property
    def pid(self) -> int:
        """The process id of the child."""
        return self._process.pid

    def wait_for(self, word: str, timeout: float = 30.0) -> float:
        """Wait for a line that begins with this word; return the number at the end of the line."""
        deadline = time.monotonic() + timeout
        while True:
            try:
                line = self._lines.get(timeout=max(0.01, deadline - time.monotonic()))
            except Empty:
                raise TimeoutError(f"{word!r}: the child has said {self.heard}") from None
            if line.startswith(word):
                return float(line.split()[-1])

    def press(self, *names: str) -> float:
        """Press buttons, each as soon as it is visible.

        Returns the time of the last press, by the child's `time.monotonic()`.
        """
        moment = 0.0
        for name in names:
            deadline = time.monotonic() + PATIENCE_SECONDS
            while not (moment := self._try_to_press(name)):
                if time.monotonic() > deadline:
                    raise TimeoutError(f"no {name!r} shows")
                time.sleep(POLL_SECONDS)
        return moment

    def _try_to_press(self, name: str) -> float:
        """Press the button with this name if it is visible; return the time of the press, or 0."""
        self._say(f"press {name}")
        return self.wait_for(f"pressed {name} ")

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = line.decode(errors="replace").strip()
            self.heard.append(said)
            self._lines.put(said)


def cpu_seconds(pid: int) -> float:
    """The processor seconds (user and system) that a process has used."""
    return cpu_ticks(Path(f"/proc/{pid}/stat").read_text()) / os.sysconf("SC_CLK_TCK")


def memory_bytes(pid: int, field: str = "Pss") -> int:
    """The memory of a process in bytes; `field` is Pss, Rss or Anonymous."""
    return memory_field(Path(f"/proc/{pid}/smaps_rollup").read_text(), field)


def load_average() -> float:
    """The mean number of processes that wanted a core during the last minute."""
    return os.getloadavg()[0]


@contextmanager
def busy_cores() -> Iterator[int]:
    """Keep every core busy during the `with` block; yield the number of cores."""
    cores = os.cpu_count() or 1
    busy = [
        subprocess.Popen([*death_signal_prefix(), sys.executable, "-c", "while True: pass"])
        for _ in range(cores)
    ]
    try:
        yield cores
    finally:
        for process in busy:
            end_process(process)


class LatenessProbe:
    """Wakes once a second, and records in `late` how many milliseconds late each wake-up is."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._stop = Event()
        self._thread = Thread(target=self._sleep, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._stop.set()
        self._thread.join()

    def _sleep(self) -> None:
        beat = time.monotonic() + 1.0
        while not self._stop.wait(max(0.0, beat - time.monotonic())):
            self.late.append(1000 * (time.monotonic() - beat))
            beat += 1.0


def print_status(sentence: str) -> None:
    """Print a sentence about the benchmark's progress, with the time, on stderr."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {sentence}\n")
    sys.stderr.flush()


def cpu_seconds_over(seconds: float, pids: Sequence[int]) -> list[float]:
    """Wait `seconds`; return the processor seconds that each process used during the wait."""
    before = [cpu_seconds(pid) for pid in pids]
    time.sleep(seconds)
    return [cpu_seconds(pid) - was for pid, was in zip(pids, before, strict=True)]
