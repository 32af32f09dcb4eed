"""Own audio as rows of a list."""

from typing import Any

from PySide6.QtCore import Qt

from rlscompanion.domain.playlist import Playlist, Track
from rlscompanion.ui.widgets.arranged_rows import ArrangedRows, Index
from rlscompanion.ui.widgets.measure_text import clock_text


def track_text(track: Track) -> str:
    """A track in one line: title, artist, length, and why it cannot be played if it cannot."""
    parts = [track.title]
    if track.artist:
        parts.append(track.artist)
    if track.unavailable:
        parts.append(track.unavailable)
    elif track.loop:
        parts.append("loops")
    elif track.seconds is not None:
        parts.append(clock_text(track.seconds))
    return "  ·  ".join(parts)


class TracksModel(ArrangedRows):
    """The playlist, by the ids of its tracks; the track that sounds is marked."""

    def __init__(self) -> None:
        super().__init__()
        self._playlist = Playlist()
        self._sounding: object = None

    def show_list(self, playlist: Playlist, sounding: object) -> None:
        """Show a list and the id of the track that sounds."""
        with self.showing([track.id for track in playlist.tracks]):
            self._playlist, self._sounding = playlist, sounding

    def track(self, row: int) -> Track:
        """The track in a row."""
        return self._playlist.tracks[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a row, with a mark before the track that sounds."""
        track = self._playlist.tracks[index.row()]
        mark = "▸ " if track.id == self._sounding else "    "
        if role == Qt.ItemDataRole.DisplayRole:
            return mark + track_text(track)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return track_text(track)
        if role == Qt.ItemDataRole.ToolTipRole:
            return track.path
        return None
