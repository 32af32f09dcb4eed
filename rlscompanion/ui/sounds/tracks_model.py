"""Own audio as rows of a list."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from rlscompanion.domain.playlist import Playlist, Track
from rlscompanion.ui.widgets.measure_text import clock_text

Index = QModelIndex | QPersistentModelIndex


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


class TracksModel(QAbstractListModel):
    """The playlist; the track that sounds is marked."""

    def __init__(self) -> None:
        super().__init__()
        self._playlist = Playlist()
        self._sounding: object = None

    def show_list(self, playlist: Playlist, sounding: object) -> bool:
        """Show a list and the id of the track that sounds; whether rows came, went or moved."""
        self._sounding = sounding
        if [track.id for track in playlist.tracks] == [track.id for track in self._playlist.tracks]:
            self._playlist = playlist
            if playlist.tracks:
                self.dataChanged.emit(self.index(0), self.index(len(playlist.tracks) - 1))
            return False
        self.beginResetModel()
        self._playlist = playlist
        self.endResetModel()
        return True

    def track(self, row: int) -> Track:
        """The track in a row."""
        return self._playlist.tracks[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of tracks."""
        return 0 if parent.isValid() else len(self._playlist.tracks)

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
