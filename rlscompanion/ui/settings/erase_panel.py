"""The part of the settings that erases all data, after the person has typed a word to confirm."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.passphrase import PassphraseKeeper
from rlscompanion.bedtime.ports.secrecy import ERASE_WORD
from rlscompanion.ui.widgets.boxes import add_parts, in_column
from rlscompanion.ui.widgets.controls import button, label, notice_label, show_or_hide
from rlscompanion.ui.widgets.short_field import ShortField
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

ABOUT_ERASING = (
    "Deletes your log, all its backups, your own routines, your settings and the error log, then "
    "closes RLS Companion. You cannot undo this. Exports you saved elsewhere stay."
)


class ErasePanel(QWidget):
    """A field for the word that confirms erasing, and the button that erases all data."""

    def __init__(self, keeper: PassphraseKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._word = ShortField("Erase word", "", 10)
        self._word.returnPressed.connect(self._erase)
        self._result = notice_label("Erase result", "body")
        add_parts(
            in_column(label("Erase everything", "heading"), into=self, spacing=10),
            label(ABOUT_ERASING, "small", wrap=True),
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
        show_or_hide(self._result, self._keeper.erase_all_data(self._word.text()))
