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
        for value, text in options:
            self.addItem(text, str(value))
        self.setCurrentIndex(max(0, self.findData(str(preferences.get(key, default)))))
        self.currentIndexChanged.connect(self._remember)

    @Slot()
    def _remember(self) -> None:
        self._preferences.set(self._key, str(self.currentData()))
