"""Sentences that a screen reader says without a change of the keyboard focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleAnnouncementEvent
    from PySide6.QtWidgets import QWidget


def announce(about: QWidget, sentence: str) -> None:
    """Have a screen reader, if one is running, say this sentence once it has finished speaking.

    `about` is the widget that the sentence concerns.
    """
    from PySide6.QtGui import QAccessibleAnnouncementEvent  # here, since no start says anything

    if sentence:
        send_announcement(QAccessibleAnnouncementEvent(about, sentence))


def send_announcement(event: QAccessibleAnnouncementEvent) -> None:
    """Send this announcement event to the screen reader."""
    from PySide6.QtGui import QAccessible

    QAccessible.updateAccessibility(event)
