"""The system's own voice, through QtTextToSpeech (the optional extra `speech`) in a separate process."""

import importlib.util
import json
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QProcess, Slot

from rlscompanion.bedtime.ports import Voice
from rlscompanion.desktop.own_program import own_program

SOFT_VOLUME = 0.6
"""The share of the volume at which soft lines are spoken."""

CLOSE_MS = 300


class SystemVoice(QObject):
    """Says lines with the system's voice, once its process has found one; implements `Voice`.

    It can say any phrase. It plays outside the mixer: the mix does not get quieter, and the master level does
    not apply. `on_change` is called when it becomes able or unable to speak.
    """

    def __init__(self, on_change: Callable[[], None], command: Sequence[str] | None = None) -> None:
        super().__init__()
        self._on_change = on_change
        self._is_ready = False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._note_ready)
        self._process.finished.connect(self._note_end)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        program, *arguments = command or (*own_program(), "speak")
        self._process.start(program, arguments)

    def can_say(self, phrase: str) -> bool:
        """Whether the system's voice has been found; it can say any phrase."""
        return self._is_ready

    def prepare(self, phrases: Sequence[str]) -> None:
        """Do nothing: phrases need no preparation."""

    def say(self, line: Sequence[str], softly: bool = False) -> None:
        """Say the phrases of a line in order, after the current line."""
        self._send({"say": " ".join(line), "volume": SOFT_VOLUME if softly else 1.0})

    def hush(self) -> None:
        """Stop speaking, and drop the waiting lines."""
        self._send({})

    def close(self) -> None:
        """Stop speaking for good; returns within twice CLOSE_MS, whatever the process does."""
        self._process.finished.disconnect(self._note_end)
        self._process.readyReadStandardOutput.disconnect(self._note_ready)
        self._is_ready = False
        self._process.closeWriteChannel()
        if self._process.state() != QProcess.ProcessState.NotRunning and not self._process.waitForFinished(
            CLOSE_MS
        ):
            self._process.kill()
            self._process.waitForFinished(CLOSE_MS)

    def _send(self, what: dict[str, str | float]) -> None:
        if self._is_ready:
            self._process.write(f"{json.dumps(what)}\n".encode())

    @Slot()
    def _note_ready(self) -> None:
        self._process.readAllStandardOutput()
        if not self._is_ready:
            self._is_ready = True
            self._on_change()

    @Slot()
    def _note_end(self) -> None:
        if self._is_ready:
            self._is_ready = False
            self._on_change()


def system_voice(on_change: Callable[[], None]) -> Voice | None:
    """Start the system's voice, which is ready a moment later; return None without the extra `speech`."""
    if importlib.util.find_spec("PySide6.QtTextToSpeech") is None:
        return None
    return SystemVoice(on_change)
