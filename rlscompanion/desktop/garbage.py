"""Python's garbage collector, restricted to the thread of the window."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_MS = 2000
YOUNG, OLDER = 700, 10
"""New objects that make a collection due, and collections of the youngest that make one of the older due.

The oldest generation is never collected: with sixty years of nights in memory that takes half a second, and
nights hold no cycles.
"""


class WindowCollector(QObject):
    """Runs Python's garbage collector, only in the thread that created this object.

    It looks every LOOK_MS. A collection in another thread could free a Qt object of the window there, which
    crashes the process at once or later.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Collect garbage if enough objects have been made since the last time."""
        young, older, _ = gc.get_count()
        if young > YOUNG:
            gc.collect(1 if older > OLDER else 0)
