"""The latest removals from a list of the page, with *Undo*."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rlscompanion.ui.widgets.controls import button
from rlscompanion.ui.widgets.page_notice import PageNotice


class Removals(PageNotice):
    """Names the latest removal and offers *Undo*, also by Ctrl+Z on this page.

    Several removals are undone in reverse order.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__("Removed", button("Undo", "Undo", pressed=self.undo))
        self._removed: list[tuple[str, Callable[[], None]]] = []
        self.closed.connect(self.forget)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), page, self.undo)

    def offer(self, title: str, bring_back: Callable[[], None]) -> None:
        """Offer to undo a removal."""
        self._removed.append((title, bring_back))
        self._show()

    @Slot()
    def undo(self) -> None:
        """Undo the latest removal, if there is one."""
        if self._removed:
            _, bring_back = self._removed.pop()
            bring_back()
            self._show()

    @Slot()
    def forget(self) -> None:
        """Drop all removals."""
        self._removed.clear()
        self._show()

    def _show(self) -> None:
        self.tell(f"Removed “{self._removed[-1][0]}”." if self._removed else "")
