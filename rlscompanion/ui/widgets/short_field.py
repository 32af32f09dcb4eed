"""A text field for a short text: a number, a date or a word."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from rlscompanion.ui.theme import LEAST_PRESS_PIXELS
from rlscompanion.ui.widgets.controls import set_identifier

FIELD_PIXELS_BESIDE_TEXT = 44
"""The width of a short field beyond its text: its frame and its inner margins, in pixels."""


class ShortField(QLineEdit):
    """A text field that is wide enough for `characters` digits, at any text size."""

    def __init__(self, identifier: str, hint: str, characters: int = 7) -> None:
        super().__init__()
        self._characters = characters
        set_identifier(self, identifier)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The preferred size in pixels: wide enough for its number of digits, and high enough to press."""
        widest = self.fontMetrics().horizontalAdvance("0" * self._characters)
        return QSize(widest + FIELD_PIXELS_BESIDE_TEXT, max(LEAST_PRESS_PIXELS, super().sizeHint().height()))
