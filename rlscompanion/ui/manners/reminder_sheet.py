"""The evening reminder as a dialog, for desktops that do not show notifications."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.evening_reminder import REMINDER_MESSAGE, REMINDER_TITLE, ReminderAnswer
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import button, label
from rlscompanion.ui.widgets.sheet import Sheet
from rlscompanion.ui.widgets.wrapping_row import WrappingRow


class ReminderSheet(Sheet):
    """The evening reminder: offers the same answers as the notification and emits `answered`.

    Closing the dialog without an answer counts as *In 15 minutes*.
    """

    answered = Signal(str)

    def __init__(self, over: QWidget) -> None:
        buttons = [
            button(each.value, each.value, "primary" if each is ReminderAnswer.START else "")
            for each in ReminderAnswer
        ]
        for made, each in zip(buttons, ReminderAnswer, strict=True):
            made.clicked.connect(partial(self._close_with, each))
        self._answered = ReminderAnswer.LATER
        lines = in_column(label(REMINDER_MESSAGE, "body", wrap=True), 8, WrappingRow(buttons), spacing=10)
        super().__init__(over, REMINDER_TITLE, lines, width=560)
        self.close_button.hide()
        buttons[0].setFocus()

    def done(self, result: int) -> None:
        """Close the dialog and emit the answer, no matter how the dialog is closed."""
        super().done(result)
        self.answered.emit(self._answered.value)

    def _close_with(self, answer: ReminderAnswer) -> None:
        self._answered = answer
        self.accept()
