"""The part of the settings that says what the program is, and where it stores its files."""

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.about import About
from rlscompanion.ui.widgets.boxes import add_parts, in_column
from rlscompanion.ui.widgets.controls import button, display_label, label, show_text
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

ABOUT_THE_PROGRAM = (
    "For people with restless legs. It is not a medical device and makes no diagnosis. "
    "It opens no internet connection: everything stays on this computer. Licence: MIT."
)


class AboutPanel(QWidget):
    """The program's version and file paths, which can be copied; buttons for shortcuts and licences."""

    licences_chosen = Signal()
    keys_chosen = Signal()

    def __init__(self, about: About) -> None:
        super().__init__()
        self._about = about
        lines = in_column(label("About", "heading"), into=self, spacing=10)
        version = display_label("Version", "body")
        show_text(version, f"RLS Companion {about.version}", about.version)
        add_parts(lines, version, label(ABOUT_THE_PROGRAM, "small", wrap=True))
        if shipped := about.read_bundled_software():
            add_parts(lines, label(shipped, "small", wrap=True))
        for caption, path in (("Your data", about.data_folder), ("Error log", about.error_log)):
            shown = display_label(caption, "body", wrap=True)
            show_text(shown, path)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            add_parts(lines, in_column(label(caption, "small"), shown, spacing=2))
        buttons = (
            button("Open the folder", "Open data folder", "flat", pressed=self._open_folder),
            button("Keys", "Keys", "flat", pressed=self.keys_chosen),
            button("Licences", "Licences", "flat", pressed=self.licences_chosen),
        )
        lines.addLayout(WrappingRow(buttons))

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._about.data_folder))
