"""Announcing changes to a screen reader without moving the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleAnnouncementEvent
    from PySide6.QtWidgets import QWidget


def announce(about: QWidget, sentence: str) -> None:
    """Let a screen reader, if one is running, say a sentence after what it is saying now."""
    from PySide6.QtGui import QAccessibleAnnouncementEvent  # here, since no start says anything

    if sentence:
        post(QAccessibleAnnouncementEvent(about, sentence))


def post(event: QAccessibleAnnouncementEvent) -> None:
    """Send an announcement to the screen reader."""
    from PySide6.QtGui import QAccessible

    QAccessible.updateAccessibility(event)
