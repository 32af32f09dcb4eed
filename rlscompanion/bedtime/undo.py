"""What was deleted last and can be brought back: one list for every page, behind Ctrl+Z."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

MOST_KEPT = 50


@dataclass(frozen=True, eq=False)
class Deletion:
    """Something deleted: what it is called, as in "Sat 21 to Sun 22 Nov", and what brings it back.

    `bring_back` raises Refusal, with the reason in plain words, where that cannot be done now.
    """

    what: str
    bring_back: Callable[[], None]


class UndoList(QObject):
    """Deletions, brought back the latest first. Whoever deletes something adds it here.

    `changed` follows every change of the list; `brought_back` tells what came back.
    """

    changed = Signal()
    brought_back = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._deletions: list[Deletion] = []

    @property
    def latest(self) -> Deletion | None:
        """What `undo` would bring back."""
        return self._deletions[-1] if self._deletions else None

    def add(self, deletion: Deletion) -> None:
        """Keep a deletion that was just made, until it is undone; the oldest of many are forgotten."""
        self._deletions = [*self._deletions, deletion][-MOST_KEPT:]
        self.changed.emit()

    def forget(self, deletion: Deletion) -> None:
        """Leave a deletion out that was undone elsewhere, or cannot be any more."""
        if deletion in self._deletions:
            self._deletions.remove(deletion)
            self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """Bring the latest deletion back, if there is one. Raises Refusal, and then keeps it."""
        deletion = self.latest
        if deletion is None:
            return
        deletion.bring_back()
        self.forget(deletion)
        self.brought_back.emit(deletion.what)
