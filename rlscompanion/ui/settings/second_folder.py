"""The setting for a second backup folder, such as one on a memory stick."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.log_files import LogFiles
from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import SECOND_FOLDER
from rlscompanion.ui.widgets.boxes import add_parts, in_column
from rlscompanion.ui.widgets.controls import button, display_label, label, show_or_hide, show_text
from rlscompanion.ui.widgets.file_chooser import FileChooser
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

ABOUT_SECOND_FOLDER = (
    "Each day's backup is also copied to this folder, such as a USB stick or a synced folder."
)
NO_SECOND_FOLDER_TEXT = "No second folder"


class SecondFolderPanel(QWidget):
    """The second backup folder, with buttons to choose or remove the folder.

    If the latest copy to the folder failed, the panel shows why.
    """

    def __init__(self, log_files: LogFiles, files: FileChooser, preferences: Preferences) -> None:
        super().__init__()
        self._log_files, self._files, self._preferences = log_files, files, preferences
        self._folder = display_label("Second folder", "body", wrap=True)
        self._trouble = display_label("Second folder problem", "small", wrap=True)
        self._choose = button("Choose…", "Choose second folder", "flat", pressed=self._ask_for_folder)
        self._remove = button("Remove", "Remove second folder", "flat", pressed=self._remove_folder)
        lines = in_column(
            label(SECOND_FOLDER.label, "question", buddy=self._choose),
            label(ABOUT_SECOND_FOLDER, "small", wrap=True),
            into=self,
            spacing=2,
        )
        add_parts(lines, self._folder, self._trouble, WrappingRow((self._choose, self._remove)))
        log_files.second_folder_chosen.connect(self._remember_folder)
        log_files.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        folder = SECOND_FOLDER.of(self._preferences)
        show_text(self._folder, folder or NO_SECOND_FOLDER_TEXT)
        show_or_hide(self._trouble, self._log_files.state.second_folder_trouble if folder else "")
        if not folder and self._remove.hasFocus():
            self._choose.setFocus()
        self._remove.setVisible(bool(folder))

    @Slot()
    def _ask_for_folder(self) -> None:
        self._files.ask_folder(self, SECOND_FOLDER.label, self._log_files.use_second_folder)

    @Slot()
    def _remove_folder(self) -> None:
        self._log_files.use_second_folder("")

    @Slot(str)
    def _remember_folder(self, path: str) -> None:
        SECOND_FOLDER.keep(self._preferences, path)
        self._show()
