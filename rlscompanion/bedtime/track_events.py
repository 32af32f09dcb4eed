"""Passes events in the threads of own audio (the person's audio files) on to the main thread."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from rlscompanion.domain.playlist import Chapter


class TrackEvents(QObject):
    """Receives events of own audio in any thread, and emits signals for these events in the main thread."""

    started = Signal(object)
    opened = Signal(object, object)
    measured = Signal(object, float)
    finished = Signal(object)
    unavailable = Signal(object, str)
    cut_short = Signal(object, str)
    list_ended_ = Signal()

    def track_started(self, track_id: UUID) -> None:
        """Emit `started`, because a track has begun to play."""
        self.started.emit(track_id)

    def track_opened(self, track_id: UUID, chapters: Sequence[Chapter]) -> None:
        """Emit `opened` with the chapters of a track, because its file has been opened."""
        self.opened.emit(track_id, tuple(chapters))

    def track_measured(self, track_id: UUID, seconds: float) -> None:
        """Emit `measured` with the exact length of a track, because it was read to its end."""
        self.measured.emit(track_id, seconds)

    def track_finished(self, track_id: UUID) -> None:
        """Emit `finished`, because a track has played to its end."""
        self.finished.emit(track_id)

    def track_unavailable(self, track_id: UUID, sentence: str) -> None:
        """Emit `unavailable` with the reason why a track cannot be played."""
        self.unavailable.emit(track_id, sentence)

    def track_cut_short(self, track_id: UUID, sentence: str) -> None:
        """Emit `cut_short` with the reason why a damaged track ends early."""
        self.cut_short.emit(track_id, sentence)

    def list_ended(self) -> None:
        """Emit `list_ended_`, because the playlist has ended."""
        self.list_ended_.emit()
