"""The shipped fonts, for machines with other fonts or none."""

from PySide6.QtGui import QFontDatabase

from rlscompanion import assets


def load_fonts() -> None:
    """Register the shipped fonts with Qt after the application was created; takes 1 ms."""
    for file in assets.font_files():
        QFontDatabase.addApplicationFont(str(file))
