"""Key, wheel and mouse events as real devices send them."""

import warnings

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

X11_OFFSET = 8
NONE = Qt.KeyboardModifier.NoModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


def send_key(
    window: QWidget,
    key: int,
    text: str = "",
    modifiers: Qt.KeyboardModifier = NONE,
    code: int = 0,
    repeats: int = 0,
) -> None:
    """Press a key in the focused widget, repeat it this many times, and release it.

    `code` is Linux's code of the key, 2 for the one that says 1 on an American keyboard.
    """
    sent_code = code + X11_OFFSET if code else 0
    kinds = [QEvent.Type.KeyPress] * (1 + repeats) + [QEvent.Type.KeyRelease]
    for sent, kind in enumerate(kinds):
        is_repeat = 0 < sent <= repeats
        event = QKeyEvent(kind, key, modifiers, sent_code, 0, 0, text, is_repeat)
        QApplication.sendEvent(window.focusWidget() or window, event)


def turn_wheel(over: QWidget, notches: int) -> None:
    """Turn the wheel over the centre of a widget's visible part; up if positive."""
    window = over.window()
    handle = window.windowHandle()
    assert handle is not None
    point = over.mapTo(window, over.visibleRegion().boundingRect().center())
    QTest.wheelEvent(handle, QPointF(point), QPoint(0, 120 * notches))
    QApplication.processEvents()


def double_click(on: QWidget) -> None:
    """Double-click at a widget's position; the second click goes to whatever the first one opens there."""
    window = on.window()
    handle = window.windowHandle()
    assert handle is not None
    QTest.mouseDClick(handle, Qt.MouseButton.LeftButton, NONE, on.mapTo(window, on.rect().center()))
    QApplication.processEvents()


def drop(data: QMimeData, onto: QWidget) -> bool:
    """Drag something over a widget and drop it if accepted; return whether it was."""
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
