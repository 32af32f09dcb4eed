"""Python's garbage collector, restricted to the thread of the window."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

CHECK_MS = 2000
YOUNG_OBJECTS, YOUNG_COLLECTIONS = 700, 10
"""The number of new objects that make a collection due, and of collections until one covers older objects.

The oldest generation is never collected: with sixty years of nights in memory that takes half a second, and
nights hold no cycles.
"""


class WindowCollector(QObject):
    """Runs Python's garbage collector, only in the thread that created this object.

    Every CHECK_MS it checks whether a collection is due. A collection in another thread could free a Qt
    object of the window there, which crashes the process at once or later.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=CHECK_MS)
        self._timer.timeout.connect(self.collect_if_due)
        self._timer.start()

    @Slot()
    def collect_if_due(self) -> None:
        """Collect garbage if enough objects have been made since the last time."""
        young, older, _ = gc.get_count()
        if young > YOUNG_OBJECTS:
            gc.collect(1 if older > YOUNG_COLLECTIONS else 0)
