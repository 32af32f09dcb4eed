"""Yes, no, or not said."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from rlscompanion.ui.widgets.controls import button, identified
from rlscompanion.ui.widgets.keys import letter_of


class Triple(QWidget):
    """Two buttons, of which at most one is down: a second press on it means that nothing is said.

    With the keyboard, Y and N answer and Delete takes the answer back.
    """

    answered = Signal()

    def __init__(self, identifier: str) -> None:
        super().__init__()
        identified(self, identifier)
        self._yes = button("Yes", f"{identifier}: yes", "answer")
        self._no = button("No", f"{identifier}: no", "answer")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for each in (self._yes, self._no):
            each.setCheckable(True)
            row.addWidget(each)
        self._yes.clicked.connect(self._say_yes)
        self._no.clicked.connect(self._say_no)

    @property
    def value(self) -> bool | None:
        """The answer, None while nothing is said."""
        if self._yes.isChecked():
            return True
        return False if self._no.isChecked() else None

    def set_value(self, value: bool | None) -> None:
        """Show an answer, or none."""
        self._yes.setChecked(value is True)
        self._no.setChecked(value is False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Y, N and Delete."""
        answers = {"Y": True, "N": False}
        letter = letter_of(event)
        if letter not in answers and event.key() != Qt.Key.Key_Delete:
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat():
            return
        self.set_value(answers.get(letter))
        self.answered.emit()

    @Slot()
    def _say_yes(self) -> None:
        self._only(self._no)

    @Slot()
    def _say_no(self) -> None:
        self._only(self._yes)

    def _only(self, other: QPushButton) -> None:
        other.setChecked(False)
        self.answered.emit()
