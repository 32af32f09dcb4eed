"""Events of own audio's threads, delivered in the app's thread."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from rlscompanion.domain.playlist import Chapter


class TrackNews(QObject):
    """Receives events of own audio in any thread and emits them as signals in the app's thread."""

    started = Signal(object)
    opened = Signal(object, object)
    measured = Signal(object, float)
    finished = Signal(object)
    unavailable = Signal(object, str)
    cut_short = Signal(object, str)
    list_ended_ = Signal()

    def track_started(self, track_id: UUID) -> None:
        """A track has started."""
        self.started.emit(track_id)

    def track_opened(self, track_id: UUID, chapters: Sequence[Chapter]) -> None:
        """A track has been opened."""
        self.opened.emit(track_id, tuple(chapters))

    def track_measured(self, track_id: UUID, seconds: float) -> None:
        """A track has been read to its end, so that its length is known."""
        self.measured.emit(track_id, seconds)

    def track_finished(self, track_id: UUID) -> None:
        """A track has ended."""
        self.finished.emit(track_id)

    def track_unavailable(self, track_id: UUID, sentence: str) -> None:
        """A track cannot be played."""
        self.unavailable.emit(track_id, sentence)

    def track_cut_short(self, track_id: UUID, sentence: str) -> None:
        """A track is damaged and ends early."""
        self.cut_short.emit(track_id, sentence)

    def list_ended(self) -> None:
        """The list has ended."""
        self.list_ended_.emit()
