"""A remembered choice among a few."""

from collections.abc import Sequence

from PySide6.QtCore import Slot

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.ui.widgets.chooser import Chooser


class Choice(Chooser):
    """A box whose choice is a preference, in options of (value, text)."""

    def __init__(
        self,
        identifier: str,
        preferences: Preferences,
        key: str,
        options: Sequence[tuple[str, str]],
        default: str,
    ) -> None:
        super().__init__(identifier)
        self._preferences, self._key = preferences, key
        self._default = default
        self.offer(options)
        self.currentIndexChanged.connect(self._remember)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these in place of others; what is remembered stays so, also while it is not among them."""
        self.blockSignals(True)
        self.clear()
        for value, text in options:
            self.addItem(text, str(value))
        for wanted in (self._default, self._preferences.get(self._key, self._default)):
            if (place := self.findData(str(wanted))) >= 0:
                self.setCurrentIndex(place)
        self.blockSignals(False)

    @Slot()
    def _remember(self) -> None:
        self._preferences.set(self._key, str(self.currentData()))
