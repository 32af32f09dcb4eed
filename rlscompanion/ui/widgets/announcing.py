"""Saying to a screen reader what has changed while the focus stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleAnnouncementEvent
    from PySide6.QtWidgets import QWidget


def announce(about: QWidget, sentence: str) -> None:
    """Have a screen reader, if one listens, say a sentence once it has finished what it is saying."""
    from PySide6.QtGui import QAccessibleAnnouncementEvent  # here, since no start says anything

    if sentence:
        post(QAccessibleAnnouncementEvent(about, sentence))


def post(event: QAccessibleAnnouncementEvent) -> None:
    """Hand an announcement to the screen reader."""
    from PySide6.QtGui import QAccessible

    QAccessible.updateAccessibility(event)
