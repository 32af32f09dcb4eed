"""Asking for a file: the app's own dialog, since the system's would be bright."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QDir, QFileInfo, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Chosen = Callable[[str], None]


class FileChooser(Protocol):
    """Asks for a path and returns at once; `chosen` is called later with it, or never."""

    def ask_open(self, parent: QWidget, title: str, kinds: str, chosen: Chosen) -> None:
        """Ask for a file to read; what was typed may not be there. `kinds` is a filter of Qt's."""
        ...

    def ask_save(self, parent: QWidget, title: str, kinds: str, name: str, chosen: Chosen) -> None:
        """Ask for a file to write, proposing a name; before one that is there is replaced, that is asked."""
        ...

    def ask_folder(self, parent: QWidget, title: str, chosen: Chosen) -> None:
        """Ask for a folder."""
        ...


class FileDialogs:
    """Satisfies `FileChooser` with dialogs in the app's own colours, which open in the folder used last."""

    def __init__(self) -> None:
        self._folder = ""

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
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folders = (self._folder, QStandardPaths.writableLocation(documents), QDir.homePath())
        dialog.setDirectory(next(folder for folder in folders if folder and QDir(folder).exists()))
        dialog.fileSelected.connect(self._remember)
        dialog.fileSelected.connect(chosen)
        return dialog

    def _remember(self, path: str) -> None:
        self._folder = QFileInfo(path).absolutePath()
