"""A private desktop (X display, session bus, accessibility bus, sound server), and the app on it."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.processes import death_signal_prefix, end_process, end_strays, run_to_end, start_process
from tests.waiting import PROCESS_SECONDS, wait_until

from .remote import SYSTEM_PYTHON, AccessibilityServer, Remote
from .screen import Pixels, mean_relative_luminance, read_xwd
from .session_bus import start_bus
from .sink import NullSink, Recording
from .x11 import XServer

APP = tuple(shlex.split(os.environ.get("RLSCOMPANION_TEST_COMMAND", ""))) or (
    *(sys.executable, "-P", "-m", "rlscompanion"),
)
"""The command that starts the app in the tests.

The environment variable RLSCOMPANION_TEST_COMMAND names another build of the app to test.
"""

WIDTH, HEIGHT = 1280, 800

_PROGRAMS = ("Xvfb", "dbus-daemon", "dbus-send", "pulseaudio", "parec", "xdotool")
_LAUNCHERS = (
    *("/usr/libexec/at-spi-bus-launcher", "/usr/libexec/at-spi2/at-spi-bus-launcher"),
    *("/usr/lib/at-spi2-core/at-spi-bus-launcher", "/usr/lib/at-spi2/at-spi-bus-launcher"),
    "/usr/lib/at-spi-bus-launcher",
)
# What would lead the app, or a tool, to the desktop and the ears of whoever runs the tests.
_FOREIGN = (
    *("AT_SPI", "DBUS_", "DISPLAY", "GTK_", "LANG", "LC_", "PIPEWIRE_", "PULSE_", "QT_", "RLSCOMPANION_"),
    *("SESSION_MANAGER", "WAYLAND_", "XAUTHORITY", "XDG_"),
)


def missing_requirements() -> list[str]:
    """The tools for a private desktop that this machine lacks."""
    missing = [program for program in _PROGRAMS if shutil.which(program) is None]
    if _launcher() is None:
        missing.append("at-spi-bus-launcher")
    bindings = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"]
    try:
        subprocess.run(bindings, check=True, capture_output=True, timeout=PROCESS_SECONDS)
    except (OSError, subprocess.SubprocessError):
        missing.append("pyatspi (system Python)")
    return missing


def _launcher() -> str | None:
    return next((path for path in _LAUNCHERS if os.access(path, os.X_OK)), None)


class AppEndedError(Exception):
    """The app ended while a test was waiting for something."""


class App:
    """One run of the app, which ends with its `with` block.

    If the block fails, the failure lists the visible elements.
    """

    def __init__(self, desktop: "Desktop", command: Sequence[str], log: Path) -> None:
        self._desktop = desktop
        self._command = command
        self._log = log
        self._process = start_process(command, desktop.environment, log, cwd=desktop.home)
        self.remote = Remote(
            desktop.accessibility,
            self._process.pid,
            check=self._check,
            activate=desktop.focus_top_window,
            click=desktop.click,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is not None:
                error.add_note(self._account())
        finally:
            end_process(self._process)

    @property
    def pid(self) -> int:
        """The process id of the app."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the app has not ended."""
        return self._process.poll() is None

    def output(self) -> str:
        """All text that the app has written to standard output and standard error."""
        return self._log.read_text(errors="replace")

    def wait_ready(self) -> None:
        """Wait for a window and a readable accessibility tree, then give the focus to the window."""

        def ready() -> bool:
            self._check()
            return bool(self._desktop.windows()) and bool(self.remote.tree())

        wait_until(ready, "the first window")
        self._desktop.focus_top_window()

    def stop(self) -> int:
        """Close the topmost window as its close button would; return the app's exit status."""
        self._desktop.close_top_window()
        return self.wait_ended()

    def wait_ended(self) -> int:
        """Wait until the app ends by itself; return its exit status."""
        wait_until(lambda: not self.is_running, "the app's end")
        return self._process.wait()

    def kill(self) -> None:
        """End the app without warning, as a crash or a power cut would."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def _check(self) -> None:
        if not self.is_running:
            raise AppEndedError(f"the app has ended with status {self._process.returncode}")

    def _account(self) -> str:
        parts = [f"{' '.join(self._command)} wrote:", self.output()[-8000:] or "(nothing)"]
        if self.is_running:
            try:
                parts += ["Its window showed:", self.remote.tree() or "(nothing)"]
            except RuntimeError as unreadable:
                parts.append(f"Its window could not be read: {unreadable}")
            picture = self._log.with_suffix(".png")
            self._desktop.save_screen(picture)
            parts.append(f"The screen: {picture}")
        return "\n".join(parts)


@dataclass
class Desktop:
    """The running parts of a private desktop, with the inputs and outputs of its user."""

    directory: Path
    home: Path
    environment: dict[str, str]
    display: int
    frame_buffer: Path
    sink: NullSink
    accessibility: AccessibilityServer
    _runs: int = 0

    @property
    def recording(self) -> Recording:
        """The recording of all that the sound server has played."""
        return self.sink.recording

    def start(self, *arguments: str | Path, command: Sequence[str | Path] = APP) -> App:
        """Start the app, or another command, with these arguments.

        The result must be used in a `with` statement.
        """
        self._runs += 1
        whole = [str(part) for part in (*command, *arguments)]
        return App(self, whole, self.directory / f"app-{self._runs}.log")

    def key(self, *keys: str) -> None:
        """Press keys one after another, given by their X names: space, Return, Escape, ctrl+q, 7."""
        self.focus_top_window()
        self._xdotool("key", "--delay", "5", *keys)

    def type_text(self, text: str) -> None:
        """Type text into the focused control."""
        self.focus_top_window()
        self._xdotool("type", "--delay", "5", text)

    def move(self, x: int, y: int) -> None:
        """Move the mouse pointer to a position on the screen."""
        self._xdotool("mousemove", str(x), str(y))

    def click(self, x: int, y: int) -> None:
        """Click with the left mouse button at a position on the screen."""
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def windows(self) -> list[int]:
        """The windows, the topmost first, without menus and tool tips."""
        with XServer(self.display) as server:
            return server.windows()

    def focus_top_window(self) -> None:
        """Give the focus to the topmost window, as a window manager would."""
        with XServer(self.display) as server:
            server.focus(server.top_window())

    def close_top_window(self) -> None:
        """Ask the topmost window to close, as a window manager would."""
        with XServer(self.display) as server:
            server.close_window(server.top_window())

    def fill_screen(self) -> None:
        """Make the topmost window as large as the screen, without maximising the window."""
        with XServer(self.display) as server:
            server.place(server.top_window(), 0, 0, WIDTH, HEIGHT)

    def screen(self) -> Pixels:
        """The present picture on the screen in sRGB, shape (height, width, 3)."""
        return read_xwd(self.frame_buffer.read_bytes())

    def luminance(self) -> float:
        """The mean relative luminance of the screen, 0 to 1."""
        return mean_relative_luminance(self.screen())

    def save_screen(self, path: Path) -> None:
        """Save the screen as a picture for people to look at."""
        from PySide6.QtGui import QImage

        pixels = self.screen()
        height, width, _ = pixels.shape
        QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).save(str(path))

    def _xdotool(self, *arguments: str) -> None:
        run_to_end(["xdotool", *arguments], self.environment).check_returncode()


@contextmanager
def open_desktop(directory: Path, extra: Mapping[str, str] | None = None) -> Iterator[Desktop]:
    """Start all parts of a private desktop, and end them with the `with` block.

    The parts write logs to `directory`; `extra` is added to their environment.
    """
    with ExitStack() as stack:
        # Short, since a socket's path has at most 107 characters.
        runtime = Path(tempfile.mkdtemp(prefix="rls-"))
        stack.callback(shutil.rmtree, runtime, ignore_errors=True)
        stack.callback(end_strays, "XDG_RUNTIME_DIR", str(runtime))
        environment = {**_private_environment(directory, runtime), **(extra or {})}
        display, frame_buffer = _start_x(stack, directory, environment)
        environment["DISPLAY"] = f":{display}"
        _start_buses(stack, directory, runtime, environment)
        sink = stack.enter_context(NullSink(runtime, environment, directory / "pulseaudio.log"))
        environment["PULSE_SERVER"] = sink.address
        server = stack.enter_context(AccessibilityServer(environment, directory / "accessibility.log"))
        home = directory / "home"
        yield Desktop(directory, home, environment, display, frame_buffer, sink, server)


def _private_environment(directory: Path, runtime: Path) -> dict[str, str]:
    home = directory / "home"
    folders = {
        "HOME": home,
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local/share",
        "XDG_STATE_HOME": home / ".local/state",
        "XDG_CACHE_HOME": home / ".cache",
    }
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)},
        **{name: str(folder) for name, folder in folders.items()},
        "XDG_RUNTIME_DIR": str(runtime),
        "LC_ALL": "C.UTF-8",
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "GSETTINGS_BACKEND": "memory",
        # Nor does anything here keep the machine awake, or put it to sleep.
        "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={runtime / 'no-system-bus'}",
        # Whatever looks for a sound card beside the private server finds none.
        "ALSA_CONFIG_PATH": os.devnull,
        "JACK_NO_START_SERVER": "1",
    }


def _start_x(stack: ExitStack, directory: Path, environment: Mapping[str, str]) -> tuple[int, Path]:
    number = directory / "display"
    log = directory / "xvfb.log"
    with number.open("wb") as pipe, log.open("wb") as output:
        process = subprocess.Popen(
            [
                *death_signal_prefix(),
                *("Xvfb", "-displayfd", str(pipe.fileno()), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"),
                *("-nolisten", "tcp", "-noreset", "-fbdir", str(directory)),
            ],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[pipe.fileno()],
            start_new_session=True,
        )
    stack.callback(end_process, process)
    wait_until(lambda: number.read_text().endswith("\n") or process.poll() is not None, "the X server")
    if process.poll() is not None:
        raise RuntimeError(f"Xvfb ended at once:\n{log.read_text(errors='replace')}")
    return int(number.read_text()), directory / "Xvfb_screen0"


def _start_buses(stack: ExitStack, directory: Path, runtime: Path, environment: dict[str, str]) -> None:
    """Start the session bus and the accessibility bus, and add the bus's address to the environment."""
    launcher = _launcher()
    assert launcher is not None
    bus = runtime / "bus"
    log = directory / "buses.log"
    stack.callback(end_process, start_bus(bus, directory / "bus.conf", environment, log))
    environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"
    stack.callback(end_process, start_process([launcher, "--launch-immediately"], environment, log))
    question = (
        *("dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus"),
        "org.a11y.Bus.GetAddress",
    )

    def answers() -> bool:
        return run_to_end(question, environment).returncode == 0

    wait_until(answers, "the accessibility bus")
