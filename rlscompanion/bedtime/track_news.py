"""What the threads of own audio tell, brought to the thread of the app."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from rlscompanion.domain.playlist import Chapter


class TrackNews(QObject):
    """Brings what other threads tell to the thread of the app."""

    started = Signal(object)
    opened = Signal(object, object)
    measured = Signal(object, float)
    finished = Signal(object)
    unavailable = Signal(object, str)
    cut_short = Signal(object, str)
    list_ended_ = Signal()

    def track_started(self, track_id: UUID) -> None:
        """A track has begun to be heard."""
        self.started.emit(track_id)

    def track_opened(self, track_id: UUID, chapters: Sequence[Chapter]) -> None:
        """A track has been opened."""
        self.opened.emit(track_id, tuple(chapters))

    def track_measured(self, track_id: UUID, seconds: float) -> None:
        """A track has been read to its true end."""
        self.measured.emit(track_id, seconds)

    def track_finished(self, track_id: UUID) -> None:
        """A track has been heard to its end."""
        self.finished.emit(track_id)

    def track_unavailable(self, track_id: UUID, sentence: str) -> None:
        """A track cannot be played."""
        self.unavailable.emit(track_id, sentence)

    def track_cut_short(self, track_id: UUID, sentence: str) -> None:
        """A track is damaged and ends early."""
        self.cut_short.emit(track_id, sentence)

    def list_ended(self) -> None:
        """Nothing is left to be heard."""
        self.list_ended_.emit()
