"""The part of the settings that exports, imports, backs up and restores the sleep log."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.log_files import LogFiles
from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.ports.files import KeptRow
from rlscompanion.ui.settings.second_folder import SecondFolderPanel
from rlscompanion.ui.widgets.boxes import add_parts, in_column
from rlscompanion.ui.widgets.combo_box import ComboBox
from rlscompanion.ui.widgets.controls import button, display_label, label, show_text
from rlscompanion.ui.widgets.file_chooser import FileChooser
from rlscompanion.ui.widgets.progress_line import ProgressLine
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

EXPORT_FORMATS = (
    ("Everything, for analysis (.zip)", ".zip", "Data package (*.zip)"),
    ("Everything, in one file (.json)", ".json", "JSON (*.json)"),
    ("Nights, for a spreadsheet (.csv)", ".csv", "Table of nights (*.csv)"),
    ("Times of sleep, for the app Plees Tracker", ".plees.csv", "Plees Tracker (*.plees.csv)"),
)
IMPORT_FILTER = "Exported logs, Plees Tracker, Sleep as Android (*.zip *.json *.csv);;All files (*)"
BACKUP_FILTER = "Backups (*.sqlite);;All files (*)"
ABOUT_FILES = (
    "Export your log for other programs, or import a log. A backup is made each day and before every import."
)


class FilesPanel(QWidget):
    """Buttons to export, import, back up and restore the log, and the result of the latest action.

    Each action runs in another process. Until an action has ended, the buttons stay visible but do nothing,
    so that the keyboard focus does not move.
    """

    def __init__(self, log_files: LogFiles, files: FileChooser, preferences: Preferences) -> None:
        super().__init__()
        self._log_files, self._files = log_files, files
        self._format = ComboBox("Export as")
        for words, ending, _ in EXPORT_FORMATS:
            self._format.addItem(words, ending)
        self._actions = {
            word: button(text, word, "" if word in ("Export", "Import") else "flat")
            for word, text in (
                ("Export", "Export…"),
                ("Import", "Import…"),
                ("Undo import", "Undo import"),
                ("Back up", "Back up now"),
                ("Restore", "Restore…"),
            )
        }
        self._actions["Export"].clicked.connect(self._ask_export)
        self._actions["Import"].clicked.connect(self._ask_import)
        self._actions["Undo import"].clicked.connect(log_files.undo_import)
        self._actions["Back up"].clicked.connect(log_files.back_up)
        self._actions["Restore"].clicked.connect(self._ask_restore)
        self._progress = ProgressLine(log_files.cancel_job)
        self._result = display_label("Files result", "body", wrap=True)
        self._answers = QWidget()
        self._second = SecondFolderPanel(log_files, files, preferences)
        self._lay_out()
        log_files.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        mine, theirs, newer = (
            button("Keep mine", "Keep mine"),
            button("Take the file's", "Take theirs"),
            button("Take the newer", "Take the newer"),
        )
        leave = button("Cancel the import", "Leave the file", "flat")
        self._first_answer = mine
        mine.clicked.connect(self._keep_mine)
        theirs.clicked.connect(self._take_theirs)
        newer.clicked.connect(self._take_newer)
        leave.clicked.connect(self._log_files.cancel_import)
        in_column(WrappingRow((mine, theirs, newer, leave)), into=self._answers)
        lines = in_column(
            label("Files", "heading"), label(ABOUT_FILES, "small", wrap=True), into=self, spacing=10
        )
        name = label("Export as", "body", buddy=self._format)
        lines.addLayout(WrappingRow((name, self._format, self._actions["Export"])))
        others = tuple(self._actions[word] for word in ("Import", "Undo import", "Back up", "Restore"))
        add_parts(lines, WrappingRow(others), self._result, self._progress, self._answers)
        add_parts(lines, 12, self._second)

    @Slot()
    def _show(self) -> None:
        state = self._log_files.state
        if state.job:
            show_text(self._result, f"{state.job} …", state.job)
        elif state.question is not None:
            count = state.question.differing
            entries = "1 entry in the file differs" if count == 1 else f"{count:,} entries in the file differ"
            joined = state.question.joined
            show_text(
                self._result,
                f"{entries} from your log. Another {state.question.new:,} are new and will be added. "
                + (f"Nights that will be merged with yours: {joined:,}. " if joined else "")
                + "Where they differ, what do you want to keep?",
            )
        else:
            show_text(self._result, state.sentence)
        self._result.setVisible(bool(self._result.text()))
        if not state.job and self._progress.cancel_button.hasFocus():
            self._actions["Import"].setFocus()
        self._progress.show_progress(state.progress if state.job else None)
        self._show_answers(state.question is not None)

    def _show_answers(self, wanted: bool) -> None:
        """Show or hide the buttons that answer an import's question; move the keyboard focus with them."""
        if wanted == self._answers.isVisibleTo(self):
            return
        has_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self._answers.setVisible(wanted)
        if has_focus and self.window().isVisible():
            (self._first_answer if wanted else self._actions["Import"]).setFocus()

    @Slot()
    def _ask_export(self) -> None:
        _, ending, kinds = EXPORT_FORMATS[self._format.currentIndex()]
        self._files.ask_save(self, "Export", kinds, f"sleep-log{ending}", self._export)

    def _export(self, path: str) -> None:
        ending = str(self._format.currentData())
        if not path.lower().endswith(ending):
            path = path.removesuffix(f".{ending.rpartition('.')[2]}") + ending
        self._log_files.export(path)

    @Slot()
    def _ask_import(self) -> None:
        self._files.ask_open(self, "Import", IMPORT_FILTER, self._log_files.import_file)

    @Slot()
    def _ask_restore(self) -> None:
        self._files.ask_open(self, "Restore from a backup", BACKUP_FILTER, self._log_files.restore)

    @Slot()
    def _keep_mine(self) -> None:
        self._log_files.continue_import(KeptRow.MINE)

    @Slot()
    def _take_theirs(self) -> None:
        self._log_files.continue_import(KeptRow.THEIRS)

    @Slot()
    def _take_newer(self) -> None:
        self._log_files.continue_import(KeptRow.NEWER)
