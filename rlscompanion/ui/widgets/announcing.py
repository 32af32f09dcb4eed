"""Saying to a screen reader what has changed while the focus stays where it is."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(about: QWidget, sentence: str) -> None:
    """Have a screen reader, if one listens, say a sentence once it has finished what it is saying."""
    if sentence:
        post(QAccessibleAnnouncementEvent(about, sentence))


def post(event: QAccessibleAnnouncementEvent) -> None:
    """Hand an announcement to the screen reader."""
    QAccessible.updateAccessibility(event)
