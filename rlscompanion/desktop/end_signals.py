"""Quitting on a signal of the operating system, as after Ctrl-C, a closed terminal or a shutdown."""

import os
import signal
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

QUIT_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class EndSignals(QObject):
    """Emits the Qt signal `end_asked` when an operating system signal asks the program to quit.

    Python runs a signal handler only between two of its own instructions, but Qt's event loop may sleep for
    hours. The loop is therefore woken by a byte that Python's low-level handler writes.
    """

    end_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read, self._write = os.pipe()
        for end in (self._read, self._write):
            os.set_blocking(end, False)
        self._previous_handlers = {number: signal.getsignal(number) for number in QUIT_SIGNALS}
        for number in self._handled_signals:
            signal.signal(number, self._ignore_signal)
        self._previous_wakeup = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._emit_if_signalled)

    def close(self) -> None:
        """Restore the signal handlers that were in use before this object was created."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._previous_wakeup)
        for number in self._handled_signals:
            signal.signal(number, self._previous_handlers[number])
        os.close(self._read)
        os.close(self._write)

    @property
    def _handled_signals(self) -> list[int]:
        """The signals to handle: those not set to be ignored, as `nohup` does."""
        return [number for number, handler in self._previous_handlers.items() if handler != signal.SIG_IGN]

    def _ignore_signal(self, number: int, frame: FrameType | None) -> None:
        """Do nothing; as a handler it replaces the default, which ends the program at once."""

    @Slot()
    def _emit_if_signalled(self) -> None:
        if set(os.read(self._read, 4096)) & set(self._handled_signals):
            self.end_asked.emit()
