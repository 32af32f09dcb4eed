"""The window that says why the app cannot start."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rlscompanion.ui.theme import DUSK, dress
from rlscompanion.ui.widgets.controls import button, display, label, show_on


class RefusalWindow(QWidget):
    """One plain sentence and a button to close."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.setWindowTitle("RLS Companion")
        dress(self, DUSK)
        self.resize(640, 300)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(40, 36, 40, 32)
        lines.addWidget(label("It cannot start yet", "title"))
        lines.addSpacing(14)
        why = display("Problem", "cue", wrap=True)
        why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show_on(why, sentence)
        lines.addWidget(why)
        lines.addStretch(1)
        close = button("Close", "Close", "primary")
        close.clicked.connect(self.close)
        lines.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()
