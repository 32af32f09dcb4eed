"""The dialog that asks what closing the window does while a sound plays."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.preferences import ClosingChoice
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import button, label
from rlscompanion.ui.widgets.sheet import Sheet
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

TITLE = "Keep playing?"
WHAT_CLOSING_DOES = (
    "Your sound can go on while the window is closed, until its timer ends it. "
    "To see the window again, start RLS Companion again. You can change this answer in Settings."
)


class ClosingSheet(Sheet):
    """Offers two answers and emits `chosen` with the one pressed. *Cancel* leaves the window open."""

    chosen = Signal(object)

    def __init__(self, over: QWidget) -> None:
        keep = button("Keep playing", "Keep playing", "primary", pressed=self._keep)
        stop = button("Stop and quit", "Stop and quit", pressed=self._stop)
        lines = in_column(
            label(WHAT_CLOSING_DOES, "body", wrap=True), 8, WrappingRow((keep, stop)), spacing=10
        )
        super().__init__(over, TITLE, lines, width=560)
        self.close_button.setText("Cancel")
        keep.setFocus()

    @Slot()
    def _keep(self) -> None:
        self._answer(ClosingChoice.KEEP_PLAYING)

    @Slot()
    def _stop(self) -> None:
        self._answer(ClosingChoice.STOP)

    def _answer(self, choice: ClosingChoice) -> None:
        self.accept()
        self.chosen.emit(choice)
