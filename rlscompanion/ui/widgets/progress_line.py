"""A progress bar for long work, with a button to cancel the work."""

from PySide6.QtWidgets import QProgressBar, QWidget

from rlscompanion.ui.widgets.boxes import in_row
from rlscompanion.ui.widgets.controls import PressReceiver, button, set_identifier

PROGRESS_BAR_STEPS = 1000
PROGRESS_BAR_WIDTH = 420


class ProgressLine(QWidget):
    """A progress bar and a button *Cancel*, visible only while work is in progress."""

    def __init__(self, cancelled: PressReceiver) -> None:
        super().__init__()
        self._bar = QProgressBar()
        set_identifier(self._bar, "Progress")
        self._bar.setRange(0, PROGRESS_BAR_STEPS)
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(PROGRESS_BAR_WIDTH)
        self.cancel_button = button("Cancel", "Cancel", pressed=cancelled)
        in_row((self._bar, 1), self.cancel_button, into=self, spacing=14).addStretch(0)
        self.hide()

    def show_progress(self, share: float | None) -> None:
        """Show which share of the work is done, from 0 to 1; None hides the progress bar and *Cancel*."""
        self._bar.setValue(round(PROGRESS_BAR_STEPS * (share or 0.0)))
        self.setVisible(share is not None)
