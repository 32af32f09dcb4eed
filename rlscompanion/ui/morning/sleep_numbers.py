"""Time asleep and sleep efficiency of a night, updated while the person types."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QLabel, QWidget

from rlscompanion.domain import measures
from rlscompanion.domain.diary_saved_words import item_names_text
from rlscompanion.domain.items import Item
from rlscompanion.domain.night import Night
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.controls import display_label, label, set_style_property, show_text
from rlscompanion.ui.widgets.quantity_text import DASH_FOR_UNKNOWN, duration_text, percent_text

_EFFICIENCY_HELP = (
    "Sleep efficiency: your time asleep as a share of the time you gave to sleep. That is falling asleep, "
    "sleeping, lying awake in between and trying to get back to sleep at the end."
)

_ITEMS_FOR_TIME_ASLEEP = (
    *(Item.WENT_TO_BED, Item.TRIED_TO_SLEEP, Item.MINUTES_TO_FALL_ASLEEP, Item.MINUTES_AWAKE),
    *(Item.WOKE_UP, Item.GOT_UP),
)
"""Diary items that determine the time asleep, or that can make the time asleep impossible."""


class SleepNumbers(QWidget):
    """Shows time asleep and sleep efficiency of a night side by side, or which answers are missing."""

    def __init__(self) -> None:
        super().__init__()
        self._asleep = display_label("Time asleep", "figure", wrap=True)
        self._efficiency = display_label("Sleep efficiency", "figure", wrap=True)
        self._efficiency.setToolTip(_EFFICIENCY_HELP)
        in_row(
            (in_column(label("Time asleep", "small"), self._asleep, STRETCH, spacing=0), 3),
            (in_column(label("Sleep efficiency", "small"), self._efficiency, STRETCH, spacing=0), 2),
            into=self,
            spacing=32,
        )

    def show_night(self, night: Night, unusable: Collection[Item]) -> None:
        """Show time asleep and sleep efficiency of this night; if unknown, show which answers are missing.

        `unusable` are the diary items whose answers are impossible or unreadable.
        """
        sleep = night.main_sleep
        if sleep is None:
            return
        missing = measures.missing_for_total_sleep(sleep)
        if any(item in missing or item in unusable for item in _ITEMS_FOR_TIME_ASLEEP):
            wrong = [item for item in _ITEMS_FOR_TIME_ASLEEP if item in unusable]
            blank = [item for item in _ITEMS_FOR_TIME_ASLEEP if item in missing and item not in unusable]
            _show_missing(self._asleep, wrong, blank)
            _show_figure(self._efficiency, DASH_FOR_UNKNOWN)
            return
        _show_figure(self._asleep, duration_text(measures.total_sleep(sleep)))
        if Item.MINUTES_TRYING_AGAIN in unusable:
            _show_missing(self._efficiency, [Item.MINUTES_TRYING_AGAIN], [])
        elif measures.missing_for_efficiency(sleep):
            _show_missing(self._efficiency, [], [Item.MINUTES_TRYING_AGAIN])
        else:
            _show_figure(self._efficiency, percent_text(measures.sleep_efficiency(sleep)))


def _show_figure(shown: QLabel, text: str) -> None:
    set_style_property(shown, "role", "figure")
    show_text(shown, text)


def _show_missing(shown: QLabel, wrong: Sequence[Item], blank: Sequence[Item]) -> None:
    """In place of a number, name the answers to correct (`wrong`) and the answers to fill in (`blank`)."""
    set_style_property(shown, "role", "small")
    sentences = [
        f"{what}: {item_names_text(items)}"
        for what, items in (("Correct", wrong), ("Fill in", blank))
        if items
    ]
    show_text(shown, ". ".join(sentences))
