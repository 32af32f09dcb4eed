"""Files that are dragged onto the page."""

from PySide6.QtGui import QDropEvent


def dropped_file(event: QDropEvent) -> str:
    """The path of the first file that is dragged, empty if none is."""
    return next((url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()), "")
