"""Reads the log in batches, so that the window stays responsive even with sixty years of nights."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rlscompanion.domain.refusal import Refusal

NIGHTS_PER_BATCH = 120
"""The number of nights read at a time, which takes a few hundredths of a second."""


class NightReader(QObject):
    """Reads all nights, the latest first: the first batch at once, the others one by one in the event loop.

    `read` is `SleepLog.nights` or `summaries`: it returns at least the given number of nights, in whole
    evenings, from before an evening on (None: from the latest). Emits `batch_read` with each batch, then
    `finished`; or `failed` with a sentence if the log cannot be read. A new start cancels the previous one.
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
        """Start reading at the latest night; this cancels an earlier start."""
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
