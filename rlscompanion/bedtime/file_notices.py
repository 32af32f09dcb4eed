"""Notices to the person about own audio files that are damaged, missing, or already in the list."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from rlscompanion.domain.playlist import Playlist, Track

MAX_SHOWN_SENTENCES = 3
"""The most sentences that are shown in full; further sentences are only counted."""


class FileNotices(QObject):
    """Collects sentences about audio files: one for each unplayable track, and those of the last search.

    A track's sentence is dropped when the track leaves the list or can be played again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._by_track: dict[UUID, str] = {}
        self._of_search: list[str] = []
        self._repeated: list[Track] = []

    @property
    def text(self) -> str:
        """All sentences to show, one per line; empty if there are none.

        Sentences beyond MAX_SHOWN_SENTENCES are not shown but counted.
        """
        sentences = [*self._by_track.values(), *self._of_search]
        if len(self._repeated) == 1:
            sentences.insert(0, f"“{self._repeated[0].title}” is in the list already.")
        elif self._repeated:
            sentences.insert(0, f"{len(self._repeated)} of these files are in the list already.")
        lines, more = sentences[:MAX_SHOWN_SENTENCES], len(sentences) - MAX_SHOWN_SENTENCES
        if more > 0:
            lines.append("One more file has a problem." if more == 1 else f"{more} more files have problems.")
        return "\n".join(lines)

    def add(self, sentence: str, track_id: UUID | None = None) -> None:
        """Add a sentence about a track or, without `track_id`, about a file that is not in the list.

        A sentence about a track replaces an earlier sentence about the same track.
        """
        if track_id is None:
            self._of_search.append(sentence)
        else:
            self._by_track[track_id] = sentence
        self.changed.emit()

    def add_already_listed(self, tracks: Sequence[Track]) -> None:
        """Add a notice that these chosen files are already in the list."""
        if tracks:
            self._repeated.extend(tracks)
            self.changed.emit()

    def drop_search_sentences(self) -> None:
        """Drop the sentences of the last search, before a new search begins."""
        self._of_search.clear()
        self._repeated.clear()
        self.changed.emit()

    def drop_outdated(self, before: Playlist, after: Playlist) -> None:
        """Drop sentences about tracks that a change of the playlist removed or made playable again."""
        gone = [track_id for track_id in self._by_track if _is_outdated(track_id, before, after)]
        for track_id in gone:
            del self._by_track[track_id]
        if gone:
            self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Drop all sentences, because the person closed the notice."""
        self._by_track.clear()
        self.drop_search_sentences()


def _is_outdated(track_id: UUID, before: Playlist, after: Playlist) -> bool:
    was, now = before.track(track_id), after.track(track_id)
    return now is None or (was is not None and bool(was.unavailable) and not now.unavailable)
