"""A queue of changes that wait to be written to the log; the screen shows them even before."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rlscompanion.domain.refusal import Refusal

WRITE_RETRY_MS = 5000
"""Milliseconds until a failed write is retried."""

CHANGES_WAIT = "Carry on as usual. What you do now is kept in memory and saved as soon as possible."

log = logging.getLogger(__name__)


def _nothing() -> None:
    pass


class _Write(NamedTuple):
    carry_out: Callable[[], None]
    when_done: Callable[[], None]


class PendingWrites(QObject):
    """A queue of writes to the log, carried out in order in one transaction.

    If the log cannot be written, the writes stay in the queue. `trouble_met` reports this once, and all are
    tried again with the next write and every few seconds. `caught_up` is emitted when the queue is empty
    again. `open_transaction` raises Refusal if the log cannot be written.
    """

    trouble_met = Signal(str)
    caught_up = Signal()

    def __init__(
        self, open_transaction: Callable[[], AbstractContextManager[None]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_transaction = open_transaction
        self._writes: dict[Hashable, _Write] = {}
        self._is_held = self._is_refused = False
        self._retry = QTimer(self, singleShot=True, interval=WRITE_RETRY_MS)
        self._retry.timeout.connect(self.flush)

    @property
    def is_empty(self) -> bool:
        """Whether the queue is empty."""
        return not self._writes

    def add(
        self,
        key: Hashable,
        carry_out: Callable[[], None],
        when_done: Callable[[], None] = _nothing,
        *,
        at_end: bool = False,
    ) -> None:
        """Put a write (`carry_out`) into the queue, and write at once if possible.

        `when_done` is called after the write. If a write with the same key is waiting, the new write replaces
        it: at the same position in the queue or, with `at_end`, at the end.
        """
        if at_end:
            self._writes.pop(key, None)
        self._writes[key] = _Write(carry_out, when_done)
        self.flush()

    @contextmanager
    def holding_back(self) -> Iterator[None]:
        """Hold back writes added inside this context until its end, so that no press waits for the disk."""
        if self._is_held:
            yield
            return
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
            self.flush()

    @Slot()
    def flush(self) -> bool:
        """Try to write everything in the queue. Returns whether the queue is empty afterwards."""
        while self._writes and not self._is_held:
            written = self._write_all()
            if written is None:
                self._retry.start()
                return False
            for key, write in written.items():
                if self._writes.get(key) is write:
                    del self._writes[key]
                write.when_done()
        if not self._writes and self._is_refused:
            self._is_refused = False
            self._retry.stop()
            self.caught_up.emit()
        return not self._writes

    def close(self) -> None:
        """Try to write once more before the log closes.

        The error log names the writes that still fail.
        """
        if not self.flush():
            log.error("the log closes without what waits: %s", ", ".join(map(str, self._writes)))
        self._retry.stop()

    def _write_all(self) -> dict[Hashable, _Write] | None:
        """Carry out the queue; return the writes done, or None if the log refused."""
        self._is_held, writes = True, dict(self._writes)
        on_hand: Hashable = None
        try:
            with self._open_transaction():
                for on_hand in writes:
                    writes[on_hand].carry_out()
        except Refusal as refusal:
            if not self._is_refused:
                self._is_refused = True
                self.trouble_met.emit(f"{refusal} {CHANGES_WAIT}")
            return None
        except Exception:
            if on_hand is None:
                raise
            # A fault of ours: one write that cannot be is not to keep the others out of the log for ever.
            log.exception("what was to be written under %s is lost", on_hand)
            self._writes.pop(on_hand, None)
            return {}
        finally:
            self._is_held = False
        return writes
