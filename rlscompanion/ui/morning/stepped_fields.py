"""Text fields of the diary in which Up and Down change the value: a clock time or a whole number."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent

from rlscompanion.domain.clock_style import clock_text, clock_text_of_hours
from rlscompanion.domain.diary_entry import parse_whole_number
from rlscompanion.domain.items import CLOCK_TIME_HINT
from rlscompanion.domain.moment import parse_clock_time
from rlscompanion.ui.widgets.short_field import ShortField

TIME_STEP_MINUTES, COUNT_STEP = 5, 1
"""By how much Up and Down change a clock time (in minutes) and a whole number."""

STEPPED_FIELD_CHARACTERS = 8
"""Width of a stepped field in characters, enough for "11:40 pm"."""

HOW_TO_TYPE_A_TIME = "Type it as you like: 22:30, 2230 or 10.30 pm"


class SteppedField(ShortField):
    """A text field in which Up and Down change the value by one step.

    `stepped(text, direction)` returns the changed text; `direction` is 1 for Up and -1 for Down.
    """

    def __init__(self, identifier: str, hint: str, stepped: Callable[[str, int], str]) -> None:
        super().__init__(identifier, hint, STEPPED_FIELD_CHARACTERS)
        self._stepped = stepped

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On Up, change to a later time or larger number; on Down, to an earlier time or smaller number."""
        directions = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        direction = directions.get(Qt.Key(event.key()))
        if direction is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.setText(self._stepped(self.text(), direction))


class TimeField(SteppedField):
    """A text field for a clock time; after typing, the time is rewritten in the usual form, such as 22:30."""

    def __init__(self, identifier: str) -> None:
        super().__init__(identifier, CLOCK_TIME_HINT, stepped_time)
        self.setToolTip(HOW_TO_TYPE_A_TIME)
        self.editingFinished.connect(self.tidy_time)

    @Slot()
    def tidy_time(self) -> None:
        """Rewrite the typed time in the usual form of the person's country; keep unreadable text."""
        clock = parse_clock_time(self.text())
        if clock is not None and self.text() != (tidied := clock_text(clock)):
            self.setText(tidied)


class CountField(SteppedField):
    """A text field for a whole number; Up and Down change it by 1."""

    def __init__(self, identifier: str, hint: str) -> None:
        super().__init__(identifier, hint, stepped_count)


def stepped_time(text: str, direction: int) -> str:
    """A clock time as text, five minutes later (`direction` is 1) or five minutes earlier (-1).

    Before 00:00 comes 23:55. Text that is no clock time is returned unchanged.
    """
    clock = parse_clock_time(text)
    if clock is None:
        return text
    minutes = clock.hour * 60 + clock.minute + direction * TIME_STEP_MINUTES
    return clock_text_of_hours(minutes / 60)


def stepped_count(text: str, direction: int) -> str:
    """A whole number as text, plus 1 (`direction` is 1) or minus 1 (-1), but never below 0.

    Text that is no whole number is returned unchanged. Blank text becomes "0" if `direction` is 1, and stays
    blank if `direction` is -1.
    """
    text = text.strip()
    if not text:
        return "0" if direction > 0 else ""
    count = parse_whole_number(text)
    return text if count is None else str(max(0, count + direction * COUNT_STEP))
