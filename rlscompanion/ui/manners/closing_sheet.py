"""The dialog that asks whether sound keeps playing when the window is closed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.preferences import ClosingChoice
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import button, label
from rlscompanion.ui.widgets.sheet import Sheet
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

CLOSING_TITLE = "Keep playing?"
CLOSING_EXPLANATION = (
    "Your sound can go on while the window is closed, until its timer ends it. "
    "To see the window again, start RLS Companion again. You can change this answer in Settings."
)


class ClosingSheet(Sheet):
    """Asks whether to keep playing or to stop and quit; emits `chosen` with the answer.

    *Cancel* emits nothing, and the window stays open.
    """

    chosen = Signal(object)

    def __init__(self, over: QWidget) -> None:
        keep = button("Keep playing", "Keep playing", "primary", pressed=self._choose_keep_playing)
        stop = button("Stop and quit", "Stop and quit", pressed=self._choose_stop)
        lines = in_column(
            label(CLOSING_EXPLANATION, "body", wrap=True), 8, WrappingRow((keep, stop)), spacing=10
        )
        super().__init__(over, CLOSING_TITLE, lines, width=560)
        self.close_button.setText("Cancel")
        keep.setFocus()

    @Slot()
    def _choose_keep_playing(self) -> None:
        self._close_with(ClosingChoice.KEEP_PLAYING)

    @Slot()
    def _choose_stop(self) -> None:
        self._close_with(ClosingChoice.STOP)

    def _close_with(self, choice: ClosingChoice) -> None:
        self.accept()
        self.chosen.emit(choice)
