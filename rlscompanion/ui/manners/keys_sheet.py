"""The dialog that lists all keyboard shortcuts."""

from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from rlscompanion.ui.widgets.boxes import in_row
from rlscompanion.ui.widgets.controls import label
from rlscompanion.ui.widgets.sheet import Sheet
from rlscompanion.ui.widgets.text_size import text_scale

KEYS_TITLE = "Keys"

ShortcutGroup: TypeAlias = tuple[str, tuple[tuple[tuple[str, ...], str], ...]]
"""A heading and a list of shortcuts. Each shortcut is its keys and a text that says what they do.

The keys are alternatives, or the first and last key of a range.
"""

SHORTCUT_GROUPS: tuple[ShortcutGroup, ...] = (
    (
        "On most pages",
        (
            (("Ctrl+1", "Ctrl+6"), "Tonight, Sounds, Sleep log, Insights, Learn, Settings"),
            (("Ctrl+,",), "Settings"),
            (("Ctrl+F",), "Search your notes"),
            (("Ctrl+Z",), "Bring back what you deleted"),
            (("Ctrl++", "Ctrl+-"), "Larger or smaller text"),
            (("F11",), "Full screen"),
            (("F1", "?"), "This page"),
            (("Ctrl+Q",), "Quit"),
        ),
    ),
    (
        "Scales",
        (
            (("0", "9"), "Your answer; the End key answers 10"),
            (("Enter",), "Continue; on a blank scale, skip it"),
            (("Esc",), "Skip all"),
        ),
    ),
    (
        "Session",
        (
            (("Space",), "Pause or continue"),
            (("Left", "Right"), "Back, or the next step"),
            (("+",), "15 more seconds"),
            (("M",), "Sound on or off"),
            (("E",), "Black screen for closed eyes, or the picture again"),
            (("Esc",), "End the session"),
        ),
    ),
    (
        "Lights out",
        (
            (("Space",), "Start the rescue for restless legs"),
            ((), "Any other key shows the choices"),
        ),
    ),
    (
        "Diary, charts and lists",
        (
            (("Ctrl+S",), "Save the night"),
            (("Left", "Right"), "Next or previous night in a chart; Enter opens its diary"),
            (("F2", "Delete"), "Rename or delete"),
            (("Alt+Up", "Alt+Down"), "Move up or down"),
            (("Shift+F10",), "Open the menu, as the right mouse button does"),
        ),
    ),
)


GROUPS_IN_FIRST_COLUMN = 2
"""How many groups of shortcuts are in the first column, if the dialog has two columns."""

LARGEST_SCALE_IN_TWO_COLUMNS = 1.3
"""Largest text scale at which the dialog has two columns."""


def keys_sheet(over: QWidget) -> Sheet:
    """Create the dialog that lists all keyboard shortcuts, to be opened over the window `over`."""
    if text_scale(over) > LARGEST_SCALE_IN_TWO_COLUMNS:
        return Sheet(over, KEYS_TITLE, _group_column(SHORTCUT_GROUPS))
    columns = in_row(
        (_group_column(SHORTCUT_GROUPS[:GROUPS_IN_FIRST_COLUMN]), 1),
        (_group_column(SHORTCUT_GROUPS[GROUPS_IN_FIRST_COLUMN:]), 1),
        spacing=44,
    )
    return Sheet(over, KEYS_TITLE, columns, width=1060)


def _group_column(groups: tuple[ShortcutGroup, ...]) -> QGridLayout:
    lines = QGridLayout()
    lines.setHorizontalSpacing(22)
    lines.setVerticalSpacing(7)
    lines.setColumnStretch(1, 1)
    row = 0
    for heading, keys in groups:
        lines.setRowMinimumHeight(row, 12 if row else 0)
        lines.addWidget(label(heading, "heading"), row + 1, 0, 1, 2)
        row += 2
        for pressed, meaning in keys:
            words = shortcut_text(pressed)
            shown = label(words, "body")
            shown.setAccessibleName(f"{words or 'Other keys'}: {meaning}")
            lines.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignTop)
            lines.addWidget(label(meaning, "body", wrap=True), row, 1)
            row += 1
    lines.setRowStretch(row, 1)
    return lines


def shortcut_text(keys: tuple[str, ...]) -> str:
    """The keys of a shortcut as text: alternatives like "F1 or ?", or a range like "Ctrl+1 to Ctrl+6"."""
    names = [QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in keys]
    names = [each.replace("++", "+plus").replace("+-", "+minus") for each in names]
    is_range = len(keys) == 2 and keys[0][-1].isdigit() and keys[0][:-1] == keys[1][:-1] and keys[0][0] != "F"
    return (" to " if is_range else " or ").join(names)
