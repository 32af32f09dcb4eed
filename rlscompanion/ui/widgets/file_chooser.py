"""File dialogs in the app's colours, since the system's own would be bright at night."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QDir, QFileInfo, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from rlscompanion.ui.widgets.file_icons import FileIcons

PathReceiver = Callable[[str], None]

_DIALOG_LABELS = {
    QFileDialog.DialogLabel.LookIn: "Folder",
    QFileDialog.DialogLabel.FileName: "Name",
    QFileDialog.DialogLabel.FileType: "Kind",
}


class FileChooser(Protocol):
    """Asks for a file or folder with a dialog.

    Each method returns at once, while the dialog stays open. When the person chooses a path, `chosen` is
    called with that path. When the person cancels, `chosen` is not called.
    """

    def ask_open(self, parent: QWidget, title: str, name_filters: str, chosen: PathReceiver) -> None:
        """Ask for a file to read. The person may type the name of a file that does not exist.

        `name_filters` is in Qt's form, such as "Audio (*.mp3)".
        """
        ...

    def ask_save(
        self, parent: QWidget, title: str, name_filters: str, proposed_name: str, chosen: PathReceiver
    ) -> None:
        """Ask for a file to write, and propose the name `proposed_name`.

        The dialog asks again before an existing file is replaced. `name_filters` is in Qt's form, such as
        "PDF document (*.pdf)".
        """
        ...

    def ask_folder(self, parent: QWidget, title: str, chosen: PathReceiver) -> None:
        """Ask for an existing folder."""
        ...


class FileDialogs:
    """Asks for files with dialogs in the app's colours; each dialog opens in the folder used last."""

    def __init__(self) -> None:
        self._folder = ""
        self._icons: dict[str, FileIcons] = {}

    def ask_open(self, parent: QWidget, title: str, name_filters: str, chosen: PathReceiver) -> None:
        """Ask for a file to read, as `FileChooser.ask_open` says."""
        dialog = self._make_dialog(parent, title, name_filters, chosen)
        # A file that is not there is reported where it is read, not in one more window.
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.open()

    def ask_save(
        self, parent: QWidget, title: str, name_filters: str, proposed_name: str, chosen: PathReceiver
    ) -> None:
        """Ask for a file to write, as `FileChooser.ask_save` says."""
        dialog = self._make_dialog(parent, title, name_filters, chosen)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(proposed_name.rpartition(".")[2])
        dialog.selectFile(proposed_name)
        dialog.open()

    def ask_folder(self, parent: QWidget, title: str, chosen: PathReceiver) -> None:
        """Ask for an existing folder, as `FileChooser.ask_folder` says."""
        dialog = self._make_dialog(parent, title, "", chosen)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()

    def _make_dialog(
        self, parent: QWidget, title: str, name_filters: str, chosen: PathReceiver
    ) -> QFileDialog:
        dialog = QFileDialog(parent, title)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(name_filters)
        dialog.resize(860, 560)
        for part, words in _DIALOG_LABELS.items():
            dialog.setLabelText(part, words)
        self._put_icons(dialog, parent)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folders = (self._folder, QStandardPaths.writableLocation(documents), QDir.homePath())
        dialog.setDirectory(next(folder for folder in folders if folder and QDir(folder).exists()))
        dialog.fileSelected.connect(self._remember_folder)
        dialog.fileSelected.connect(chosen)
        return dialog

    def _put_icons(self, dialog: QFileDialog, window: QWidget) -> None:
        # Imported here: no start needs them. Kept by colour: a dialog that goes may still use them.
        from rlscompanion.ui.widgets.file_icons import FileIcons, accent_colour, set_icons

        colour = accent_colour(window)
        icons = self._icons.setdefault(colour.name(), FileIcons(colour))
        set_icons(dialog, icons, colour)

    def _remember_folder(self, path: str) -> None:
        self._folder = QFileInfo(path).absolutePath()
