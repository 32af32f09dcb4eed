"""A message about the preset or track removed last on the sounds page, with the button *Undo*."""

from collections.abc import Callable

from PySide6.QtCore import Slot

from rlscompanion.bedtime.undo import Undoable, UndoList
from rlscompanion.ui.widgets.controls import button
from rlscompanion.ui.widgets.page_notice import PageNotice

SOUNDS_UNDO_PAGE = "Sounds"


class RemovalNotice(PageNotice):
    """Names the preset or track removed last on the sounds page; *Undo* or Ctrl+Z brings it back."""

    def __init__(self, undo: UndoList) -> None:
        super().__init__("Removed", button("Undo", "Undo", pressed=undo.undo))
        self._undo = undo
        self.closed.connect(self._forget)
        undo.changed.connect(self._show)
        self._show()

    def offer_undo(self, title: str, restore: Callable[[], None]) -> None:
        """Offer to undo the removal of a preset or track named `title`; `restore` does so."""
        self._undo.add(Undoable(f"“{title}”", restore, SOUNDS_UNDO_PAGE))

    @Slot()
    def _forget(self) -> None:
        self._undo.forget_place(SOUNDS_UNDO_PAGE)

    @Slot()
    def _show(self) -> None:
        latest = self._undo.latest_of(SOUNDS_UNDO_PAGE)
        self.show_message(f"Removed {latest.name}." if latest is not None else "")
