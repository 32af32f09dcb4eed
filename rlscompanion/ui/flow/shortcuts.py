"""The window's own keyboard shortcuts: changing pages, opening dialogs, undoing a deletion."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.flow.part import BedtimeServices, FlowPart
from rlscompanion.ui.main_window import MainWindow, NoticeTopic
from rlscompanion.ui.widgets.announcing import announce

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

NAVIGATION_TAB_COUNT = 6
"""The number of tabs in the navigation; Ctrl+1 opens the first tab, Ctrl+2 the second, and so on."""

SETTINGS_TAB_INDEX = 5
"""The index of the Settings tab among the tabs of the navigation, counted from 0."""


class ShortcutsFlow(FlowPart):
    """Handles the keyboard shortcuts that every page has.

    While the window is dark for the night, these shortcuts are off, and all keys go to the page. Shortcuts
    that open another page work only while the navigation is visible, so not in a session. If a page has a
    shortcut of its own with the same keys, only the page's own shortcut works. `evening_chosen` is emitted
    when the person finds a night by searching the notes, and carries the date of the night's evening.
    """

    evening_chosen = Signal(object)

    def __init__(self, bedtime: BedtimeServices, window: MainWindow) -> None:
        super().__init__(bedtime, window)
        self._sheet: QDialog | None = None
        # Each shortcut, and whether it works only beside the navigation.
        self._shortcuts: list[tuple[QShortcut, bool]] = []
        self._digits = [
            self._add_shortcut(f"Ctrl+{index + 1}", self._go_to_tab, True)
            for index in range(NAVIGATION_TAB_COUNT)
        ]
        standard = QKeySequence.StandardKey
        for keys, action, leads_away in (
            ("Ctrl+,", self._go_to_settings, True),
            ("Ctrl+F", self.search_notes, True),
            (standard.Undo, bedtime.undo.undo, True),
            ("F1", self.show_keys, False),
            ("?", self.show_keys, False),
            ("F11", window.switch_full_screen, False),
            ("Ctrl+Q", window.close_without_asking, False),
            (standard.ZoomIn, window.enlarge_text, False),
            (standard.ZoomOut, window.reduce_text, False),
        ):
            self._add_shortcut(keys, action, leads_away)
        window.page_shown.connect(self._follow_page)
        window.went_dark.connect(self._follow_page)
        bedtime.undo.undone.connect(self._show_undone)
        bedtime.undo.refused.connect(self._show_refused)

    def _add_shortcut(
        self, keys: str | QKeySequence.StandardKey, action: Callable[[], object], leads_away: bool
    ) -> QShortcut:
        made = QShortcut(QKeySequence(keys), self._window, action)
        self._shortcuts.append((made, leads_away))
        return made

    @Slot()
    def _follow_page(self) -> None:
        window = self._window
        page = window.page
        within = page.children() if page is not None else []  # to search all it holds would slow the start
        own = {each.key().toString() for each in within if isinstance(each, QShortcut)}
        for shortcut, leads_away in self._shortcuts:
            is_ours = not window.is_dark and shortcut.key().toString() not in own
            shortcut.setEnabled(is_ours and (window.has_navigation or not leads_away))
        window.show_notice(NoticeTopic.UNDONE, "")
        if window.is_dark and self._sheet is not None:
            self._sheet.reject()

    @Slot()
    def _go_to_tab(self) -> None:
        self._window.press_tab_at([each is self.sender() for each in self._digits].index(True))

    @Slot()
    def _go_to_settings(self) -> None:
        self._window.press_tab_at(SETTINGS_TAB_INDEX)

    # --- sheets ---------------------------------------------------------------------------------------------

    @Slot()
    def show_keys(self) -> None:
        """Show the dialog that lists all keyboard shortcuts."""
        from rlscompanion.ui.manners.keys_sheet import keys_sheet

        self._open_sheet(keys_sheet(self._window))

    @Slot()
    def show_licences(self) -> None:
        """Show the dialog with the licences of the software that this program contains."""
        from rlscompanion.ui.manners.licences_sheet import licences_sheet

        self._open_sheet(licences_sheet(self._window, self._bedtime.about.read_licences()))

    @Slot()
    def search_notes(self) -> None:
        """Show the dialog for searching the notes of all nights."""
        from rlscompanion.ui.manners.notes_sheet import NotesSheet

        try:
            notes = self._bedtime.log.notes()
        except Refusal as refusal:
            self._window.show_notice(NoticeTopic.LOG, str(refusal))
            return
        sheet = NotesSheet(self._window, notes)
        sheet.evening_chosen.connect(self.evening_chosen)
        self._open_sheet(sheet)

    def _open_sheet(self, sheet: QDialog) -> None:
        self._sheet = sheet
        sheet.finished.connect(self._forget_sheet)
        sheet.open()

    @Slot()
    def _forget_sheet(self) -> None:
        self._sheet = None

    # --- undoing --------------------------------------------------------------------------------------------

    @Slot(str)
    def _show_undone(self, sentence: str) -> None:
        self._window.show_notice(NoticeTopic.UNDONE, sentence)
        announce(self._window, sentence)

    @Slot(str)
    def _show_refused(self, sentence: str) -> None:
        self._window.show_notice(NoticeTopic.UNDONE, sentence)
