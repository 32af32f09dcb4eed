"""The dialog with the licences of all software that the program contains."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.controls import label
from rlscompanion.ui.widgets.sheet import Sheet

LICENCES_TITLE = "Licences"


def licences_sheet(over: QWidget, markdown: str) -> Sheet:
    """Create the dialog with the licences (Markdown text), to be opened over the window `over`."""
    document = QTextDocument()
    document.setMarkdown(markdown)
    shown = label("", "body", wrap=True)
    shown.setTextFormat(Qt.TextFormat.RichText)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # The lines of its tables would be brighter than the text.
    shown.setText(document.toHtml().replace('border="1"', 'border="0"'))
    return Sheet(over, LICENCES_TITLE, in_column(shown), width=900)
