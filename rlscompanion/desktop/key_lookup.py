"""Searching the system's keyring for the key of the sleep log while the window is already open."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, QTimer, Signal, Slot

LOOK_MS = 100


class KeyLookup(QObject):
    """Searches the system's keyring for the log's key in a thread, and emits `found` if there is one.

    `look` does the search and returns whether it found the key. The person may have to unlock the keyring
    first. If the key is no longer needed by then, it is ignored.
    """

    found = Signal()

    def __init__(self, look: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._answers: SimpleQueue[bool] = SimpleQueue()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._hear)
        self._timer.start()
        threading.Thread(target=_answer, args=(look, self._answers), name="keyring", daemon=True).start()

    @Slot()
    def _hear(self) -> None:
        try:
            is_found = self._answers.get_nowait()
        except Empty:
            return
        self._timer.stop()
        if is_found:
            self.found.emit()


def _answer(look: Callable[[], bool], answers: "SimpleQueue[bool]") -> None:
    is_found = False
    try:
        is_found = look()
    finally:
        answers.put(is_found)
