"""A check box whose text can wrap onto several lines."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.ui.widgets.boxes import in_row
from rlscompanion.ui.widgets.combo_box import CheckBox
from rlscompanion.ui.widgets.controls import label

BOX_TO_LABEL_PIXELS = 14
"""The pixels between a check box and its label."""


class WrappingCheckBox(QWidget):
    """A check box with a label that can wrap; a click on the label ticks or clears the check box."""

    toggled = Signal(bool)

    def __init__(self, text: str, identifier: str = "") -> None:
        super().__init__()
        self.box = CheckBox("", identifier or text)
        self.box.toggled.connect(self.toggled)
        words = label(text, "tick", wrap=True, buddy=self.box)
        # The box stands at the first of several lines, its words in the middle of one.
        words.setMinimumHeight(self.box.minimumSizeHint().height())
        in_row(
            (self.box, 0, Qt.AlignmentFlag.AlignVCenter), (words, 1), into=self, spacing=BOX_TO_LABEL_PIXELS
        )
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)

    @property
    def is_ticked(self) -> bool:
        """Whether the check box is ticked."""
        return self.box.isChecked()

    def tick(self, ticked: bool) -> None:
        """Tick the check box if `ticked`; otherwise clear it."""
        self.box.setChecked(ticked)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Treat a click on the label as a click on the check box."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.setFocus()
            self.box.click()
