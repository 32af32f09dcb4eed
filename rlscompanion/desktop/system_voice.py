"""The system's own voice, which speaks in a separate process.

Needs QtTextToSpeech, which is installed with the optional extra `speech`.
"""

import importlib.util
import json
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QProcess, Slot

from rlscompanion.bedtime.ports import Voice
from rlscompanion.desktop.own_program import own_program_command

SOFT_VOLUME_SHARE = 0.6
"""The volume at which soft lines are spoken, as a share of the normal volume."""

CLOSE_WAIT_MS = 300


class SystemVoice(QObject):
    """Speaks lines with the system's voice, once the separate process has found a voice; implements `Voice`.

    The system's voice can say any phrase. The voice does not go through the mixer: other sounds do not get
    quieter while the voice speaks, and the master level does not apply. `on_change` is called when the voice
    becomes able or unable to speak.
    """

    def __init__(self, on_change: Callable[[], None], command: Sequence[str] | None = None) -> None:
        super().__init__()
        self._on_change = on_change
        self._is_ready = False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._note_process_ready)
        self._process.finished.connect(self._note_process_end)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        program, *arguments = command or (*own_program_command(), "speak")
        self._process.start(program, arguments)

    def can_say(self, phrase: str) -> bool:
        """Whether the system has a voice; that voice can say any phrase."""
        return self._is_ready

    def prepare(self, phrases: Sequence[str]) -> None:
        """Do nothing, since the phrases need no preparation."""

    def say(self, line: Sequence[str], softly: bool = False) -> None:
        """Speak the phrases of a line one after another, once earlier lines have been spoken."""
        self._send_line({"say": " ".join(line), "volume": SOFT_VOLUME_SHARE if softly else 1.0})

    def hush(self) -> None:
        """Stop speaking, and drop the lines that wait to be spoken."""
        self._send_line({})

    def close(self) -> None:
        """Stop speaking for good; takes at most twice CLOSE_WAIT_MS, even if the process hangs."""
        self._process.finished.disconnect(self._note_process_end)
        self._process.readyReadStandardOutput.disconnect(self._note_process_ready)
        self._is_ready = False
        self._process.closeWriteChannel()
        if self._process.state() != QProcess.ProcessState.NotRunning and not self._process.waitForFinished(
            CLOSE_WAIT_MS
        ):
            self._process.kill()
            self._process.waitForFinished(CLOSE_WAIT_MS)

    def _send_line(self, what: dict[str, str | float]) -> None:
        if self._is_ready:
            self._process.write(f"{json.dumps(what)}\n".encode())

    @Slot()
    def _note_process_ready(self) -> None:
        self._process.readAllStandardOutput()
        if not self._is_ready:
            self._is_ready = True
            self._on_change()

    @Slot()
    def _note_process_end(self) -> None:
        if self._is_ready:
            self._is_ready = False
            self._on_change()


def system_voice(on_change: Callable[[], None]) -> Voice | None:
    """Start the process of the system's voice, which can speak a moment later.

    Returns None if the optional extra `speech` is not installed.
    """
    if importlib.util.find_spec("PySide6.QtTextToSpeech") is None:
        return None
    return SystemVoice(on_change)
