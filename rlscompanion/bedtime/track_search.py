"""Searches files and folders for the person's own audio files."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from rlscompanion.bedtime.ports import TrackScanner


class TrackSearch(QObject):
    """Searches files and folders for audio tracks in a thread; results arrive in the main thread.

    `found` carries batches of tracks, and sentences about unreadable files. `make_scanner` is called at the
    first search.
    """

    found = Signal(object, object)
    ended = Signal()
    _scan_ended = Signal()

    def __init__(self, make_scanner: Callable[[], TrackScanner], parent: QObject) -> None:
        super().__init__(parent)
        self._make_scanner = make_scanner
        self._scanner: TrackScanner | None = None
        self._scans = 0
        self._scan_ended.connect(self._end)

    @property
    def is_on(self) -> bool:
        """Whether a search is running."""
        return self._scans > 0

    def start(self, paths: Sequence[str]) -> None:
        """Search these files and folders for audio tracks."""
        self._scans += 1
        if self._scanner is None:
            self._scanner = self._make_scanner()
        self._scanner.scan(tuple(paths), self.found.emit, self._scan_ended.emit)

    def close(self) -> None:
        """Stop searching."""
        if self._scanner is not None:
            self._scanner.close()

    @Slot()
    def _end(self) -> None:
        self._scans -= 1
        self.ended.emit()
