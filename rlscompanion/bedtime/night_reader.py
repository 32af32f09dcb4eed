"""Reads the log in batches, so that the window stays responsive even with sixty years of nights."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rlscompanion.domain.refusal import Refusal

NIGHTS_PER_BATCH = 120
"""The number of nights read at a time, which takes a few hundredths of a second."""


class NightReader(QObject):
    """Reads all nights in batches, the latest nights first.

    The first batch is read at once; later batches are read one by one in the event loop.

    `read` is `SleepLog.nights` or `SleepLog.summaries`. It gets a number and an evening, and returns the
    latest nights before this evening, at least as many as this number. With None as the evening, it starts at
    the latest night of all. `batch_read` is emitted with each batch, and `finished` at the end. If the log
    cannot be read, `failed` is emitted with a sentence.
    """

    batch_read = Signal(object)
    finished = Signal()
    failed = Signal(str)

    def __init__(
        self,
        read: Callable[[int, date | None], Sequence[Any]],
        batch: int = NIGHTS_PER_BATCH,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read_from, self._batch = read, batch
        self._reached: date | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._next)

    @property
    def is_reading(self) -> bool:
        """Whether batches are still being read."""
        return self._timer.isActive()

    def start(self) -> None:
        """Start reading at the latest night; reading that is still going on is cancelled."""
        self.stop()
        self._reached = None
        self._next()

    @Slot()
    def stop(self) -> None:
        """Stop reading."""
        self._timer.stop()

    @Slot()
    def _next(self) -> None:
        try:
            nights = self._read_from(self._batch, self._reached)
        except Refusal as refusal:
            self.failed.emit(str(refusal))
            return
        is_last = len(nights) < self._batch
        if not is_last:
            self._reached = nights[-1].evening
            self._timer.start(0)
        self.batch_read.emit(tuple(nights))
        if is_last:
            self.finished.emit()
