"""A text field for a passphrase, whose characters are hidden."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from rlscompanion.ui.theme import LEAST_PRESS_PIXELS
from rlscompanion.ui.widgets.controls import set_identifier


class PassphraseField(QLineEdit):
    """A text field that shows a dot for each character, and forbids input methods to store the text."""

    def __init__(self, identifier: str) -> None:
        super().__init__()
        set_identifier(self, identifier)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setMinimumHeight(LEAST_PRESS_PIXELS)
