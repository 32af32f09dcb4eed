"""The latest deletions, which Ctrl+Z restores: one list for all pages."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

MOST_KEPT = 50


@dataclass(frozen=True, eq=False)
class Deletion:
    """One deletion that can be undone: the name of what was deleted, and the call that restores it.

    `what` is a name such as "Sat 21 to Sun 22 Nov". `bring_back` raises Refusal, with the reason in plain
    words, if it cannot be restored now.
    """

    what: str
    bring_back: Callable[[], None]


class UndoList(QObject):
    """The latest deletions; the last one is restored first. Code that deletes something adds it here.

    `changed` is emitted after every change of the list; `brought_back` carries the name of what was
    restored.
    """

    changed = Signal()
    brought_back = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._deletions: list[Deletion] = []

    @property
    def latest(self) -> Deletion | None:
        """The deletion that `undo` would restore; None if there is none."""
        return self._deletions[-1] if self._deletions else None

    def add(self, deletion: Deletion) -> None:
        """Add a deletion that was just made; beyond MOST_KEPT, the oldest ones are dropped."""
        self._deletions = [*self._deletions, deletion][-MOST_KEPT:]
        self.changed.emit()

    def forget(self, deletion: Deletion) -> None:
        """Drop a deletion from the list that was undone elsewhere or can no longer be restored."""
        if deletion in self._deletions:
            self._deletions.remove(deletion)
            self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """Restore the latest deletion, if there is one. Raises Refusal, and then keeps it in the list."""
        deletion = self.latest
        if deletion is None:
            return
        deletion.bring_back()
        self.forget(deletion)
        self.brought_back.emit(deletion.what)
