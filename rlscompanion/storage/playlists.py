"""The playlist of the person's own audio files, stored in the sleep log."""

from uuid import UUID, uuid4

from rlscompanion.domain.playlist import Playlist, Track
from rlscompanion.storage.database import fetch_rows, read_transaction, transaction, upsert_sql
from rlscompanion.storage.part import LogPart
from rlscompanion.storage.table_mapping import TableMapping

_TRACKS = TableMapping("tracks", Track, loop="loops")
_COLUMNS = ("ordinal", *_TRACKS.columns)
_READ_TRACKS = f"SELECT {', '.join(_COLUMNS)} FROM tracks WHERE playlist_id = ? ORDER BY ordinal, rowid"
_WRITE_TRACK = upsert_sql("tracks", (*_COLUMNS, "playlist_id"), ("id",))
_READ_LIST = "SELECT id, current_track_id, repeats FROM playlists ORDER BY created_utc, rowid LIMIT 1"
_WRITE_LIST = upsert_sql("playlists", ("id", "current_track_id", "repeats"), ("id",))


class SqlitePlaylists(LogPart):
    """Reads and writes the playlist of the person's own audio files; a sleep log has only one playlist."""

    def load(self) -> Playlist:
        """Read the playlist; it is empty until it is first saved."""
        with read_transaction(self._connection):
            found = fetch_rows(self._connection, _READ_LIST)
            if not found:
                return Playlist()
            list_id, current, repeats = found[0]
            tracks = fetch_rows(self._connection, _READ_TRACKS, (list_id,))
            return Playlist(
                tracks=tuple(_TRACKS.read([row[1:] for row in tracks])),
                current=UUID(current) if current else None,
                repeat=bool(repeats),
            )

    def save(self, playlist: Playlist) -> None:
        """Write the whole playlist. Unchanged rows are not rewritten, so that long playlists cost little."""
        current = playlist.current if playlist.index_of(playlist.current) is not None else None
        with transaction(self._connection):
            now = self._now().utc
            found = fetch_rows(self._connection, _READ_LIST)
            list_id = found[0][0] if found else str(uuid4())
            self._connection.execute(
                _WRITE_LIST,
                (list_id, str(current) if current else None, int(playlist.repeat), now, now),
            )
            self._write_tracks(playlist, list_id, now)

    def _write_tracks(self, playlist: Playlist, list_id: str, now: int) -> None:
        old = {row[1]: row for row in fetch_rows(self._connection, _READ_TRACKS, (list_id,))}
        wanted = [(ordinal, *_TRACKS.row(track)) for ordinal, track in enumerate(playlist.tracks)]
        gone = old.keys() - {row[1] for row in wanted}
        self._connection.executemany("DELETE FROM tracks WHERE id = ?", [(track_id,) for track_id in gone])
        self._connection.executemany(
            _WRITE_TRACK, [(*row, list_id, now, now) for row in wanted if old.get(str(row[1])) != row]
        )
