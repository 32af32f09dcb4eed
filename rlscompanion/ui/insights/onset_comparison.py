"""Whether symptoms now begin earlier in the evening than before, and the choice of what to compare with."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import ONSET_BASELINE
from rlscompanion.domain.dates import DATE_HINT, date_text, parse_date
from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.night import Night
from rlscompanion.domain.onset import onset_shift
from rlscompanion.domain.onset_words import baselines, onset_comparison
from rlscompanion.ui.widgets.boxes import in_column, in_row
from rlscompanion.ui.widgets.chooser import Chooser
from rlscompanion.ui.widgets.controls import display, label, show_on, tell
from rlscompanion.ui.widgets.short_line import ShortLine

ANOTHER_DAY = "another"
NO_DATE = f"The day to compare from is a date such as {DATE_HINT}."


class OnsetComparison(QObject):
    """Two widgets beside the symptom onset chart: a question (compare from which day?) and the answer."""

    baseline_moved = Signal()

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._nights: Sequence[Night] = ()
        self._medicines: Mapping[UUID, Medicine] = {}
        self._is_told = True
        self._box = Chooser("Baseline")
        self._box.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.activated.connect(self._move)
        self._day = ShortLine("Baseline date", DATE_HINT, 13)
        self._day.editingFinished.connect(self._take_day)
        self._words = display("Compared", "soft", wrap=True)
        self._notice = display("Notice about symptoms", "sentence", wrap=True)
        self.question, self.answer = QWidget(), QWidget()
        name = label("Compare from", "soft", buddy=self._box)
        in_row(name, (self._box, 1), self._day, into=self.question, spacing=12)
        in_column(self._words, self._notice, into=self.answer, spacing=12)

    def take(self, nights: Sequence[Night], medicines: Mapping[UUID, Medicine]) -> None:
        """Set the nights and medicines to compare; nothing is shown until `show_if`."""
        self._nights, self._medicines = nights, medicines
        self._is_told = False

    @property
    def advice(self) -> str:
        """The advice that follows from the comparison of symptom onsets; empty if there is none."""
        shift = onset_shift(self._nights, self._medicines, self.baseline)
        return shift.advice if shift is not None else ""

    def show_if(self, wanted: bool) -> None:
        """Show the question and the answer if `wanted`; otherwise hide both."""
        if wanted and not self._is_told:
            self._is_told = True
            self._offer()
            self._compare()
        self.question.setVisible(wanted)
        self.answer.setVisible(wanted)

    def _offer(self) -> None:
        kept = self.baseline
        self._box.clear()
        for each in baselines(self._nights, self._medicines, kept):
            self._box.addItem(each.title, each.start.isoformat() if each.start else "")
        self._box.addItem("From another day …", ANOTHER_DAY)
        self._box.setCurrentIndex(self._box.findData(kept.isoformat() if kept else ""))
        self._day.hide()

    def _compare(self) -> None:
        found = onset_comparison(self._nights, self._medicines, self.baseline)
        show_on(self._words, found.words)
        tell(self._notice, found.advice)

    @property
    def baseline(self) -> date | None:
        """The day that the person chose to compare from; None for the usual comparison."""
        return ONSET_BASELINE.of(self._preferences)

    @Slot()
    def _move(self) -> None:
        if self._box.currentData() == ANOTHER_DAY:
            self._day.setText(date_text(day) if (day := self.baseline) is not None else "")
            self._day.show()
            self._day.setFocus()
            self._day.selectAll()
            return
        self._day.hide()
        self._remember(str(self._box.currentData()))

    @Slot()
    def _take_day(self) -> None:
        """Compare from the typed date; return to the previous one if the field is empty."""
        text = self._day.text().strip()
        day = parse_date(text)
        if text and day is None:
            show_on(self._words, NO_DATE)
            return
        if self._day.hasFocus():
            with QSignalBlocker(self._day):
                self._box.setFocus()
        if day is not None:
            self._remember(day.isoformat())
        self._offer()

    def _remember(self, start: str) -> None:
        self._preferences.set(ONSET_BASELINE.key, start)
        self._compare()
        self.baseline_moved.emit()
