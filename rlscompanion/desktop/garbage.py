"""Running Python's garbage collector in the thread of the window only."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

COLLECTION_CHECK_MS = 2000
MOST_NEW_OBJECTS, MOST_YOUNG_COLLECTIONS = 700, 10
"""The numbers of new objects, and of collections, above which garbage is collected.

More than MOST_NEW_OBJECTS new objects start a collection. After more than MOST_YOUNG_COLLECTIONS collections,
the next collection includes older objects. The oldest objects are never included: with sixty years of nights
in memory, that would take half a second, and nights contain no reference cycles.
"""


class WindowCollector(QObject):
    """Runs Python's garbage collector, but only in the thread that created this object.

    Every COLLECTION_CHECK_MS milliseconds, this object checks whether a collection is due. A collection in
    another thread could free a Qt object of the window in that thread, which would crash the process.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=COLLECTION_CHECK_MS)
        self._timer.timeout.connect(self.collect_if_due)
        self._timer.start()

    @Slot()
    def collect_if_due(self) -> None:
        """Collect garbage if enough objects have been created since the last collection."""
        young, older, _ = gc.get_count()
        if young > MOST_NEW_OBJECTS:
            gc.collect(1 if older > MOST_YOUNG_COLLECTIONS else 0)
