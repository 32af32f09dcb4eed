"""The rows of two lists: the list of routines (with headings) and the list of a routine's steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rlscompanion.domain.routine import Routine
from rlscompanion.ui.routines.words import spoken_step_duration, step_duration_text
from rlscompanion.ui.theme import DUSK, LEAST_PRESS_PIXELS, Theme
from rlscompanion.ui.widgets.reorderable_rows import KeyedRows, ModelIndex

RIGHT_TEXT_ROLE = Qt.ItemDataRole.UserRole
"""The Qt item role under which a row returns the text at its right end."""
ROW_PADDING = 10
GAP_BETWEEN_TEXTS = 12


class RowKind(Enum):
    """The kind of a row in the list of routines.

    SHIPPED is a routine that comes with the app, OWN one that the person made, and FAULT a file that cannot
    be used.
    """

    HEADING = "heading"
    SHIPPED = "shipped"
    OWN = "own"
    FAULT = "fault"


@dataclass(frozen=True)
class RoutineRow:
    """A row in the list of routines: its kind, its key, and the texts that the row shows.

    `title` is at the left end, `right_text` at the right end. `spoken` is the text for screen readers; if
    `spoken` is empty, screen readers read `title`.
    """

    kind: RowKind
    key: str
    title: str
    right_text: str = ""
    spoken: str = ""


class RoutineRows(KeyedRows):
    """The model of the list of routines, with headings.

    `name_typed` is emitted when the person types a new name in the row of a routine, with the routine's key
    and the new name.
    """

    name_typed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[RoutineRow, ...] = ()

    def show_rows(self, rows: Sequence[RoutineRow]) -> None:
        """Show these rows, in this order, in place of all present rows."""
        with self.replacing_rows([(row.kind, row.key) for row in rows]):
            self._rows = tuple(rows)

    def row(self, index: int) -> RoutineRow:
        """The row at this index, from 0."""
        return self._rows[index]

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a row for a Qt role: the left text, the right text, or the text for screen readers."""
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken or row.title
            case _:
                return row.right_text if role == RIGHT_TEXT_ROLE else None

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        """What a row allows: a heading cannot be selected; a routine that the person made can be renamed."""
        match self._rows[index.row()].kind:
            case RowKind.HEADING:
                return Qt.ItemFlag.NoItemFlags
            case RowKind.OWN:
                return super().flags(index) | Qt.ItemFlag.ItemIsEditable
            case _:
                return super().flags(index)

    def setData(self, index: ModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Emit `name_typed` if the name typed in a row differs from the routine's present name."""
        row = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or str(value) == row.title:
            return False
        self.name_typed.emit(row.key, str(value))
        return True


class StepRows(KeyedRows):
    """The model of the list of a routine's steps; the key of a row is the step's index."""

    def __init__(self) -> None:
        super().__init__()
        self._routine: Routine | None = None
        self._can_move = False

    def show_routine(self, routine: Routine | None, can_move: bool) -> None:
        """Show the steps of this routine, or no rows for None; `can_move` allows dragging steps."""
        with self.replacing_rows(range(len(routine.steps)) if routine else ()):
            self._routine, self._can_move = routine, can_move

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        """What a row allows: dragging its step, and dropping a step between rows but not onto a row."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | (
            Qt.ItemFlag.ItemIsDragEnabled if self._can_move else Qt.ItemFlag.NoItemFlags
        )

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's own name
        """The only action for dragged steps: moving, not copying."""
        return Qt.DropAction.MoveAction

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a step's row for a Qt role: the step's name, its time and leg, or the spoken text."""
        assert self._routine is not None
        number = index.row()
        title = self._routine.steps[number].title
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{title}, {spoken_step_duration(self._routine, number)}"
            case _:
                return step_duration_text(self._routine, number) if role == RIGHT_TEXT_ROLE else None


class TwoTextDelegate(QStyledItemDelegate):
    """Draws a list row with two texts: one at the left, shortened if necessary, and one at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = DUSK

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the rows."""
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Draw the background of a row, then the row's left and right texts."""
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        title, styled.text = styled.text, ""
        style = styled.widget.style() if styled.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, styled, painter, styled.widget)
        right_text = str(index.data(RIGHT_TEXT_ROLE) or "")
        metrics = styled.fontMetrics
        inside: QRect = styled.rect.adjusted(ROW_PADDING, 0, -ROW_PADDING, 0)
        taken = metrics.horizontalAdvance(right_text) + GAP_BETWEEN_TEXTS if right_text else 0
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, inside.width() - taken)
        front, soft = self._colours(styled, index)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setFont(styled.font)
        painter.setPen(QColor(front))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(QColor(soft))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, right_text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        """The size of a row in pixels, high enough to press and as wide as the list."""
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        return QSize(0, max(LEAST_PRESS_PIXELS, styled.fontMetrics.height() + 2 * ROW_PADDING))

    def _colours(self, styled: QStyleOptionViewItem, index: ModelIndex) -> tuple[str, str]:
        """The colours of the text at the left and of the text at the right."""
        if styled.state & QStyle.StateFlag.State_Selected:
            return self._theme.text_on_accent, self._theme.text_on_accent
        is_heading = not index.flags() & Qt.ItemFlag.ItemIsEnabled
        return self._theme.soft_text if is_heading else self._theme.text, self._theme.soft_text
