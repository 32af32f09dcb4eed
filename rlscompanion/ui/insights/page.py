"""Insights: one chart at a time, its sentence, and what is pointed at in it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rlscompanion.bedtime.night_reader import NightReader
from rlscompanion.bedtime.ports import Clock, HealthRecord, SessionLog, SleepLog
from rlscompanion.charts.images import save_chart
from rlscompanion.charts.view import ChartView
from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.night import Night
from rlscompanion.domain.onset import onset_shift
from rlscompanion.domain.outcomes import OUTCOME_KINDS, Outcome
from rlscompanion.domain.periods import Period, first_evening, within
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.relief import by_routine
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.ui.insights.choices import CHOICES, Looked
from rlscompanion.ui.insights.colours import chart_colours
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.chooser import Chooser
from rlscompanion.ui.widgets.controls import button, display, identified, label, show_on

_PERIODS = {Period.WEEK: "Week", Period.MONTH: "Month", Period.YEAR: "Year", Period.ALL: "All"}

AskForFile = Callable[[QWidget, Callable[[Path], None]], None]
"""Asks for the file to write a picture to, and hands it on; nothing if none is chosen."""


def ask_for_picture(parent: QWidget, chosen: Callable[[Path], None]) -> None:
    """Ask for a PNG or SVG file beside the window, which goes on meanwhile."""
    dialog = QFileDialog(parent, "Save chart")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(["PNG picture (*.png)", "SVG drawing (*.svg)"])
    dialog.setDefaultSuffix("png")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(_Handing(dialog, chosen).hand)
    dialog.open()


class _Handing(QObject):
    def __init__(self, parent: QObject, chosen: Callable[[Path], None]) -> None:
        super().__init__(parent)
        self._chosen = chosen

    @Slot(str)
    def hand(self, file: str) -> None:
        self._chosen(Path(file))


class InsightsPage(QWidget):
    """The list of charts on the left, the chosen one on the right."""

    trial_chosen = Signal()

    def __init__(
        self,
        log: SleepLog,
        sessions: SessionLog,
        health: HealthRecord,
        clock: Clock,
        ask_for_file: AskForFile = ask_for_picture,
    ) -> None:
        super().__init__()
        self._sessions, self._health, self._clock = sessions, health, clock
        self._reader = NightReader(log, parent=self)
        self._reader.batch_read.connect(self._take)
        self._reader.finished.connect(self._show_read)
        self._reader.failed.connect(self._tell)
        self._read: list[Night] = []
        self._ask_for_file = ask_for_file
        self._theme = DUSK
        self._nights: list[Night] = []
        self._list = QListWidget()
        identified(self._list, "Charts")
        for choice in CHOICES:
            item = QListWidgetItem(choice.title)
            item.setData(Qt.ItemDataRole.UserRole, choice.key)
            self._list.addItem(item)
        self._list.setFixedWidth(300)
        self._list.currentRowChanged.connect(self._show)
        self._periods = QButtonGroup(self)
        for period, title in _PERIODS.items():
            made = button(title, f"Period {title.lower()}", "period")
            made.setCheckable(True)
            made.setChecked(period is Period.YEAR)
            made.setProperty("period", period.value)
            self._periods.addButton(made)
        self._periods.buttonClicked.connect(self._show)
        self._factor, self._outcome = Chooser("Factor"), Chooser("Measure")
        for outcome in Outcome:
            self._outcome.addItem(OUTCOME_KINDS[outcome].title, outcome.value)
        for box in (self._factor, self._outcome):
            box.activated.connect(self._show)
        self._title = label("", "heading-large")
        self._view = ChartView()
        identified(self._view, "Chart")
        self._summary = display("Chart summary", "sentence", wrap=True)
        self._pointed = display("Pointed at", "soft", wrap=True)
        self._view.read_out.connect(self._say_pointed)
        self._notice = display("Notice about symptoms", "soft", wrap=True)
        self._save = button("Save chart", "Save chart")
        self._save.clicked.connect(self._ask_where)
        self._trial = button("The Trial: does massage help me?", "Open trial")
        self._trial.clicked.connect(self.trial_chosen)
        self._refusal = display("Problem", "problem", wrap=True)
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Draw the chart in the colours of a theme."""
        if theme is not self._theme:
            self._theme = theme
            if self.isVisible():
                self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the log anew."""
        super().showEvent(event)
        self.refresh()
        self._list.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no further."""
        self._reader.stop()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Show the nights as they are kept now; while they are read, those of before stay."""
        try:
            self._rated = self._sessions.rated_both_times(RoutineKind.WIND_DOWN, None)
            factors = [*FIXED_FACTORS, *self._health.own_factors()]
            self._medicines = {each.id: each for each in self._health.medicines()}
        except Refusal as refusal:
            show_on(self._refusal, str(refusal))
            return
        show_on(self._refusal, "")
        kept = self._factor.currentData()
        self._factors = {factor.key: factor for factor in factors}
        self._factor.clear()
        for factor in factors:
            self._factor.addItem(factor.title, factor.key)
        self._factor.setCurrentIndex(max(0, self._factor.findData(kept)))
        self._read = []
        self._reader.start()

    @Slot(object)
    def _take(self, nights: tuple[Night, ...]) -> None:
        self._read += nights
        if self._reader.is_reading:
            show_on(self._pointed, f"{len(self._read)} nights read …")

    @Slot()
    def _show_read(self) -> None:
        self._nights = self._read
        shift = onset_shift(self._nights, self._medicines)
        show_on(self._notice, shift.advice if shift else "")
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        else:
            self._show()

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        show_on(self._refusal, sentence)

    def open_chart(self, key: str) -> None:
        """Show a chart by its key; an unknown one changes nothing."""
        for row, choice in enumerate(CHOICES):
            if choice.key == key:
                self._list.setCurrentRow(row)

    def save_to(self, target: Path) -> None:
        """Write the chart that is shown as a picture, or say why it cannot be."""
        chart = self._view.chart
        if chart is None:
            return
        try:
            save_chart(chart, chart_colours(self._theme), target)
        except Refusal as refusal:
            show_on(self._refusal, str(refusal))
            return
        show_on(self._refusal, f"Saved as {target}.")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label("Insights", "title"))
        head.addStretch(1)
        for each in self._periods.buttons():
            head.addWidget(each)
        groups = QHBoxLayout()
        groups.setSpacing(12)
        self._asked = QWidget()
        self._asked.setLayout(groups)
        groups.setContentsMargins(0, 0, 0, 0)
        for caption, box in (("Factor", self._factor), ("Measure", self._outcome)):
            name = label(caption, "soft")
            name.setBuddy(box)
            groups.addWidget(name)
            groups.addWidget(box, 1)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._title)
        right.addWidget(self._asked)
        right.addWidget(self._view, 1)
        right.addWidget(self._pointed)
        right.addWidget(self._summary)
        right.addWidget(self._notice)
        right.addWidget(self._refusal)
        foot = QHBoxLayout()
        foot.addWidget(self._trial)
        foot.addStretch(1)
        foot.addWidget(self._save)
        right.addLayout(foot)
        middle = QHBoxLayout()
        middle.setSpacing(36)
        middle.addWidget(self._list)
        middle.addLayout(right, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(40, 20, 40, 28)
        page.setSpacing(18)
        page.addLayout(head)
        page.addLayout(middle, 1)

    @property
    def _period(self) -> Period:
        chosen = self._periods.checkedButton()
        return Period(chosen.property("period")) if chosen else Period.YEAR

    @Slot()
    def _show(self) -> None:
        row = self._list.currentRow()
        if row < 0 or not self._factor.count():
            return
        choice = CHOICES[row]
        self._asked.setVisible(choice.is_grouped)
        tonight = evening_of(self._clock.now())
        since = first_evening(self._period, tonight)
        rated = [each for each in self._rated if each.started_at and evening_of(each.started_at) >= since]
        looked = Looked(
            nights=within(self._nights, self._period, tonight),
            rated=by_routine(rated),
            factor=self._factors[self._factor.currentData()],
            outcome=Outcome(self._outcome.currentData()),
        )
        chart = choice.make(looked)
        self._title.setText(chart.title)
        self._view.show_chart(chart, chart_colours(self._theme))
        show_on(self._summary, chart.missing if chart.is_empty else chart.summary)
        show_on(self._pointed, "")
        self._notice.setVisible(choice.key == "onset" and bool(self._notice.text()))
        self._save.setEnabled(not chart.is_empty)

    @Slot(str)
    def _say_pointed(self, text: str) -> None:
        show_on(self._pointed, text)

    @Slot()
    def _ask_where(self) -> None:
        self._ask_for_file(self, self.save_to)
