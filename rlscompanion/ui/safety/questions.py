"""The questions of one screen: its groups, each with a box for every finding."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from rlscompanion.domain.safety import GROUP_QUESTIONS, WORDINGS, Finding, Group, findings_of
from rlscompanion.ui.theme import TARGET
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import label
from rlscompanion.ui.widgets.text_size import TextSized, stack
from rlscompanion.ui.widgets.tick_line import TickLine

MOST_IN_A_COLUMN = 8
"""With more boxes than this they stand in two columns; with fewer the screen keeps their position."""

LARGEST_IN_COLUMNS = 22
"""Text pixels up to which there is room for more than one."""

SPACING = 4


class Questions(TextSized):
    """Boxes to tick. With a single group its question is left to the page."""

    ticked = Signal()

    def __init__(self, groups: Sequence[Group]) -> None:
        super().__init__()
        self.groups = tuple(groups)
        self._lines = {each: TickLine(WORDINGS[each].words) for each in findings_of(*groups)}
        for line in self._lines.values():
            line.toggled.connect(self.ticked)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        for column in self._arranged():
            self._columns.addLayout(column, 1)
        self.fit_text()

    @property
    def findings(self) -> frozenset[Finding]:
        """What is ticked."""
        return frozenset(each for each, line in self._lines.items() if line.is_ticked)

    def tick(self, findings: Iterable[Finding]) -> None:
        """Tick these, of those that stand here, and no others."""
        found = set(findings)
        for each, line in self._lines.items():
            line.tick(each in found)

    def begin(self) -> None:
        """Give the first box the focus."""
        next(iter(self._lines.values())).box.setFocus()

    def fit_text(self) -> None:
        """Put the columns under one another when the text is too large."""
        is_large = self.fontInfo().pixelSize() > LARGEST_IN_COLUMNS
        stack(self._columns, is_large)
        self._columns.setSpacing(SPACING if is_large else 40)
        # So that what follows stays where it is from screen to screen.
        self.setMinimumHeight(0 if is_large else MOST_IN_A_COLUMN * (TARGET + SPACING))

    def _arranged(self) -> list[QVBoxLayout]:
        if len(self.groups) > 1:
            return [
                _column([widget for group in groups for widget in self._titled(group)])
                for groups in _balanced(self.groups)
            ]
        lines: list[QWidget] = list(self._lines.values())
        if len(lines) <= MOST_IN_A_COLUMN:
            return [_column(lines)]
        middle = (len(lines) + 1) // 2
        return [_column(lines[:middle]), _column(lines[middle:])]

    def _titled(self, group: Group) -> list[QWidget]:
        lines = (self._lines[finding] for finding in findings_of(group))
        return [label(GROUP_QUESTIONS[group], "heading", wrap=True), *lines]


def _balanced(groups: Sequence[Group]) -> list[list[Group]]:
    """Groups in columns that stay within the height of one full one."""
    columns: list[list[Group]] = []
    for group in groups:
        if columns and len(findings_of(*columns[-1], group)) <= MOST_IN_A_COLUMN:
            columns[-1].append(group)
        else:
            columns.append([group])
    return columns


def _column(widgets: Sequence[QWidget]) -> QVBoxLayout:
    column = in_column(spacing=SPACING)
    for each in widgets:
        if not isinstance(each, TickLine) and column.count():
            column.addSpacing(18)
        column.addWidget(each)
    column.addStretch(1)
    return column
