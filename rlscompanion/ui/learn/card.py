"""One topic on the Learn page: its title, and in a line what there is to say."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from rlscompanion.domain.learning import Article
from rlscompanion.ui.theme import TARGET
from rlscompanion.ui.widgets.boxes import filled
from rlscompanion.ui.widgets.controls import identified, label

MARGIN = 14

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class TopicCard(QPushButton):
    """Opens an article by a click, Enter or Space; arrows are for the page, which knows the other cards."""

    chosen = Signal(str)
    arrow_pressed = Signal(object)

    def __init__(self, article: Article) -> None:
        super().__init__()
        self.article = article
        identified(self, article.title)
        self.setAccessibleDescription(article.summary)
        self.setProperty("role", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self._lines = filled(
            QVBoxLayout(self), spacing=2, margins=(MARGIN + 4, MARGIN - 2, MARGIN + 4, MARGIN - 2)
        )
        for text, role in ((article.title, "card-title"), (article.summary, "small")):
            line = label(text, role, wrap=True)
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._lines.addWidget(line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._choose)

    def sizeHint(self) -> QSize:
        """Room for the lines."""
        hint = self._lines.sizeHint()
        return QSize(hint.width(), self.heightForWidth(hint.width()))

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word."""
        return QSize(self._lines.minimumSize().width(), TARGET)

    def hasHeightForWidth(self) -> bool:
        """Fewer pixels across make more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines that a width makes."""
        return max(TARGET, self._lines.totalHeightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; arrows are passed on."""
        if event.key() in _ARROWS:
            self.arrow_pressed.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        self.chosen.emit(self.article.key)
