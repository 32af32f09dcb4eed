"""The one line that asks, now and then, whether anything is new about one's health."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from rlscompanion.bedtime.safety_screen import SafetyScreen
from rlscompanion.ui.widgets.controls import button, label


class HealthLine(QFrame):
    """Shows itself only when it is time to ask. *No* is enough for a while; *Yes* leads to the questions."""

    something_new = Signal()

    def __init__(self, safety: SafetyScreen) -> None:
        super().__init__()
        self._safety = safety
        self.setProperty("role", "banner")
        no = button("No", "Nothing new")
        no.setAccessibleName("No, nothing new")
        no.clicked.connect(self._say_no)
        yes = button("Yes", "Something new")
        yes.setAccessibleName("Yes, something new")
        yes.clicked.connect(self.something_new)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 10, 8)
        row.setSpacing(12)
        row.addWidget(label("Anything new about your health?", "soft", wrap=True), 1)
        row.addWidget(no)
        row.addWidget(yes)
        safety.changed.connect(self.follow)
        self.hide()

    @Slot()
    def follow(self) -> None:
        """Be there while it is time to ask."""
        self.setVisible(self._safety.is_due)

    @Slot()
    def _say_no(self) -> None:
        self._safety.say_nothing_new()
