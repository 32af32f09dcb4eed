"""Widgets that compare the hour at which symptoms begin now with the hour in earlier weeks."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import ONSET_BASELINE
from rlscompanion.domain.dates import DATE_FIELD_HINT, date_text, parse_date
from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.night import Night
from rlscompanion.domain.onset import COMPARED_DAYS, onset_shift
from rlscompanion.domain.onset_words import baseline_choices, onset_comparison
from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.combo_box import ComboBox
from rlscompanion.ui.widgets.controls import display_label, label, show_or_hide, show_text
from rlscompanion.ui.widgets.short_field import ShortField
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

ANOTHER_DAY_KEY = "another"
BASELINE_DATE_PROBLEM = f"Type the day to compare from as a date, such as {DATE_FIELD_HINT}."


class OnsetComparison(QObject):
    """Compares the hour at which symptoms begin now with the hour in earlier weeks, in two widgets.

    The widget `question` asks from which day to compare; the widget `answer` shows the result. Both are
    placed beside the chart of symptom onsets. `baseline_moved` is emitted when the person chooses another day
    to compare from.
    """

    baseline_moved = Signal()

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._nights: Sequence[Night] = ()
        self._medicines: Mapping[UUID, Medicine] = {}
        self._is_shown = True
        self._box = ComboBox("Baseline")
        self._box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.activated.connect(self._choose_baseline)
        self._day = ShortField("Baseline date", DATE_FIELD_HINT, 13)
        self._day.editingFinished.connect(self._use_typed_day)
        self._words = display_label("Compared", "soft", wrap=True)
        self._notice = display_label("Notice about symptoms", "sentence", wrap=True)
        self.question, self.answer = QWidget(), QWidget()
        name = label(ONSET_BASELINE.label, "soft", buddy=self._box)
        self.question.setLayout(WrappingRow([name, self._box, self._day], stretched=self._box))
        in_column(self._words, self._notice, into=self.answer, spacing=12)

    def set_nights(self, nights: Sequence[Night], medicines: Mapping[UUID, Medicine]) -> None:
        """Set the nights and medicines to compare; the comparison appears only after `set_visible`."""
        self._nights, self._medicines = nights, medicines
        self._is_shown = False

    @property
    def advice(self) -> str:
        """The advice that follows from a change in when symptoms begin; empty if there is none."""
        shift = onset_shift(self._nights, self._medicines, self.baseline)
        return shift.advice if shift is not None else ""

    def set_visible(self, is_shown: bool) -> None:
        """Show or hide the widgets `question` and `answer`; work out the comparison if it is to be shown."""
        if is_shown and not self._is_shown:
            self._is_shown = True
            self._list_baselines()
            self._compare()
        self.question.setVisible(is_shown)
        self.answer.setVisible(is_shown)

    def _list_baselines(self) -> None:
        kept = self.baseline
        self._box.clear()
        for each in baseline_choices(self._nights, self._medicines, kept):
            self._box.addItem(each.title, each.start.isoformat() if each.start else "")
        self._box.addItem(f"The {COMPARED_DAYS} days from another day …", ANOTHER_DAY_KEY)
        self._box.setCurrentIndex(self._box.findData(kept.isoformat() if kept else ""))
        self._day.hide()

    def _compare(self) -> None:
        found = onset_comparison(self._nights, self._medicines, self.baseline)
        show_text(self._words, found.words)
        show_or_hide(self._notice, found.advice)

    @property
    def baseline(self) -> date | None:
        """The day that the person chose to compare from; None if the person chose no day."""
        return ONSET_BASELINE.of(self._preferences)

    @Slot()
    def _choose_baseline(self) -> None:
        if self._box.currentData() == ANOTHER_DAY_KEY:
            self._day.setText(date_text(day) if (day := self.baseline) is not None else "")
            self._day.show()
            self._day.setFocus()
            self._day.selectAll()
            return
        self._day.hide()
        self._set_baseline(str(self._box.currentData()))

    @Slot()
    def _use_typed_day(self) -> None:
        """Compare from the typed date; if the field is empty, return to the date chosen before."""
        text = self._day.text().strip()
        day = parse_date(text)
        if text and day is None:
            show_text(self._words, BASELINE_DATE_PROBLEM)
            return
        if self._day.hasFocus():
            with QSignalBlocker(self._day):
                self._box.setFocus()
        if day is not None:
            self._set_baseline(day.isoformat())
        self._list_baselines()

    def _set_baseline(self, start: str) -> None:
        self._preferences.set(ONSET_BASELINE.key, start)
        self._compare()
        self.baseline_moved.emit()
