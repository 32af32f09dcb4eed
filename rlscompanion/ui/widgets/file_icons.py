"""Icons for file dialogs: line drawings in a colour of the window's theme."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QFileInfo, QPointF, QRectF, Qt
from PySide6.QtGui import QAbstractFileIconProvider, QColor, QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget

ICON_SIDE = 48
"""The side in pixels of the square that an icon is drawn in; Qt then shrinks the icon."""

_BACK_ARROW = [QPointF(14, 5), QPointF(7, 12), QPointF(14, 19)]
_FORWARD_ARROW = [QPointF(10, 5), QPointF(17, 12), QPointF(10, 19)]
_UP_ARROW = [QPointF(5, 14), QPointF(12, 7), QPointF(19, 14)]


def _draw_folder(painter: QPainter) -> None:
    painter.drawPolyline([QPointF(3, 7), QPointF(3, 5), QPointF(9, 5), QPointF(11, 7)])
    painter.drawRoundedRect(QRectF(3, 7, 18, 12), 1.5, 1.5)


def _draw_file(painter: QPainter) -> None:
    painter.drawPolyline(
        [QPointF(14, 3), QPointF(6, 3), QPointF(6, 21), QPointF(18, 21), QPointF(18, 7), QPointF(14, 3)]
    )
    painter.drawPolyline([QPointF(14, 3), QPointF(14, 7), QPointF(18, 7)])


def _draw_computer(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(4, 5, 16, 11), 1.5, 1.5)
    painter.drawLine(QPointF(8, 20), QPointF(16, 20))


def _draw_back(painter: QPainter) -> None:
    painter.drawPolyline(_BACK_ARROW)


def _draw_forward(painter: QPainter) -> None:
    painter.drawPolyline(_FORWARD_ARROW)


def _draw_up(painter: QPainter) -> None:
    painter.drawPolyline(_UP_ARROW)


def _draw_new_folder(painter: QPainter) -> None:
    _draw_folder(painter)
    painter.drawLine(QPointF(12, 10), QPointF(12, 16))
    painter.drawLine(QPointF(9, 13), QPointF(15, 13))


_BUTTON_DRAWINGS: Mapping[str, Callable[[QPainter], None]] = {
    "backButton": _draw_back,
    "forwardButton": _draw_forward,
    "toParentButton": _draw_up,
    "newFolderButton": _draw_new_folder,
}
"""Maps the object name of a button in Qt's file dialog to the function that draws the button's icon."""

_HIDDEN_BUTTONS = ("listModeButton", "detailModeButton")


class FileIcons(QAbstractFileIconProvider):
    """Gives a file dialog the icons of folders, files and drives, all in one colour."""

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        self._folder, self._file, self._computer = (
            drawn_icon(draw, colour) for draw in (_draw_folder, _draw_file, _draw_computer)
        )

    def icon(self, what: QAbstractFileIconProvider.IconType | QFileInfo) -> QIcon:
        """The icon for this file or folder, or for a kind of location such as a drive."""
        kinds = QAbstractFileIconProvider.IconType
        if isinstance(what, QFileInfo):
            return self._folder if what.isDir() else self._file
        if what in (kinds.Computer, kinds.Desktop, kinds.Network, kinds.Drive):
            return self._computer
        return self._file if what is kinds.File else self._folder


def drawn_icon(draw: Callable[[QPainter], None], colour: QColor) -> QIcon:
    """Create an icon; `draw` paints its lines, in this colour, in a box of 24 by 24 units."""
    picture = QPixmap(ICON_SIDE, ICON_SIDE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ICON_SIDE / 24, ICON_SIDE / 24)
    painter.setPen(
        QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    draw(painter)
    painter.end()
    return QIcon(picture)


def accent_colour(window: QWidget) -> QColor:
    """The accent colour of the theme of a window."""
    return window.window().palette().color(QPalette.ColorRole.Accent)


def set_icons(dialog: QFileDialog, icons: FileIcons, colour: QColor) -> None:
    """Use `icons` in one of Qt's own file dialogs, and drawn icons in this colour on the dialog's buttons.

    The caller must keep `icons`, because the dialog does not own them.
    """
    dialog.setIconProvider(icons)
    for each in dialog.findChildren(QToolButton):
        if each.objectName() in _BUTTON_DRAWINGS:
            each.setIcon(drawn_icon(_BUTTON_DRAWINGS[each.objectName()], colour))
        elif each.objectName() in _HIDDEN_BUTTONS:
            each.hide()
