"""Buttons for choosing one of a few answers, or none."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from rlscompanion.ui.widgets.boxes import in_row
from rlscompanion.ui.widgets.controls import button, set_identifier
from rlscompanion.ui.widgets.keys import letter_of


class AnswerButtons(QWidget):
    """A row of buttons, one for each possible answer (value, text); at most one button is pressed down.

    A second press on the button that is down removes the answer. On the keyboard, Delete removes the answer,
    and the first letter of a button's text chooses that button.
    """

    answered = Signal()

    def __init__(self, identifier: str, options: Sequence[tuple[Any, str]]) -> None:
        super().__init__()
        set_identifier(self, identifier)
        self._keys = {text[0].lower(): value for value, text in options}
        self._buttons = {
            value: button(text, f"{identifier}: {text.lower()}", "answer") for value, text in options
        }
        row = in_row(into=self, spacing=6)
        for each in self._buttons.values():
            each.setCheckable(True)
            each.clicked.connect(self._follow_press)
            row.addWidget(each)

    @property
    def value(self) -> Any:
        """The value of the chosen answer; None if no button is pressed down."""
        return next((value for value, each in self._buttons.items() if each.isChecked()), None)

    def set_value(self, value: Any) -> None:
        """Press down the button with this value, without emitting `answered`; None releases all buttons."""
        for each, made in self._buttons.items():
            made.setChecked(each == value and value is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the answer whose text begins with the typed letter; on Delete, remove the answer."""
        letter = letter_of(event).lower()
        if event.key() != Qt.Key.Key_Delete and letter not in self._keys:
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat():
            return
        self.set_value(self._keys.get(letter))
        self.answered.emit()

    @Slot()
    def _follow_press(self) -> None:
        for each in self._buttons.values():
            if each is not self.sender():
                each.setChecked(False)
        self.answered.emit()


class YesNoButtons(AnswerButtons):
    """Two buttons, *Yes* (True) and *No* (False); at most one is pressed down."""

    def __init__(self, identifier: str) -> None:
        super().__init__(identifier, ((True, "Yes"), (False, "No")))
