"""File dialogs in the app's own look, since those of the system would be bright."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QDir, QFileInfo, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from rlscompanion.ui.widgets.file_icons import FileIcons

Chosen = Callable[[str], None]

_LABELS = {
    QFileDialog.DialogLabel.LookIn: "Folder",
    QFileDialog.DialogLabel.FileName: "Name",
    QFileDialog.DialogLabel.FileType: "Kind",
}


class FileChooser(Protocol):
    """Asks for a path and returns at once; `chosen` is called later with it, or never."""

    def ask_open(self, parent: QWidget, title: str, kinds: str, chosen: Chosen) -> None:
        """Ask for a file to read; a typed file may not exist. `kinds` is a filter of Qt's."""
        ...

    def ask_save(self, parent: QWidget, title: str, kinds: str, name: str, chosen: Chosen) -> None:
        """Ask for a file to write, proposing a name; the dialog asks before replacing an existing file."""
        ...

    def ask_folder(self, parent: QWidget, title: str, chosen: Chosen) -> None:
        """Ask for a folder."""
        ...


class FileDialogs:
    """Satisfies `FileChooser` with dialogs in the app's colours, opened in the folder used last."""

    def __init__(self) -> None:
        self._folder = ""
        self._icons: dict[str, FileIcons] = {}

    def ask_open(self, parent: QWidget, title: str, kinds: str, chosen: Chosen) -> None:
        """Ask for a file to read."""
        dialog = self._dialog(parent, title, kinds, chosen)
        # A file that is not there is reported where it is read, not in one more window.
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.open()

    def ask_save(self, parent: QWidget, title: str, kinds: str, name: str, chosen: Chosen) -> None:
        """Ask for a file to write."""
        dialog = self._dialog(parent, title, kinds, chosen)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        dialog.selectFile(name)
        dialog.open()

    def ask_folder(self, parent: QWidget, title: str, chosen: Chosen) -> None:
        """Ask for a folder."""
        dialog = self._dialog(parent, title, "", chosen)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()

    def _dialog(self, parent: QWidget, title: str, kinds: str, chosen: Chosen) -> QFileDialog:
        dialog = QFileDialog(parent, title)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(kinds)
        dialog.resize(860, 560)
        for part, words in _LABELS.items():
            dialog.setLabelText(part, words)
        self._put_icons(dialog, parent)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folders = (self._folder, QStandardPaths.writableLocation(documents), QDir.homePath())
        dialog.setDirectory(next(folder for folder in folders if folder and QDir(folder).exists()))
        dialog.fileSelected.connect(self._remember)
        dialog.fileSelected.connect(chosen)
        return dialog

    def _put_icons(self, dialog: QFileDialog, window: QWidget) -> None:
        # Imported here: no start needs them. Kept by colour: a dialog that goes may still use them.
        from rlscompanion.ui.widgets.file_icons import FileIcons, accent_of, put_icons

        colour = accent_of(window)
        icons = self._icons.setdefault(colour.name(), FileIcons(colour))
        put_icons(dialog, icons, colour)

    def _remember(self, path: str) -> None:
        self._folder = QFileInfo(path).absolutePath()
