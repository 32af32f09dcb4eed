"""Commands carried out by a second process of this program, so that the window never waits for them."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Slot

PATIENCE_MS = 10_000
"""How long the end of the program waits for a command that is still at work."""

NOT_STARTED = "The work could not be started. Try again, or use the command line."
BROKEN_OFF = "The work was broken off, and nothing was changed. Try again."


class ChildWork(QObject):
    """Satisfies `CommandWork` for one data folder.

    `keys` gives those of a protected log, which go to the commands by way of their standard input: others can
    see the arguments and the environment of a process.
    """

    def __init__(
        self, folder: Path, program: Sequence[str] | None = None, keys: Callable[[], Sequence[str]] = tuple
    ) -> None:
        super().__init__()
        self._folder, self._keys = folder, keys
        self._program = list(program or (sys.executable, "-m", "rlscompanion"))
        self._process: QProcess | None = None
        self._heard: Callable[[str], None] = lambda _: None
        self._ended: Callable[[bool, str], None] = lambda *_: None
        self._rest = b""

    def start(
        self,
        arguments: Sequence[str],
        heard: Callable[[str], None],
        ended: Callable[[bool, str], None],
        private: str = "",
    ) -> None:
        """Begin a command; returns at once. Raises RuntimeError while another is at work.

        `private` is a line that it is given by its standard input, before any key.
        """
        if self._process is not None:
            raise RuntimeError("another command is at work")
        self._heard, self._ended, self._rest = heard, ended, b""
        process = QProcess(self)
        self._process = process
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finish)
        process.errorOccurred.connect(self._fail)
        if os.name == "posix":
            # A window started in the background ignores SIGINT, and its children would inherit that.
            process.setUnixProcessParameters(QProcess.UnixProcessFlag.ResetSignalHandlers)
        program, *first = self._program
        keys = self._keys()
        # The lock that this process holds on the folder serves the command.
        options = ["--lines", "--within", str(os.getpid()), *(["--keys"] if keys else [])]
        options += ["--data-dir", str(self._folder)]
        process.start(program, [*first, *arguments, *options])
        lines = [*([private] if private else []), *keys]
        if lines:
            process.write("".join(f"{line}\n" for line in lines).encode())
            process.closeWriteChannel()

    def stop(self) -> None:
        """Ask the command to break off, as Ctrl-C does; where that cannot be sent, end its process.

        Either way a log stays whole: what was not committed is rolled back.
        """
        process = self._process
        if process is None or process.state() is not QProcess.ProcessState.Running:
            return
        if os.name == "posix":
            os.kill(process.processId(), signal.SIGINT)
        else:
            process.kill()

    def close(self) -> None:
        """Wait for what is being carried out, a short while, and let go of it."""
        process = self._process
        if process is None:
            return
        self._heard, self._ended = lambda _: None, lambda *_: None
        if not process.waitForFinished(PATIENCE_MS):
            process.kill()
            process.waitForFinished(PATIENCE_MS)

    @Slot()
    def _read(self) -> None:
        if self._process is None:
            return
        whole = self._rest + bytes(self._process.readAllStandardOutput().data())
        *lines, self._rest = whole.split(b"\n")
        for line in lines:
            self._heard(line.decode("utf-8", "replace"))

    @Slot(int, QProcess.ExitStatus)
    def _finish(self, status: int, how: QProcess.ExitStatus) -> None:
        if self._process is None:
            return
        self._read()
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        self._let_go()
        if how is QProcess.ExitStatus.NormalExit and status == 0:
            self._ended(True, "")
        elif status == 1 and len(said.splitlines()) == 1:
            self._ended(False, said)
        else:
            self._ended(False, BROKEN_OFF)

    @Slot(QProcess.ProcessError)
    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._let_go()
            self._ended(False, NOT_STARTED)

    def _let_go(self) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
