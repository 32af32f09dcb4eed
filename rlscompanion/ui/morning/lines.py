"""Fields of the diary for a clock time and for a count."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent

from rlscompanion.domain.clock_style import clock_at, clock_words
from rlscompanion.domain.diary_entry import whole_number
from rlscompanion.domain.items import TIME_HINT
from rlscompanion.domain.moment import parse_clock_time
from rlscompanion.ui.widgets.short_line import ShortLine

TIME_STEP, COUNT_STEP = 5, 1
"""Minutes by which the up and down keys move a clock time, and how much they add to a count."""

CHARACTERS = 8
"""Room for "11:40 pm"."""

HOW_TO_TYPE_A_TIME = "Type it as you like: 22:30, 2230 or 10.30 pm"


class SteppedLine(ShortLine):
    """A field whose value changes by a step with Up and Down; an unreadable text does not change."""

    def __init__(self, identifier: str, hint: str, nudged: Callable[[str, int], str]) -> None:
        super().__init__(identifier, hint, CHARACTERS)
        self._nudged = nudged

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up means later or more, Down earlier or fewer."""
        ways = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.setText(self._nudged(self.text(), way))


class TimeLine(SteppedLine):
    """A field for a clock time. When it loses the focus, it shows the time like 22:30 or 10:30 pm."""

    def __init__(self, identifier: str) -> None:
        super().__init__(identifier, TIME_HINT, nudged_time)
        self.setToolTip(HOW_TO_TYPE_A_TIME)
        self.editingFinished.connect(self.tidy)

    @Slot()
    def tidy(self) -> None:
        """Show a readable time as people of the place write it; other text stays as typed."""
        clock = parse_clock_time(self.text())
        if clock is not None and self.text() != (tidied := clock_words(clock)):
            self.setText(tidied)


class CountLine(SteppedLine):
    """A field for a whole number."""

    def __init__(self, identifier: str, hint: str) -> None:
        super().__init__(identifier, hint, nudged_count)


def nudged_time(text: str, way: int) -> str:
    """The clock time one step later (1) or earlier (-1), across midnight; other texts are unchanged."""
    clock = parse_clock_time(text)
    if clock is None:
        return text
    minutes = clock.hour * 60 + clock.minute + way * TIME_STEP
    return clock_at(minutes / 60)


def nudged_count(text: str, way: int) -> str:
    """The count plus one (1) or minus one (-1), at least 0; other texts are unchanged."""
    text = text.strip()
    if not text:
        return "0" if way > 0 else ""
    count = whole_number(text)
    return text if count is None else str(max(0, count + way * COUNT_STEP))
