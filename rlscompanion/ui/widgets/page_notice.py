"""A bar with a message and a button that closes the bar."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.boxes import in_row
from rlscompanion.ui.widgets.controls import button, display_label, show_text


class PageNotice(QFrame):
    """A bar with a message, a button that closes the bar, and any further `buttons`.

    The bar is hidden while the message is empty. A `plain` bar has no frame.
    """

    closed = Signal()

    def __init__(self, identifier: str, *buttons: QPushButton, plain: bool = False) -> None:
        super().__init__()
        self._said = display_label(identifier, "notice" if plain else "soft", wrap=True)
        close = button("×", f"Close {identifier.lower()}", "flat", pressed=self.closed)
        close.setProperty("bulk", "arrow")
        row = in_row((self._said, 1), *buttons, close, into=self, spacing=8)
        if not plain:
            self.setProperty("role", "banner")
            row.setContentsMargins(18, 5, 8, 5)
        self.hide()

    def show_message(self, text: str) -> None:
        """Show a message and let a screen reader say it; an empty message hides the bar."""
        if text == self._said.text():
            return
        show_text(self._said, text)
        self.setVisible(bool(text))
        if self.isVisible():
            announce(self, text)
