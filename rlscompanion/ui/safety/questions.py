"""The health questions: a check box for each symptom or condition, in columns or in folding groups."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from rlscompanion.domain.safety import FINDING_WORDINGS, Finding, FindingGroup, findings_in_groups
from rlscompanion.domain.safety_advice import SELF_HARM_SENTENCE
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import button, label
from rlscompanion.ui.widgets.text_size import TextSized, designed_letter_pixels, set_stacked
from rlscompanion.ui.widgets.wrapping_check_box import WrappingCheckBox

MOST_BOXES_IN_A_COLUMN = 8
"""The largest number of check boxes in one column."""

LARGEST_TEXT_SIDE_BY_SIDE = 22
"""The largest text size, in pixels, at which columns are side by side; larger text is in a single column."""

GROUP_HEADING_WIDTH = 250
"""The width of the heading of a folding group, in pixels; the group's summary is beside the heading."""

GROUP_NOTES = {
    FindingGroup.SAME_DAY: ("An old, known difference between your legs does not count.", "small"),
    FindingGroup.SEE_DOCTOR: (SELF_HARM_SENTENCE, "reading"),
}
"""The text below the check boxes of a group, and its role in the style sheet."""

GROUP_SUMMARIES = {
    FindingGroup.ASK_FIRST: (
        "Blood clots, blood thinners, surgery, pregnancy, heart, arteries, swelling, cancer, bones, "
        "nerves, diabetic feet, dialysis"
    ),
    FindingGroup.POSTPONE: "A fever, an acute illness",
    FindingGroup.LIGHT: "Varicose veins, reduced feeling, fragile skin, wounds, rashes, infections",
    FindingGroup.SEE_DOCTOR: "Lost sleep, mood, arms, getting worse fast, numbness, kidney disease",
}
"""A summary of what a group asks about, shown while the group is folded.

People who answer "None of these" see from the summaries what this answer rules out.
"""


class FindingBoxes(TextSized):
    """Check boxes for groups of symptoms and conditions ("findings"), in one or two columns.

    If there are several groups, each group has a heading. A single group has no heading, since the text
    around the group asks the question.
    """

    ticked = Signal()

    def __init__(self, groups: Sequence[FindingGroup]) -> None:
        super().__init__()
        self._lines = {
            each: WrappingCheckBox(FINDING_WORDINGS[each].words) for each in findings_in_groups(*groups)
        }
        for line in self._lines.values():
            line.toggled.connect(self.ticked)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        for column in self._make_columns(groups):
            self._columns.addLayout(column, 1)
        self.fit_to_text_size()

    @property
    def findings(self) -> frozenset[Finding]:
        """The symptoms and conditions whose boxes are ticked."""
        return frozenset(each for each, line in self._lines.items() if line.is_ticked)

    def tick(self, findings: Iterable[Finding]) -> None:
        """Tick the boxes of these findings and clear all other boxes; ignore findings without a box here."""
        found = set(findings)
        for each, line in self._lines.items():
            line.tick(each in found)

    def fit_to_text_size(self) -> None:
        """Put all boxes into a single column if the text is too large for two columns."""
        is_large = designed_letter_pixels(self) > LARGEST_TEXT_SIDE_BY_SIDE
        set_stacked(self._columns, is_large)
        self._columns.setSpacing(12 if is_large else 40)

    def _make_columns(self, groups: Sequence[FindingGroup]) -> list[QVBoxLayout]:
        if len(groups) > 1:
            return [
                _make_column([widget for group in column for widget in self._with_heading(group)])
                for column in _groups_by_column(groups)
            ]
        lines: list[QWidget] = [*self._lines.values(), *_note_widgets(groups[0])]
        if len(lines) <= MOST_BOXES_IN_A_COLUMN:
            return [_make_column(lines)]
        middle = (len(lines) + 1) // 2
        return [_make_column(lines[:middle]), _make_column(lines[middle:])]

    def _with_heading(self, group: FindingGroup) -> list[QWidget]:
        lines = (self._lines[finding] for finding in findings_in_groups(group))
        return [label(group.display_name, "heading", wrap=True), *lines, *_note_widgets(group)]


class FoldingGroup(TextSized):
    """A group of check boxes below a heading; a press on the heading shows or hides the boxes."""

    def __init__(self, group: FindingGroup) -> None:
        super().__init__()
        self._group = group
        self.questions = FindingBoxes((group,))
        self.questions.ticked.connect(self._show_folded_or_not)
        self._heading = button("", group.display_name, "flat")
        self._heading.setProperty("bulk", "fold")
        self._heading.setCheckable(True)
        self._heading.toggled.connect(self._show_folded_or_not)
        self._contents = label(GROUP_SUMMARIES[group], "small", wrap=True)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self._contents, 1)
        self._inside = QWidget()
        in_column(self.questions, into=self._inside, margins=(20, 0, 0, 12))
        in_column(self._head, self._inside, into=self, spacing=0)
        self._show_folded_or_not()
        self.fit_to_text_size()

    def tick(self, findings: Iterable[Finding]) -> None:
        """Tick the boxes of these findings and clear all others; unfold the group if any box is ticked."""
        self.questions.tick(findings)
        self._heading.setChecked(bool(self.questions.findings))

    def fit_to_text_size(self) -> None:
        """Put the group's summary below the heading, not beside it, if the text is large."""
        is_large = designed_letter_pixels(self) > LARGEST_TEXT_SIDE_BY_SIDE
        set_stacked(self._head, is_large)
        self._head.setSpacing(0 if is_large else 20)
        self._heading.setMinimumWidth(0 if is_large else GROUP_HEADING_WIDTH)

    @Slot()
    def _show_folded_or_not(self) -> None:
        is_open, number = self._heading.isChecked(), len(self.questions.findings)
        ticked = f" ({number} ticked)" if number and not is_open else ""
        self._heading.setText(f"{'▼' if is_open else '▶'}  {self._group.display_name}{ticked}")
        state = "Unfolded" if is_open else "Folded"
        self._heading.setAccessibleDescription(f"{state}{ticked}. {GROUP_SUMMARIES[self._group]}.")
        self._inside.setVisible(is_open)
        self._contents.setVisible(not is_open)


def _note_widgets(group: FindingGroup) -> list[QWidget]:
    return [label(*GROUP_NOTES[group], wrap=True)] if group in GROUP_NOTES else []


def _groups_by_column(groups: Sequence[FindingGroup]) -> list[list[FindingGroup]]:
    """Distribute groups over columns, in order, with at most MOST_BOXES_IN_A_COLUMN boxes in a column."""
    columns: list[list[FindingGroup]] = []
    for group in groups:
        if columns and len(findings_in_groups(*columns[-1], group)) <= MOST_BOXES_IN_A_COLUMN:
            columns[-1].append(group)
        else:
            columns.append([group])
    return columns


def _make_column(widgets: Sequence[QWidget]) -> QVBoxLayout:
    column = in_column(spacing=0)
    for each in widgets:
        if each.property("role") in ("heading", "reading") and column.count():
            column.addSpacing(16)
        column.addWidget(each)
    column.addStretch(1)
    return column
