"""Notices about files of own audio that are damaged, missing, or listed already."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from rlscompanion.domain.playlist import Playlist, Track

MOST_SHOWN = 3
"""How many sentences are shown in full; the others are counted."""


class FileNotices(QObject):
    """Sentences about files: one per track, dropped with the track, and those of the last search."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._by_track: dict[UUID, str] = {}
        self._of_search: list[str] = []
        self._repeated: list[Track] = []

    @property
    def text(self) -> str:
        """The sentences, one per line; empty if there are none."""
        sentences = [*self._by_track.values(), *self._of_search]
        if len(self._repeated) == 1:
            sentences.insert(0, f"“{self._repeated[0].title}” is in the list already.")
        elif self._repeated:
            sentences.insert(0, f"{len(self._repeated)} of these files are in the list already.")
        lines, more = sentences[:MOST_SHOWN], len(sentences) - MOST_SHOWN
        if more > 0:
            lines.append("One more file has a problem." if more == 1 else f"{more} more files have problems.")
        return "\n".join(lines)

    def tell(self, sentence: str, track_id: UUID | None = None) -> None:
        """Replace the sentence about a track, or add one about a file that is not in the list."""
        if track_id is None:
            self._of_search.append(sentence)
        else:
            self._by_track[track_id] = sentence
        self.changed.emit()

    def count_repeated(self, tracks: Sequence[Track]) -> None:
        """Report how many chosen files the list has already, and name some of them."""
        if tracks:
            self._repeated.extend(tracks)
            self.changed.emit()

    def forget_search(self) -> None:
        """Drop the sentences of the last search before a new one begins."""
        self._of_search.clear()
        self._repeated.clear()
        self.changed.emit()

    def follow(self, before: Playlist, after: Playlist) -> None:
        """Drop the sentences about tracks that have left the list or can be played again."""
        gone = [track_id for track_id in self._by_track if _is_settled(track_id, before, after)]
        for track_id in gone:
            del self._by_track[track_id]
        if gone:
            self.changed.emit()

    @Slot()
    def close_all(self) -> None:
        """Drop everything."""
        self._by_track.clear()
        self.forget_search()


def _is_settled(track_id: UUID, before: Playlist, after: Playlist) -> bool:
    was, now = before.track(track_id), after.track(track_id)
    return now is None or (was is not None and bool(was.unavailable) and not now.unavailable)
