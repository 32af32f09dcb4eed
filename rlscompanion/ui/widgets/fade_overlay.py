"""A fade from the window's previous look to its present one."""

from PySide6.QtCore import QAbstractAnimation, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget


class FadeOverlay(QWidget):
    """A widget that covers its parent with a picture of how it looked before, and fades out.

    Mouse presses pass through it. Each pixel changes straight from its old colour to its new one, so it is
    never brighter or darker than both of them.
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
    def seconds(self) -> float:
        """The length in seconds of the fade started last."""
        return self._fading.duration() / 1000

    def fade(self, picture: QPixmap, seconds: float) -> None:
        """Start to fade from this picture of the parent's previous look, within this many seconds."""
        self._fading.stop()
        self._picture = picture
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self._fading.setDuration(round(1000 * seconds))
        self._fading.start()

    def jump_to_share(self, share: float) -> None:
        """Jump to this point of the fade, from 0 (begin) to 1 (end)."""
        self._fading.setCurrentTime(round(share * self._fading.duration()))

    @Slot()
    def end_fade(self) -> None:
        """End the fade at once, so that the present look is visible."""
        self._fading.stop()
        self._picture = QPixmap()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture of the previous look, as opaque as the fade has left it."""
        painter = QPainter(self)
        painter.setOpacity(float(self._fading.currentValue()))
        painter.drawPixmap(self.rect(), self._picture)

    @Slot()
    def _update_opacity(self) -> None:
        self.update()
