"""Searching the system's keyring for the key of the sleep log while a window is open."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, QTimer, Signal, Slot

KEY_POLL_MS = 100


class KeyLookup(QObject):
    """In a thread, searches the system's keyring for the key of the sleep log; emits `found` on success.

    `find_key` does the search and returns whether the key was found. The search may have to wait until the
    person unlocks the keyring. If `parent` is deleted before the search ends, nothing is emitted.
    """

    found = Signal()

    def __init__(self, find_key: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._answers: SimpleQueue[bool] = SimpleQueue()
        self._timer = QTimer(self, interval=KEY_POLL_MS)
        self._timer.timeout.connect(self._check_answer)
        self._timer.start()
        threading.Thread(
            target=_run_search, args=(find_key, self._answers), name="keyring", daemon=True
        ).start()

    @Slot()
    def _check_answer(self) -> None:
        try:
            is_found = self._answers.get_nowait()
        except Empty:
            return
        self._timer.stop()
        if is_found:
            self.found.emit()


def _run_search(find_key: Callable[[], bool], answers: "SimpleQueue[bool]") -> None:
    is_found = False
    try:
        is_found = find_key()
    finally:
        answers.put(is_found)
