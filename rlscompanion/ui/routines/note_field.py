"""The note of a routine, in a few lines to type over."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

from rlscompanion.ui.widgets.controls import identified
from rlscompanion.ui.widgets.text_size import may_change_text

LINES = 3


class NoteField(QPlainTextEdit):
    """`finished` follows when one goes elsewhere. A file dropped on it is for the page."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        identified(self, "Note")
        self.setPlaceholderText("Note, shown at the first step")
        self.setProperty("bulk", "note")
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the typing is over."""
        super().focusOutEvent(event)
        self.finished.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Be as high as its lines."""
        super().changeEvent(event)
        if may_change_text(event):
            self.setFixedHeight(LINES * self.fontMetrics().lineSpacing() + 22)
