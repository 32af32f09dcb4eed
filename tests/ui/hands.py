"""Sends key, wheel and mouse events as real devices send them."""

import warnings

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

X11_OFFSET = 8
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
KEYPAD_MODIFIER = Qt.KeyboardModifier.KeypadModifier


def send_key(
    window: QWidget,
    key: int,
    text: str = "",
    modifiers: Qt.KeyboardModifier = NO_MODIFIER,
    code: int = 0,
    repeats: int = 0,
) -> None:
    """Press a key in the focused widget, repeat the key this many times, and release it.

    `code` is Linux's code of the key, such as 2 for the key that says 1 on an American keyboard.
    """
    sent_code = code + X11_OFFSET if code else 0
    kinds = [QEvent.Type.KeyPress] * (1 + repeats) + [QEvent.Type.KeyRelease]
    for sent, kind in enumerate(kinds):
        is_repeat = 0 < sent <= repeats
        event = QKeyEvent(kind, key, modifiers, sent_code, 0, 0, text, is_repeat)
        QApplication.sendEvent(window.focusWidget() or window, event)


def turn_wheel(over: QWidget, notches: int) -> None:
    """Turn the wheel over the centre of a widget's visible part; positive notches turn it up."""
    window = over.window()
    handle = window.windowHandle()
    assert handle is not None
    point = over.mapTo(window, over.visibleRegion().boundingRect().center())
    QTest.wheelEvent(handle, QPointF(point), QPoint(0, 120 * notches))
    QApplication.processEvents()


def double_click(on: QWidget) -> None:
    """Double-click on a widget; if the first click opens something there, the second click goes to that."""
    window = on.window()
    handle = window.windowHandle()
    assert handle is not None
    QTest.mouseDClick(handle, Qt.MouseButton.LeftButton, NO_MODIFIER, on.mapTo(window, on.rect().center()))
    QApplication.processEvents()


def drag_and_drop(data: QMimeData, onto: QWidget) -> bool:
    """Drag data over a widget and drop it if the widget accepts; return whether the data was dropped."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():
        # Qt 6.12 calls this constructor deprecated; earlier ones have no other.
        warnings.simplefilter("ignore", DeprecationWarning)
        entered = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    entered.ignore()
    QApplication.sendEvent(onto, entered)
    if entered.isAccepted():
        QApplication.sendEvent(onto, QDropEvent(QPointF(5, 5), copy, data, left, none))
    return entered.isAccepted()
