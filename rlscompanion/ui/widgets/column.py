"""A page's content in one column that scrolls when the window or the text leaves no room."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

DESIGNED_FONT_PIXELS = 17


class CentredColumn(QScrollArea):
    """Content in the middle of the page, at most `width` pixels wide at the designed text size."""

    def __init__(self, content: QWidget, width: int, margin: int = 24) -> None:
        super().__init__()
        self._content, self._width = content, width
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(margin, 0, margin, 0)
        row.addStretch(1)
        row.addWidget(content, 1000)
        row.addStretch(1)
        self.setWidget(page)
        self._fit_text()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_text()

    def _fit_text(self) -> None:
        scale = max(1.0, self.fontInfo().pixelSize() / DESIGNED_FONT_PIXELS)
        self._content.setMaximumWidth(round(self._width * scale))
