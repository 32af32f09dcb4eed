"""The Insights page: the overview, or one chart with a sentence that sums up the chart."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QListWidget, QListWidgetItem, QWidget

from rlscompanion.bedtime.night_reader import NightReader
from rlscompanion.bedtime.ports import Clock, HealthRecord, Preferences, SessionLog, SleepLog
from rlscompanion.bedtime.trial_keeper import TrialKeeper
from rlscompanion.charts.images import chart_picture, save_chart
from rlscompanion.charts.view import ChartView
from rlscompanion.domain import learning
from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.measures import evening_at_lights_out
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.night import Night, both_dates_text
from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome
from rlscompanion.domain.overview import CARD_TITLES_IN_ORDER, compose_overview
from rlscompanion.domain.periods import Period, first_evening, nights_within
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.relief import group_sessions_by_routine
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.ui.insights.choices import (
    CHART_CHOICES,
    CHART_KEYS_FOR_ARTICLES,
    MASSAGE_FACTOR,
    OVERVIEW_KEY,
    OVERVIEW_TITLE,
    ChartChoice,
    ChartData,
)
from rlscompanion.ui.insights.look import chart_look
from rlscompanion.ui.insights.onset_comparison import OnsetComparison
from rlscompanion.ui.insights.overview_panel import OverviewPanel
from rlscompanion.ui.insights.period_row import PeriodRow
from rlscompanion.ui.insights.picture import AskForFile, ask_for_picture_file, picture_file_name
from rlscompanion.ui.theme import DUSK, LEAST_PRESS_PIXELS, Theme
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column, in_row
from rlscompanion.ui.widgets.column import PageColumn
from rlscompanion.ui.widgets.combo_box import ComboBox
from rlscompanion.ui.widgets.context_menu import ContextMenu, MenuEntry
from rlscompanion.ui.widgets.controls import (
    button,
    display_label,
    label,
    notice_label,
    set_identifier,
    show_or_hide,
    show_text,
)
from rlscompanion.ui.widgets.text_size import TextSized, set_stacked, text_scale
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

CHART_LIST_WIDTH, GAP_BESIDE_CHART_LIST = 316, 36
LEAST_SIDE_BY_SIDE_WIDTH = 880
"""Smallest width of the page, in pixels at the designed text size, that has the list beside the chart."""

LIST_ROWS_ABOVE_CHART = 4
"""How many rows of the list of charts are visible when the list is above the chart."""

LARGEST_QT_SIZE = 16_777_215
"""Qt's largest width or height of a widget; as a maximum size it means that there is no limit."""


class _ChartList(QListWidget):
    """The list of chart titles. It keeps the chosen title visible, so that Tab returns to that title."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scroll to the chosen chart's title after a change of size."""
        super().resizeEvent(event)
        if (chosen := self.currentItem()) is not None:
            self.scrollToItem(chosen)


class InsightsPage(TextSized):
    """Shows a list of charts on the left, and the overview or the chosen chart on the right."""

    evening_chosen = Signal(object)
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
        ask_for_file: AskForFile = ask_for_picture_file,
    ) -> None:
        super().__init__()
        self._sessions, self._health, self._trials, self._clock = sessions, health, trials, clock
        self._reader = NightReader(log.nights, parent=self)
        self._reader.batch_read.connect(self._add_read_nights)
        self._reader.finished.connect(self._show_nights_read)
        self._reader.failed.connect(self._show_refusal)
        self._nights_read: list[Night] = []
        self._ask_for_file = ask_for_file
        self._theme = DUSK
        self._nights: list[Night] = []
        self._list = _ChartList()
        set_identifier(self._list, "Charts")
        for key, title in (
            (OVERVIEW_KEY, OVERVIEW_TITLE),
            *((each.key, each.title) for each in CHART_CHOICES),
        ):
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self._list.addItem(item)
        self._list.currentRowChanged.connect(self._show_chosen_chart)
        self._periods = PeriodRow()
        self._periods.chosen.connect(self._show_chosen_chart)
        self._factor, self._outcome = ComboBox("Factor"), ComboBox("Measure")
        for outcome in Outcome:
            self._outcome.addItem(OUTCOME_DESCRIPTIONS[outcome].title, outcome.value)
        for box in (self._factor, self._outcome):
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(self._show_chosen_chart)
        self._title = label("", "heading-large", wrap=True)
        self._view = ChartView()
        set_identifier(self._view, "Chart")
        self._empty_space = QWidget()
        """The space below the words where there is no chart to take it."""
        self._summary = display_label("Chart summary", "sentence", wrap=True)
        self._pointed = display_label("Pointed at", "soft", wrap=True)
        self._view.read_out.connect(self._show_pointed_text)
        self._view.evening_pressed.connect(self.evening_chosen)
        ContextMenu(self._view, self._menu_entries)
        self._more = button("Details", "Details", pressed=self._show_details)
        self._more.setCheckable(True)
        self._details = notice_label("Chart details", "soft")
        self._open_diary = button("Open the diary", "Open the diary", pressed=self._open_latest_diary)
        self._overview = OverviewPanel(CARD_TITLES_IN_ORDER)
        self._overview.chart_chosen.connect(self._open_from_card)
        self._onset = OnsetComparison(preferences, parent=self)
        self._onset.baseline_moved.connect(self._show_chosen_chart)
        self._copy = button("Copy chart", "Copy chart", pressed=self._copy_chart)
        self._save = button("Save chart", "Save chart", pressed=self._ask_for_file_name)
        self._trial = button("Does massage help me?", "Open trial", pressed=self.trial_chosen)
        self._report = button("Report for a clinician", "Report for a clinician", pressed=self.report_chosen)
        self._results = button(
            "Test results and medicines", "Test results and medicines", pressed=self.results_chosen
        )
        self._refusal = display_label("Problem", "problem", wrap=True)
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        if theme is not self._theme:
            self._theme = theme
            if self.isVisible():
                self._show_chosen_chart()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the nights from the log when the page appears."""
        super().showEvent(event)
        self.refresh()
        self._list.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop reading nights from the log when the page disappears."""
        self._reader.stop()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Read the nights from the log again; the present charts stay visible until all nights are read."""
        try:
            self._massages = self._sessions.start_times(RoutineKind.WIND_DOWN)
            self._rescues = self._sessions.start_times(RoutineKind.RESCUE)
            self._rated_sessions = self._sessions.rated_before_and_after(RoutineKind.WIND_DOWN, None)
            self._trial_evenings = self._trials.evenings()
            self._last_trial = self._trials.latest()
            factors = [MASSAGE_FACTOR, *FIXED_FACTORS, *self._health.own_factors()]
            self._medicines = {each.id: each for each in self._health.medicines()}
        except Refusal as refusal:
            show_text(self._refusal, str(refusal))
            return
        show_text(self._refusal, "")
        kept = self._factor.currentData()
        self._factors = {factor.key: factor for factor in factors}
        self._factor.clear()
        for factor in factors:
            self._factor.addItem(factor.display_name, factor.key)
        self._factor.setCurrentIndex(max(0, self._factor.findData(kept)))
        self._nights_read = []
        self._reader.start()

    @Slot(object)
    def _add_read_nights(self, nights: tuple[Night, ...]) -> None:
        self._nights_read += nights
        if self._reader.is_reading:
            show_text(self._pointed, f"{len(self._nights_read)} nights read …")

    @Slot()
    def _show_nights_read(self) -> None:
        self._nights = self._nights_read
        self._onset.set_nights(self._nights, self._medicines)
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        else:
            self._show_chosen_chart()

    @Slot(str)
    def _show_refusal(self, sentence: str) -> None:
        show_text(self._refusal, sentence)

    def open_chart(self, key: str) -> None:
        """Show the chart with this key; ignore an unknown key."""
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self._list.setCurrentRow(row)

    def open_chart_for_topic(self, article_chart: str) -> None:
        """Show the chart that a Learn article refers to, given as a `domain.learning.ArticleChart` value."""
        self.open_chart(CHART_KEYS_FOR_ARTICLES[learning.ArticleChart(article_chart)])

    def save_picture(self, target: Path) -> None:
        """Save the visible chart as a picture in the file `target`, or show why it cannot be saved."""
        chart = self._view.chart
        if chart is None:
            return
        try:
            save_chart(chart, chart_look(self._theme), target)
        except Refusal as refusal:
            show_text(self._refusal, str(refusal))
            return
        self._announce(f"Saved as {target}.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list of charts above the chart if the page is too narrow for both side by side."""
        super().resizeEvent(event)
        self.fit_to_text_size()

    def fit_to_text_size(self) -> None:
        """Put the list of charts beside the chart if the page is wide enough, otherwise above the chart."""
        scale = text_scale(self)
        if self.width() >= LEAST_SIDE_BY_SIDE_WIDTH * scale:
            for each in (self._middle, self._head, self._words):
                set_stacked(each, False)
            self._list.setFixedWidth(round(CHART_LIST_WIDTH * scale))
            self._list.setMaximumHeight(LARGEST_QT_SIZE)
        else:
            for each in (self._middle, self._head, self._words):
                set_stacked(each, True)
            self._list.setMinimumWidth(0)
            self._list.setMaximumWidth(LARGEST_QT_SIZE)
            rows = LIST_ROWS_ABOVE_CHART * max(LEAST_PRESS_PIXELS, self._list.sizeHintForRow(0))
            self._list.setMaximumHeight(rows + 2 * self._list.frameWidth() + 12)

    def _lay_out(self) -> None:
        head = in_row(label("Insights", "title"), STRETCH, self._periods)
        groups = in_row(spacing=12)
        self._group_choice = QWidget()
        self._group_choice.setLayout(groups)
        groups.setContentsMargins(0, 0, 0, 0)
        for caption, box in (("With and without", self._factor), ("Compare", self._outcome)):
            name = label(caption, "soft", buddy=box)
            add_parts(groups, name, (box, 1))
        self._head = in_row((self._title, 1), WrappingRow([self._copy, self._save]), spacing=12)
        self._words = in_row((self._summary, 1), (self._more, 0, Qt.AlignmentFlag.AlignTop), spacing=12)
        self._chart_side = QWidget()
        in_column(
            *(self._head, self._group_choice, self._onset.question, (self._view, 1), self._pointed),
            *(self._words, self._details, self._onset.answer),
            *(in_row(self._open_diary, STRETCH), (self._empty_space, 1)),
            into=self._chart_side,
            spacing=12,
        )
        right = in_column(self._overview, (self._chart_side, 1), self._refusal, spacing=12)
        right.addLayout(WrappingRow([self._trial, self._report, self._results]))
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(GAP_BESIDE_CHART_LIST)
        self._middle.addWidget(self._list)
        self._middle.addLayout(right, 1)
        column = in_column(head, (self._middle, 1), spacing=18, margins=(0, 20, 0, 28))
        in_column(PageColumn(column), into=self)

    @Slot()
    def _show_chosen_chart(self) -> None:
        item = self._list.currentItem()
        if item is None or not self._factor.count():
            return
        key = item.data(Qt.ItemDataRole.UserRole)
        choice = next((each for each in CHART_CHOICES if each.key == key), None)
        self._overview.setVisible(choice is None)
        for each in (self._periods, self._chart_side):
            each.setVisible(choice is not None)
        if choice is None:
            self._show_overview()
        else:
            self._show_chart(choice)

    def _show_overview(self) -> None:
        found = compose_overview(
            self._nights, self._tonight, self._rated_sessions, self._last_trial, self._onset.advice
        )
        self._overview.show_overview(found, chart_look(self._theme))

    def _show_chart(self, choice: ChartChoice) -> None:
        self._group_choice.setVisible(choice.has_two_groups)
        since = first_evening(self._nights, self._periods.period, self._tonight)
        rated_sessions = [
            each
            for each in self._rated_sessions
            if each.started_at and evening_at_lights_out(each.started_at) >= since
        ]
        data = ChartData(
            nights=nights_within(self._nights, self._periods.period, self._tonight),
            all_nights=nights_within(self._nights, Period.ALL, self._tonight),
            medicines=self._medicines,
            baseline_from=self._onset.baseline,
            rated_sessions=group_sessions_by_routine(rated_sessions),
            massage_starts=self._massages,
            rescue_starts=self._rescues,
            trial_evenings=self._trial_evenings,
            factor=self._factors[self._factor.currentData()],
            outcome=Outcome(self._outcome.currentData()),
        )
        chart = choice.make_chart(data)
        self._title.setText(chart.title)
        self._view.show_chart(chart, chart_look(self._theme))
        self._view.setVisible(not chart.is_empty)
        self._empty_space.setVisible(chart.is_empty)
        self._open_diary.setVisible(chart.is_empty and choice.is_from_diary)
        show_text(self._summary, chart.missing if chart.is_empty else chart.summary)
        show_text(self._pointed, "")
        self._onset.set_visible(choice.key == "onset")
        self._more.setVisible(bool(chart.details))
        self._show_details()
        for each in (self._copy, self._save):
            each.setEnabled(not chart.is_empty)

    @property
    def _tonight(self) -> date:
        return evening_of(self._clock.now())

    @Slot()
    def _show_details(self) -> None:
        details = self._view.chart.details if self._view.chart is not None else ""
        show_or_hide(self._details, details if self._more.isChecked() else "")

    @Slot()
    def _open_latest_diary(self) -> None:
        """Open the diary of last night, which fills the empty chart."""
        self.evening_chosen.emit(self._tonight - timedelta(days=1))

    @Slot(str)
    def _open_from_card(self, key: str) -> None:
        self.open_chart(key)
        (self._list if self._view.isHidden() else self._view).setFocus()

    @Slot(str)
    def _show_pointed_text(self, text: str) -> None:
        show_text(self._pointed, text)

    def _menu_entries(self, _point: QPoint) -> list[MenuEntry]:
        """The entries of the context menu: for the night pointed at, if any, and for the chart."""
        if self._view.chart is None or self._view.chart.is_empty:
            return []
        evening = self._view.pointed_evening
        night = (
            [
                MenuEntry(
                    f"Open the diary of {both_dates_text(evening)}",
                    partial(self.evening_chosen.emit, evening),
                )
            ]
            if evening is not None
            else []
        )
        return [
            *night,
            MenuEntry("Copy chart", self._copy_chart),
            MenuEntry("Save chart…", self._ask_for_file_name),
        ]

    @Slot()
    def _copy_chart(self) -> None:
        if self._view.chart is not None:
            QGuiApplication.clipboard().setImage(chart_picture(self._view.chart, chart_look(self._theme)))
            self._announce("Copied as a picture.")

    @Slot()
    def _ask_for_file_name(self) -> None:
        if self._view.chart is not None:
            name = picture_file_name(self._view.chart.title, self._tonight)
            self._ask_for_file(self, name, self.save_picture)

    def _announce(self, sentence: str) -> None:
        show_text(self._pointed, sentence)
        announce(self, sentence)
