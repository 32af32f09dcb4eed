"""The dialog in which the person chooses a file for the picture of a chart, and the proposed file name."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

AskForFile = Callable[[QWidget, str, Callable[[Path], None]], None]
"""A function that lets the person choose the file for a picture.

Its arguments are the parent widget, the proposed file name, and a function to call with the path if the
person chooses one.
"""


def picture_file_name(title: str, day: date) -> str:
    """The proposed file name for a picture of a chart, such as "time-asleep-2026-11-21.png"."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return f"{words}-{day.isoformat()}.png"


def ask_for_picture_file(parent: QWidget, name: str, chosen: Callable[[Path], None]) -> None:
    """Open a dialog in which the person chooses a PNG or SVG file; later call `chosen` with its path.

    The dialog proposes the file name `name`. This function returns while the dialog is still open. `chosen`
    is not called if the person cancels.
    """
    dialog = QFileDialog(parent, "Save chart")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(["PNG picture (*.png)", "SVG drawing (*.svg)"])
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the system's would be bright
    dialog.setDefaultSuffix("png")
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    reply = _SaveReply(dialog, chosen)
    dialog.filterSelected.connect(reply.set_default_suffix)
    dialog.fileSelected.connect(reply.pass_path_on)
    dialog.open()


class _SaveReply(QObject):
    def __init__(self, dialog: QFileDialog, chosen: Callable[[Path], None]) -> None:
        super().__init__(dialog)
        self._dialog, self._chosen = dialog, chosen

    @Slot(str)
    def set_default_suffix(self, kind: str) -> None:
        self._dialog.setDefaultSuffix(kind[-4:-1])

    @Slot(str)
    def pass_path_on(self, file: str) -> None:
        self._chosen(Path(file))
