"""The data of the sleep log's table, one night a row, for Qt's table view."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from rlscompanion.domain import measures
from rlscompanion.domain.night import SLEEP_QUALITY_WORDS, both_dates_text
from rlscompanion.domain.night_summary import NightSummary
from rlscompanion.ui.widgets.quantity_text import DASH_FOR_UNKNOWN, count_text, duration_text, percent_text

Index = QModelIndex | QPersistentModelIndex


def _measure_of(night: NightSummary, measure: Callable[..., float | None]) -> float | None:
    sleep = night.sleep
    return measure(sleep) if sleep is not None else None


def _asleep_text(night: NightSummary) -> str:
    if night.slept == 0:
        return "did not sleep"
    return duration_text(_measure_of(night, measures.total_sleep))


SAVED = "saved"
EFFICIENCY_MEANING = "the share of your time for sleep that you slept"

COLUMNS: tuple[tuple[str, str, Callable[[NightSummary], str]], ...] = (
    ("Night", "The evening and the morning after it", lambda night: both_dates_text(night.evening)),
    ("Asleep", "Time asleep, without the time awake in the night", _asleep_text),
    (
        "Sleep\nefficiency",
        EFFICIENCY_MEANING.capitalize(),
        lambda night: percent_text(_measure_of(night, measures.sleep_efficiency)),
    ),
    ("Times\nawake", "Awakenings in the night", lambda night: count_text(night.times_awake)),
    ("Worst\nurge", "Worst urge to move, 0 to 10", lambda night: count_text(night.worst_urge)),
    (
        "Quality",
        "Sleep quality in five words",
        lambda night: (
            SLEEP_QUALITY_WORDS.get(night.quality, DASH_FOR_UNKNOWN) if night.quality else DASH_FOR_UNKNOWN
        ),
    ),
    (
        "Diary",
        "Whether the diary of the night was filled in",
        lambda night: SAVED if night.is_filled_in else "not saved",
    ),
)

_SAYS_NOTHING = (DASH_FOR_UNKNOWN, SAVED)


class NightsModel(QAbstractTableModel):
    """The logged nights as a table, one night a row, the latest first; unknown values are shown as dashes.

    A date is shown with its year if the year differs from that of the latest night.
    """

    def __init__(self) -> None:
        super().__init__()
        self._nights: list[NightSummary] = []
        self._empty_columns: set[int] = set()

    def show_nights(self, nights: Sequence[NightSummary]) -> None:
        """Show these nights in place of all nights now in the table."""
        self.beginResetModel()
        self._nights = list(nights)
        self._empty_columns = set(range(len(COLUMNS)))
        self._find_empty_columns(nights)
        self.endResetModel()

    def filled_evenings(self) -> frozenset[date]:
        """The evenings of all nights in the table whose diary is saved."""
        return frozenset(night.evening for night in self._nights if night.is_filled_in)

    def add_nights(self, nights: Sequence[NightSummary]) -> None:
        """Append these nights below the nights now in the table."""
        if not nights:
            return
        count = len(self._nights)
        self.beginInsertRows(QModelIndex(), count, count + len(nights) - 1)
        self._nights += nights
        self._find_empty_columns(nights)
        self.endInsertRows()

    @property
    def empty_columns(self) -> frozenset[int]:
        """The columns in which all nights show the same: a dash for unknown, or a saved diary."""
        return frozenset(self._empty_columns)

    def night(self, row: int) -> NightSummary:
        """The night in this row, from 0."""
        return self._nights[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of nights in the table."""
        return 0 if parent.isValid() else len(self._nights)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of columns in the table."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a table cell; the text for screen readers begins with the column's name."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_in_one_line(COLUMNS[index.column()][0])}: {self._text(index)}"
        return None

    def _text(self, index: Index) -> str:
        night = self._nights[index.row()]
        if index.column() == 0:
            has_year = night.evening.year != self._nights[0].evening.year
            return both_dates_text(night.evening, has_year)
        return COLUMNS[index.column()][2](night)

    def _find_empty_columns(self, nights: Sequence[NightSummary]) -> None:
        """Remove from the empty columns each column in which any of these nights shows something."""
        self._empty_columns = {
            column
            for column in self._empty_columns
            if all(COLUMNS[column][2](night) in _SAYS_NOTHING for night in nights)
        }

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A column's name, or the tooltip that explains the column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        name, meaning, _ = COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        texts = {
            Qt.ItemDataRole.DisplayRole: name,
            Qt.ItemDataRole.AccessibleTextRole: _in_one_line(name),
            Qt.ItemDataRole.ToolTipRole: meaning,
        }
        return texts.get(Qt.ItemDataRole(role))


def _in_one_line(heading: str) -> str:
    return heading.replace("\n", " ")
