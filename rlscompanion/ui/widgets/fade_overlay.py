"""A fade from the window's previous look to its present one."""

from PySide6.QtCore import QAbstractAnimation, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget


class FadeOverlay(QWidget):
    """A widget that covers its parent with a picture of the parent's previous look; the picture fades out.

    Mouse presses pass through to the parent. Each pixel changes evenly from its old colour to its new colour,
    so no pixel is ever brighter than both of these colours, or darker than both.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture = QPixmap()
        self._fading = QVariantAnimation(self)
        self._fading.setStartValue(1.0)
        self._fading.setEndValue(0.0)
        self._fading.valueChanged.connect(self._update_opacity)
        self._fading.finished.connect(self.end_fade)
        self.hide()

    @property
    def is_fading(self) -> bool:
        """Whether a fade is running now."""
        return self._fading.state() is QAbstractAnimation.State.Running

    @property
    def fade_seconds(self) -> float:
        """The length of the latest fade in seconds."""
        return self._fading.duration() / 1000

    def start_fade(self, picture: QPixmap, seconds: float) -> None:
        """Start to fade from `picture`, the parent's previous look, to its present look.

        `seconds` is the length of the fade.
        """
        self._fading.stop()
        self._picture = picture
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self._fading.setDuration(round(1000 * seconds))
        self._fading.start()

    def jump_to_share(self, share: float) -> None:
        """Jump to a point of the fade: share 0 is its beginning, share 1 its end."""
        self._fading.setCurrentTime(round(share * self._fading.duration()))

    @Slot()
    def end_fade(self) -> None:
        """End the fade now; the parent's present look is then fully visible."""
        self._fading.stop()
        self._picture = QPixmap()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture of the previous look, more transparent the longer the fade has lasted."""
        painter = QPainter(self)
        painter.setOpacity(float(self._fading.currentValue()))
        painter.drawPixmap(self.rect(), self._picture)

    @Slot()
    def _update_opacity(self) -> None:
        self.update()
