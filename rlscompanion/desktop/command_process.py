"""Running commands in a second process of this program, so that the window never waits for them."""

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Slot

from rlscompanion.desktop.own_program import own_program_command

QUIT_WAIT_MS = 10_000
"""Milliseconds that `close` waits for a running command before killing the process of that command."""

COMMAND_NOT_STARTED = "This could not be started. Try again, or use the command line."
COMMAND_INTERRUPTED = "This was interrupted, and nothing was changed. Try again."


class CommandProcess(QObject):
    """Runs commands on one data folder in a second process, one command at a time; implements `CommandWork`.

    `keys` returns the encryption keys of a sleep log that has a passphrase. Commands get these keys through
    standard input, because other users can see the arguments and environment of a process.
    """

    def __init__(
        self, folder: Path, program: Sequence[str] | None = None, keys: Callable[[], Sequence[str]] = tuple
    ) -> None:
        super().__init__()
        self._folder, self._keys = folder, keys
        self._program = list(program or own_program_command())
        self._process: QProcess | None = None
        self._on_line: Callable[[str], None] = lambda _: None
        self._on_end: Callable[[bool, str], None] = lambda *_: None
        self._unfinished_line = b""

    def start(
        self,
        arguments: Sequence[str],
        heard: Callable[[str], None],
        ended: Callable[[bool, str], None],
        private: str = "",
    ) -> None:
        """Start a command in a second process; returns at once.

        `heard` is called with each line that the command prints. `ended` is called when the command has
        ended, with whether it succeeded and a sentence about the result. `private` is a line that is written
        to the command's standard input before the keys. Raises RuntimeError while another command runs.
        """
        if self._process is not None:
            raise RuntimeError("another command is at work")
        self._on_line, self._on_end, self._unfinished_line = heard, ended, b""
        process = QProcess(self)
        self._process = process
        process.readyReadStandardOutput.connect(self._read_lines)
        process.finished.connect(self._end_command)
        process.errorOccurred.connect(self._report_failed_start)
        if os.name == "posix":
            # A window started in the background ignores SIGINT, and its child processes would inherit that.
            process.setUnixProcessParameters(QProcess.UnixProcessFlag.ResetSignalHandlers)
        program, *first = self._program
        keys = self._keys()
        # The command works under the folder lock of this process.
        options = ["--lines", "--within", str(os.getpid()), *(["--keys"] if keys else [])]
        options += ["--data-dir", str(self._folder)]
        process.start(program, [*first, *arguments, *options])
        lines = [*([private] if private else []), *keys]
        if lines:
            process.write("".join(f"{line}\n" for line in lines).encode())
            process.closeWriteChannel()

    def stop(self) -> None:
        """Interrupt the running command as Ctrl-C does; where that is impossible, kill its process.

        The log remains undamaged in both cases, because uncommitted changes are rolled back.
        """
        process = self._process
        if process is None or process.state() is not QProcess.ProcessState.Running:
            return
        if os.name == "posix":
            os.kill(process.processId(), signal.SIGINT)
        else:
            process.kill()

    def close(self) -> None:
        """Wait up to QUIT_WAIT_MS for the running command to end, then kill its process."""
        process = self._process
        if process is None:
            return
        self._on_line, self._on_end = lambda _: None, lambda *_: None
        if not process.waitForFinished(QUIT_WAIT_MS):
            process.kill()
            process.waitForFinished(QUIT_WAIT_MS)

    @Slot()
    def _read_lines(self) -> None:
        if self._process is None:
            return
        whole = self._unfinished_line + bytes(self._process.readAllStandardOutput().data())
        *lines, self._unfinished_line = whole.split(b"\n")
        for line in lines:
            self._on_line(line.decode("utf-8", "replace"))

    @Slot(int, QProcess.ExitStatus)
    def _end_command(self, status: int, how: QProcess.ExitStatus) -> None:
        if self._process is None:
            return
        self._read_lines()
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        self._drop_process()
        if how is QProcess.ExitStatus.NormalExit and status == 0:
            self._on_end(True, "")
        elif status == 1 and len(said.splitlines()) == 1:
            self._on_end(False, said)
        else:
            self._on_end(False, COMMAND_INTERRUPTED)

    @Slot(QProcess.ProcessError)
    def _report_failed_start(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._drop_process()
            self._on_end(False, COMMAND_NOT_STARTED)

    def _drop_process(self) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
