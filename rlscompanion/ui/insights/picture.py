"""The dialog that asks for the file of a chart's picture, and the file name it proposes."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

AskForFile = Callable[[QWidget, str, Callable[[Path], None]], None]
"""A function that asks for a picture's file, proposing a name, and passes on the chosen path, if any."""


def picture_file_name(title: str, day: date) -> str:
    """The file name proposed for a chart's picture, such as "time-asleep-2026-11-21.png"."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return f"{words}-{day.isoformat()}.png"


def ask_for_picture_file(parent: QWidget, name: str, chosen: Callable[[Path], None]) -> None:
    """Ask in a dialog for a PNG or SVG file to write, proposing `name`; call `chosen` with its path.

    The function returns while the dialog is open. `chosen` is not called if the person cancels.
    """
    dialog = QFileDialog(parent, "Save chart")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(["PNG picture (*.png)", "SVG drawing (*.svg)"])
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the system's would be bright
    dialog.setDefaultSuffix("png")
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    reply = _SaveReply(dialog, chosen)
    dialog.filterSelected.connect(reply.set_suffix)
    dialog.fileSelected.connect(reply.pass_on)
    dialog.open()


class _SaveReply(QObject):
    def __init__(self, dialog: QFileDialog, chosen: Callable[[Path], None]) -> None:
        super().__init__(dialog)
        self._dialog, self._chosen = dialog, chosen

    @Slot(str)
    def set_suffix(self, kind: str) -> None:
        self._dialog.setDefaultSuffix(kind[-4:-1])

    @Slot(str)
    def pass_on(self, file: str) -> None:
        self._chosen(Path(file))
