"""A combo box and a check box that save what the person chooses as a preference."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import Preference
from rlscompanion.ui.widgets.combo_box import CheckBox, ComboBox


class RememberedComboBox(ComboBox):
    """A combo box that saves the chosen value as a preference; each option is a pair (value, text)."""

    def __init__(
        self, preferences: Preferences, preference: Preference[Any], options: Sequence[tuple[Any, str]] = ()
    ) -> None:
        super().__init__(preference.identifier)
        self._preferences, self._preference = preferences, preference
        self.offer_options(options)
        self.currentIndexChanged.connect(self._remember)

    def offer_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Replace the options, pairs (value, text).

        The saved value does not change, even if no option has this value.
        """
        preference = self._preference
        self.blockSignals(True)
        self.clear()
        for value, text in options:
            self.addItem(text, preference.text(value))
        for wanted in (preference.default, preference.of(self._preferences)):
            if (index := self.findData(preference.text(wanted))) >= 0:
                self.setCurrentIndex(index)
        self.blockSignals(False)

    @Slot()
    def _remember(self) -> None:
        self._preferences.set(self._preference.key, str(self.currentData()))


class RememberedCheckBox(CheckBox):
    """A check box that saves as a preference whether it is checked."""

    def __init__(self, preferences: Preferences, preference: Preference[bool]) -> None:
        super().__init__(preference.label, preference.identifier)
        self._preferences, self._preference = preferences, preference
        self.setChecked(preference.of(preferences))
        self.toggled.connect(self._remember)

    @Slot(bool)
    def _remember(self, is_wanted: bool) -> None:
        self._preference.keep(self._preferences, is_wanted)
