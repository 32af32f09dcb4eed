"""The rows of the two lists: routines under headings, and the steps of a routine."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rlscompanion.domain.routine import Routine
from rlscompanion.ui.routines.words import spoken_time, step_time
from rlscompanion.ui.theme import DUSK, TARGET, Theme
from rlscompanion.ui.widgets.arranged_rows import ArrangedRows, Index

ASIDE = Qt.ItemDataRole.UserRole
"""The item role of the words at the end of a row."""
PADDING = 10
GAP = 12


class RowKind(Enum):
    """The kind of a row in the list of routines."""

    HEADING = "heading"
    SHIPPED = "shipped"
    OWN = "own"
    FAULT = "fault"


@dataclass(frozen=True)
class RoutineRow:
    """A row of the list: its text, the text at its right end, and its accessible text."""

    kind: RowKind
    key: str
    title: str
    aside: str = ""
    spoken: str = ""


class RoutineRows(ArrangedRows):
    """Routines under headings; `name_typed` carries a new name typed over that of an own routine."""

    name_typed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[RoutineRow, ...] = ()

    def show_rows(self, rows: Sequence[RoutineRow]) -> None:
        """Show these rows, in this order."""
        with self.showing([(row.kind, row.key) for row in rows]):
            self._rows = tuple(rows)

    def row(self, number: int) -> RoutineRow:
        """The row at an index."""
        return self._rows[number]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a row."""
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken or row.title
            case _:
                return row.aside if role == ASIDE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Whether a row can be chosen (not a heading) and renamed (an own routine)."""
        match self._rows[index.row()].kind:
            case RowKind.HEADING:
                return Qt.ItemFlag.NoItemFlags
            case RowKind.OWN:
                return super().flags(index) | Qt.ItemFlag.ItemIsEditable
            case _:
                return super().flags(index)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Emit the typed name if it differs."""
        row = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or str(value) == row.title:
            return False
        self.name_typed.emit(row.key, str(value))
        return True


class StepRows(ArrangedRows):
    """The steps of a routine; the key of a row is the step's index."""

    def __init__(self) -> None:
        super().__init__()
        self._routine: Routine | None = None
        self._can_move = False

    def show_routine(self, routine: Routine | None, can_move: bool) -> None:
        """Show the steps of a routine, or none; `can_move` says whether they can be dragged."""
        with self.showing(range(len(routine.steps)) if routine else ()):
            self._routine, self._can_move = routine, can_move

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Steps can be dropped between steps, but not onto one."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | (
            Qt.ItemFlag.ItemIsDragEnabled if self._can_move else Qt.ItemFlag.NoItemFlags
        )

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's own name
        """Dragged rows are moved, never copied."""
        return Qt.DropAction.MoveAction

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a step, and how long it takes on which leg."""
        assert self._routine is not None
        number = index.row()
        title = self._routine.steps[number].title
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{title}, {spoken_time(self._routine, number)}"
            case _:
                return step_time(self._routine, number) if role == ASIDE else None


class TwoSided(QStyledItemDelegate):
    """Draws the text of a row at its left, shortened if necessary, and its second text at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = DUSK

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the styled row, then both texts over it."""
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        title, styled.text = styled.text, ""
        style = styled.widget.style() if styled.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, styled, painter, styled.widget)
        aside = str(index.data(ASIDE) or "")
        metrics = styled.fontMetrics
        inside: QRect = styled.rect.adjusted(PADDING, 0, -PADDING, 0)
        taken = metrics.horizontalAdvance(aside) + GAP if aside else 0
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, inside.width() - taken)
        front, soft = self._colours(styled, index)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setFont(styled.font)
        painter.setPen(QColor(front))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(QColor(soft))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, aside)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """High enough to press, and as wide as the view, so that nothing scrolls sideways."""
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        return QSize(0, max(TARGET, styled.fontMetrics.height() + 2 * PADDING))

    def _colours(self, styled: QStyleOptionViewItem, index: Index) -> tuple[str, str]:
        """The colours of the words at the start and at the end."""
        if styled.state & QStyle.StateFlag.State_Selected:
            return self._theme.on_accent, self._theme.on_accent
        is_heading = not index.flags() & Qt.ItemFlag.ItemIsEnabled
        return self._theme.soft if is_heading else self._theme.text, self._theme.soft
