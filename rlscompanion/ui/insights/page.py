"""Insights: one chart at a time, its sentence, and what is pointed at in it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from rlscompanion.bedtime.night_reader import NightReader
from rlscompanion.bedtime.ports import Clock, HealthRecord, Preferences, SessionLog, SleepLog
from rlscompanion.bedtime.trial_keeper import TrialKeeper
from rlscompanion.charts.images import save_chart
from rlscompanion.charts.view import ChartView
from rlscompanion.domain import learning
from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.measures import evening_at_lights_out
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import OUTCOME_KINDS, Outcome
from rlscompanion.domain.periods import Period, first_evening, within
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.relief import by_routine
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.ui.insights.choices import CHOICES, MASSAGE, TOLD_OF, Looked
from rlscompanion.ui.insights.look import chart_look
from rlscompanion.ui.insights.onset_comparison import OnsetComparison
from rlscompanion.ui.theme import DUSK, TARGET, Theme
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.boxes import STRETCH, filled, in_column, in_row
from rlscompanion.ui.widgets.chooser import Chooser
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button, display, identified, label, show_on
from rlscompanion.ui.widgets.text_size import TextSized, stack, text_scale
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

WIDEST, LIST_WIDTH, MIDDLE_GAP = 1600, 300, 36
SIDE_BY_SIDE, ROWS_ABOVE, NO_LIMIT = 880, 4, 16_777_215
"""Pixels at the designed text size from which the list stands beside the chart; its rows else; Qt's none."""

AskForFile = Callable[[QWidget, Callable[[Path], None]], None]
"""Asks for the file to write a picture to, and hands it on; nothing if none is chosen."""

_TITLES = {Period.WEEK: "Week", Period.MONTH: "Month", Period.YEAR: "Year", Period.ALL: "All"}


class PeriodRow(QWidget):
    """Not one of Qt's exclusive groups: Tab would pass over all of those but the checked one."""

    chosen = Signal()

    def __init__(self, period: Period = Period.YEAR) -> None:
        super().__init__()
        self._period = period
        row = in_row(into=self, spacing=10)
        self._buttons = {
            each: button(title, f"Period {title.lower()}", "period") for each, title in _TITLES.items()
        }
        for each in self._buttons.values():
            each.setCheckable(True)
            each.clicked.connect(self._choose)
            row.addWidget(each)
        self._show()

    @property
    def period(self) -> Period:
        """The one that is chosen."""
        return self._period

    @Slot()
    def _choose(self) -> None:
        pressed = self.sender()
        self._period = next(period for period, each in self._buttons.items() if each is pressed)
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        for period, each in self._buttons.items():
            each.setChecked(period is self._period)


def ask_for_picture(parent: QWidget, chosen: Callable[[Path], None]) -> None:
    """Ask for a PNG or SVG file beside the window, which goes on meanwhile."""
    dialog = QFileDialog(parent, "Save chart")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(["PNG picture (*.png)", "SVG drawing (*.svg)"])
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the system's would be bright
    dialog.setDefaultSuffix("png")
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kind[-4:-1]))
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


class InsightsPage(TextSized):
    """The list of charts on the left, the chosen one on the right."""

    trial_chosen = Signal()
    results_chosen = Signal()
    report_chosen = Signal()

    def __init__(
        self,
        log: SleepLog,
        sessions: SessionLog,
        health: HealthRecord,
        trials: TrialKeeper,
        clock: Clock,
        preferences: Preferences,
        ask_for_file: AskForFile = ask_for_picture,
    ) -> None:
        super().__init__()
        self._sessions, self._health, self._trials, self._clock = sessions, health, trials, clock
        self._reader = NightReader(log.nights, parent=self)
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
        self._list.currentRowChanged.connect(self._show)
        self._periods = PeriodRow()
        self._periods.chosen.connect(self._show)
        self._factor, self._outcome = Chooser("Factor"), Chooser("Measure")
        for outcome in Outcome:
            self._outcome.addItem(OUTCOME_KINDS[outcome].title, outcome.value)
        for box in (self._factor, self._outcome):
            box.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(self._show)
        self._title = label("", "heading-large", wrap=True)
        self._view = ChartView()
        identified(self._view, "Chart")
        self._summary = display("Chart summary", "sentence", wrap=True)
        self._pointed = display("Pointed at", "soft", wrap=True)
        self._view.read_out.connect(self._say_pointed)
        self._onset = OnsetComparison(preferences, parent=self)
        self._save = button("Save chart", "Save chart", pressed=self._ask_where)
        self._trial = button("Does massage help me?", "Open trial", pressed=self.trial_chosen)
        self._report = button("Report for a clinician", "Report for a clinician", pressed=self.report_chosen)
        self._results = button(
            "Results from elsewhere", "Results from elsewhere", "flat", pressed=self.results_chosen
        )
        self._refusal = display("Problem", "problem", wrap=True)
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Draw the chart in the colours of a theme."""
        if theme is not self._theme:
            self._theme = theme
            if self.isVisible():
                self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the log again."""
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
            self._massages = self._sessions.done(RoutineKind.WIND_DOWN)
            self._rated = self._sessions.rated_both_times(RoutineKind.WIND_DOWN, None)
            self._trial_evenings = self._trials.evenings()
            factors = [MASSAGE, *FIXED_FACTORS, *self._health.own_factors()]
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
        self._onset.take(self._nights, self._medicines)
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

    def open_chart_told_of(self, topic: str) -> None:
        """Show the chart for what Learn tells of, a key of `domain.learning.Chart`."""
        self.open_chart(TOLD_OF[learning.Chart(topic)])

    def save_to(self, target: Path) -> None:
        """Write the chart that is shown as a picture, or say why it cannot be."""
        chart = self._view.chart
        if chart is None:
            return
        try:
            save_chart(chart, chart_look(self._theme), target)
        except Refusal as refusal:
            show_on(self._refusal, str(refusal))
            return
        show_on(self._pointed, f"Saved as {target}.")
        announce(self, self._pointed.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list above the chart where there is no room beside it."""
        super().resizeEvent(event)
        self.fit_text()

    def fit_text(self) -> None:
        """Make room for larger text."""
        scale = text_scale(self)
        if self.width() >= SIDE_BY_SIDE * scale:
            stack(self._middle, False)
            self._list.setFixedWidth(round(LIST_WIDTH * scale))
            self._list.setMaximumHeight(NO_LIMIT)
        else:
            stack(self._middle, True)
            self._list.setMinimumWidth(0)
            self._list.setMaximumWidth(NO_LIMIT)
            rows = ROWS_ABOVE * max(TARGET, self._list.sizeHintForRow(0))
            self._list.setMaximumHeight(rows + 2 * self._list.frameWidth() + 12)

    def _lay_out(self) -> None:
        head = in_row(label("Insights", "title"), STRETCH, self._periods)
        groups = in_row(spacing=12)
        self._asked = QWidget()
        self._asked.setLayout(groups)
        groups.setContentsMargins(0, 0, 0, 0)
        for caption, box in (("Factor", self._factor), ("Measure", self._outcome)):
            name = label(caption, "soft", buddy=box)
            filled(groups, name, (box, 1))
        right = in_column(spacing=12)
        for each in (
            *(self._title, self._asked, self._onset.question, self._view, self._pointed),
            *(self._summary, self._onset.answer, self._refusal),
        ):
            right.addWidget(each, 1 if each is self._view else 0)
        right.addLayout(WrappingRow([self._trial, self._report, self._save, self._results]))
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(MIDDLE_GAP)
        self._middle.addWidget(self._list)
        self._middle.addLayout(right, 1)
        column = in_column(head, (self._middle, 1), spacing=18, margins=(0, 20, 0, 28))
        in_column(CentredColumn(column, WIDEST, margin=40), into=self)

    @Slot()
    def _show(self) -> None:
        row = self._list.currentRow()
        if row < 0 or not self._factor.count():
            return
        choice = CHOICES[row]
        self._asked.setVisible(choice.is_grouped)
        tonight = evening_of(self._clock.now())
        since = first_evening(self._nights, self._periods.period, tonight)
        rated = [
            each
            for each in self._rated
            if each.started_at and evening_at_lights_out(each.started_at) >= since
        ]
        looked = Looked(
            nights=within(self._nights, self._periods.period, tonight),
            rated=by_routine(rated),
            massages=self._massages,
            trial_evenings=self._trial_evenings,
            factor=self._factors[self._factor.currentData()],
            outcome=Outcome(self._outcome.currentData()),
        )
        chart = choice.make(looked)
        self._title.setText(chart.title)
        self._view.show_chart(chart, chart_look(self._theme))
        show_on(self._summary, chart.missing if chart.is_empty else chart.summary)
        show_on(self._pointed, "")
        self._onset.show_if(choice.key == "onset")
        self._save.setEnabled(not chart.is_empty)

    @Slot(str)
    def _say_pointed(self, text: str) -> None:
        show_on(self._pointed, text)

    @Slot()
    def _ask_where(self) -> None:
        self._ask_for_file(self, self.save_to)
