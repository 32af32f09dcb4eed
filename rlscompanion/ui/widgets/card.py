"""A card: a large button with several lines of text, which wrap if the card is narrow."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from rlscompanion.ui.theme import LEAST_PRESS_PIXELS
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import set_up_button

CARD_MARGIN = 14


class Card(QPushButton):
    """A large button with several lines of text; a click anywhere on the card, Enter or Space presses it."""

    def __init__(self, identifier: str, *lines: QWidget, spacing: int = 2) -> None:
        super().__init__()
        set_up_button(self, identifier, "card")
        margins = (CARD_MARGIN + 4, CARD_MARGIN - 2, CARD_MARGIN + 4, CARD_MARGIN - 2)
        self._lines = in_column(*lines, into=self, spacing=spacing, margins=margins)
        for line in lines:
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """The preferred size in pixels, at which no line wraps."""
        hint = self._lines.sizeHint()
        return QSize(hint.width(), self.heightForWidth(hint.width()))

    def minimumSizeHint(self) -> QSize:
        """The least size in pixels: as wide as the longest word, and high enough to press."""
        return QSize(self._lines.minimumSize().width(), LEAST_PRESS_PIXELS)

    def hasHeightForWidth(self) -> bool:
        """True, since the lines of a narrower card wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the card at this width, in pixels."""
        return max(LEAST_PRESS_PIXELS, self._lines.totalHeightForWidth(width))
