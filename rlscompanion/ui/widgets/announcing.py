"""Speaking a sentence through the screen reader while the keyboard focus stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleAnnouncementEvent
    from PySide6.QtWidgets import QWidget


def announce(about: QWidget, sentence: str) -> None:
    """Let the screen reader say a sentence, after what the screen reader is saying now.

    `about` is the widget that the sentence concerns. Nothing happens if no screen reader is running.
    """
    from PySide6.QtGui import QAccessibleAnnouncementEvent  # here, since no start says anything

    if sentence:
        send_announcement(QAccessibleAnnouncementEvent(about, sentence))


def send_announcement(event: QAccessibleAnnouncementEvent) -> None:
    """Pass an announcement event to the screen reader."""
    from PySide6.QtGui import QAccessible

    QAccessible.updateAccessibility(event)
