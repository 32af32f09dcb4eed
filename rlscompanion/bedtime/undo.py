"""What can be undone: one list for all pages, for Ctrl+Z anywhere and for the *Undo* button of each page."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from rlscompanion.domain.refusal import Refusal

MAX_UNDOABLES = 200


@dataclass(frozen=True, eq=False)
class Undoable:
    """One deletion or change: its name, such as "Sat 21 to Sun 22 Nov", and the function that undoes it.

    `undo` raises Refusal, with the reason in plain words, if undoing is impossible now. `place` names the
    page, or the part of a page, that offers undoing. `undone_words` stand before the name in the sentence
    shown after undoing.
    """

    name: str
    undo: Callable[[], object]
    place: str
    undone_words: str = "Brought back"


class UndoList(QObject):
    """The deletions and changes that can be undone, the latest first.

    Code that deletes something adds an `Undoable` here. `changed` is emitted after every change of the list.
    `undone` carries a sentence about what was undone; `refused` carries a sentence on why undoing is
    impossible now.
    """

    changed = Signal()
    undone = Signal(str)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._list: list[Undoable] = []

    @property
    def latest(self) -> Undoable | None:
        """The deletion or change that `undo` would undo; None if there is none."""
        return self._list[-1] if self._list else None

    def latest_of(self, place: str) -> Undoable | None:
        """The deletion or change that `undo` would undo, if this place offers it; else None."""
        return self.latest if self.latest is not None and self.latest.place == place else None

    def add(self, undoable: Undoable) -> None:
        """Add a deletion or change; if there are more than MAX_UNDOABLES, the oldest is dropped."""
        self._list = [*self._list, undoable][-MAX_UNDOABLES:]
        self.changed.emit()

    def forget(self, undoable: Undoable) -> None:
        """Drop a deletion or change that can no longer be undone."""
        self._keep([each for each in self._list if each is not undoable])

    def forget_place(self, place: str) -> None:
        """Drop all deletions and changes that a place offers to undo."""
        self._keep([each for each in self._list if each.place != place])

    def _keep(self, kept: list[Undoable]) -> None:
        if len(kept) < len(self._list):
            self._list = kept
            self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """Undo the latest deletion or change, if any; if undoing fails, it stays in the list."""
        latest = self.latest
        if latest is None:
            return
        try:
            latest.undo()
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return
        self.forget(latest)
        self.undone.emit(f"{latest.undone_words}: {latest.name}.")
