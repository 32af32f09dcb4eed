"""Python's search for objects that hold each other, kept to the thread of the window."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_MS = 2000
YOUNG, OLDER = 700, 10
"""Objects made since the last search, and searches of the youngest since one of the older, that are enough.

All objects are never searched: with sixty years of nights in memory that stops the window for half a second,
and what is read holds no cycles.
"""


class WindowCollector(QObject):
    """Searches every LOOK_MS in the thread it was made in, and stops Python from doing so in any other.

    A search in the thread of the sound or the media keys may free a Qt object of the window there, which
    crashes the process now or later.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Search, if enough has been made since the last time."""
        young, older, _ = gc.get_count()
        if young > YOUNG:
            gc.collect(1 if older > OLDER else 0)
