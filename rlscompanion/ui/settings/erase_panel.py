"""The part of the settings that erases all data, after the person has typed a word to confirm."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.passphrase import PassphraseKeeper
from rlscompanion.bedtime.ports.secrecy import ERASE_WORD
from rlscompanion.ui.widgets.boxes import filled, in_column
from rlscompanion.ui.widgets.controls import button, label, notice, tell
from rlscompanion.ui.widgets.short_line import ShortLine
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

MEANING = (
    "Deletes your log, all its backups, your own routines, your settings and the error log, then "
    "closes RLS Companion. You cannot undo this. Exports you saved elsewhere stay."
)


class ErasePanel(QWidget):
    """A field for the word that confirms, and the button that erases all data."""

    def __init__(self, keeper: PassphraseKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._word = ShortLine("Erase word", "", 10)
        self._word.returnPressed.connect(self._erase)
        self._result = notice("Erase result", "body")
        filled(
            in_column(label("Erase everything", "heading"), into=self, spacing=10),
            label(MEANING, "small", wrap=True),
            WrappingRow(
                (
                    label(f"To erase, type {ERASE_WORD}", "body", buddy=self._word),
                    self._word,
                    button("Erase everything", "Erase everything", pressed=self._erase),
                )
            ),
            self._result,
        )

    @Slot()
    def _erase(self) -> None:
        tell(self._result, self._keeper.erase(self._word.text()))
