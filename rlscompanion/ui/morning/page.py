"""Good morning: the diary, prefilled with what the night recorded and only that."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from rlscompanion.bedtime.night_recorder import NightRecorder, begun, current_sleep
from rlscompanion.bedtime.ports import HealthRecord
from rlscompanion.bedtime.safety_screen import SafetyScreen
from rlscompanion.domain import measures
from rlscompanion.domain.moved_night import under_evening
from rlscompanion.domain.night import Item, Night, both_dates
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.morning.date_row import DateRow
from rlscompanion.ui.morning.fields import DiaryField
from rlscompanion.ui.morning.health_line import HealthLine
from rlscompanion.ui.morning.more import MoreOfDiary
from rlscompanion.ui.morning.night_bar import NightBar
from rlscompanion.ui.morning.reading import (
    ASLEEP_ITEMS,
    Entry,
    Reading,
    carried_over,
    entry_of,
    read,
    texts_of,
)
from rlscompanion.ui.theme import DAY, DUSK, Theme
from rlscompanion.ui.widgets.chooser import Tick
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button, display, identified, label, show_on
from rlscompanion.ui.widgets.measure_text import duration_text, percent_text
from rlscompanion.ui.widgets.rating_scale import RatingScale
from rlscompanion.ui.widgets.text_size import may_change_text, stack
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

_NIGHT_FIELDS = (
    (Item.WENT_TO_BED, "Went to bed", "22:45"),
    (Item.TRIED_TO_SLEEP, "Tried to sleep", "23:10"),
    (Item.MINUTES_TO_FALL_ASLEEP, "Minutes to fall asleep", "minutes"),
    (Item.TIMES_AWAKE, "Times awake", "times"),
    (Item.MINUTES_AWAKE, "Minutes awake", "minutes"),
    (Item.WOKE_UP, "Woke up", "6:30"),
    (Item.GOT_UP, "Got up", "6:50"),
)
_MORNING_FIELDS = (
    (Item.PLANNED_WAKE, "Planned wake", "7:00"),
    (Item.MINUTES_TRYING_AGAIN, "Minutes trying to sleep again", "minutes"),
    (Item.SYMPTOMS_BEGAN, "Symptoms began", "21:30"),
)
LARGEST_IN_COLUMNS = 22
"""Text pixels up to which the diary stands in two columns."""

_EFFICIENCY_HELP = (
    "Sleep efficiency: time asleep as a share of the time given to sleep, which is falling asleep, asleep, "
    "awake in between and trying to sleep again."
)

SAVE_OR_LEAVE = "Press Save night to keep them, or the same again to leave them."


class MorningPage(QWidget):
    """The diary of one night. What is typed stays until it is saved or another night is chosen."""

    night_saved = Signal(object)
    night_deleted = Signal(object)
    health_questions_chosen = Signal()
    light_chosen = Signal(bool)

    def __init__(self, recorder: NightRecorder, safety: SafetyScreen, health: HealthRecord) -> None:
        super().__init__()
        self._recorder = recorder
        self._night: Night = recorder.night_to_fill_in()
        self._shown = Entry(texts=dict.fromkeys(texts_of(self._night), ""))
        self._is_moved = self._is_warned = False
        self._health = HealthLine(safety, "Roughly is fine. Leave blank what you do not know.")
        self._health.something_new.connect(self.health_questions_chosen)
        self._dates = DateRow()
        self._fields = {
            item: DiaryField(item, name, hint) for item, name, hint in (*_NIGHT_FIELDS, *_MORNING_FIELDS)
        }
        self._sleepless = Tick("I did not sleep", "I did not sleep")
        self._quality = RatingScale("Sleep quality", 1, 5)
        self._urge = RatingScale("Worst urge to move")
        self._bar = NightBar()
        self._more = MoreOfDiary(health)
        self._notes = QPlainTextEdit()
        identified(self._notes, "Notes")
        self._notes.setTabChangesFocus(True)
        self._asleep = display("Time asleep", "figure")
        self._efficiency = display("Sleep efficiency", "figure")
        self._efficiency.setToolTip(_EFFICIENCY_HELP)
        self._refusal = display("Problem", "problem", wrap=True)
        self._save = button("Save night", "Save night", "primary")
        self._delete = button("Delete night", "Delete night", "flat")
        self.set_theme(DUSK)
        self._lay_out()
        self._connect()
        self.open(self._night)

    def set_theme(self, theme: Theme) -> None:
        """Draw the scales in the colours of a theme, and offer the other light."""
        self._quality.set_theme(theme)
        self._urge.set_theme(theme)
        self._bar.set_theme(theme)
        self._more.set_theme(theme)
        self._dates.show_light(theme is DAY)

    def changeEvent(self, event: QEvent) -> None:
        """Put the halves under one another when the text is too large for two columns."""
        super().changeEvent(event)
        if may_change_text(event):
            is_large = self.fontInfo().pixelSize() > LARGEST_IN_COLUMNS
            stack(self._halves, is_large)
            self._halves.setSpacing(16 if is_large else 64)

    @property
    def _has_unsaved(self) -> bool:
        return self._is_moved or self._more.is_touched or self._entry() != self._shown

    @Slot()
    def commit(self) -> None:
        """Save what was typed and not saved, as far as it makes sense: nothing typed is to be lost."""
        if self._has_unsaved and not self._reading().problems:
            self._keep()

    def open(self, night: Night) -> None:
        """Show a night and what is known of it; of one that is shown already, what was typed stays.

        What was typed for another and is not saved is told of first, and left when asked again.
        """
        is_shown = (night.evening, night.saved_at) == (self._night.evening, self._night.saved_at)
        if not is_shown and self._has_unsaved and not self._is_warned:
            self._is_warned = True
            show_on(self._refusal, f"{self._night.label} has changes that are not saved. {SAVE_OR_LEAVE}")
            return
        self._is_warned = False
        self._night = night if night.sleeps else _with_a_sleep(night)
        fresh = entry_of(self._night)
        entry = carried_over(self._entry(), self._shown, fresh) if is_shown else fresh
        self._shown = fresh
        sleep = self._night.main_sleep or current_sleep(self._night)
        for item, field in self._fields.items():
            field.show_answer(fresh.texts[item], sleep.sources.get(item) if sleep else None)
            field.line.setText(entry.texts[item])
            field.show_problem("")
        if not (is_shown and self._more.is_touched):
            self._more.show_night(self._night, self._recorder.night_before(self._night))
        self._delete.setVisible(night.saved_at is not None)
        self._sleepless.setChecked(not entry.slept)
        self._quality.rate(entry.quality)
        self._urge.rate(entry.worst_urge)
        self._notes.setPlainText(entry.notes)
        self._is_moved = False
        self._dates.show_night(night.evening, self._recorder.latest_evening())
        show_on(self._refusal, "")
        self._health.follow()
        self._follow()
        self._fields[Item.WENT_TO_BED].line.setFocus()

    def type_in(self, texts: Mapping[Item, str]) -> None:
        """Put texts into fields, as if typed."""
        for item, text in texts.items():
            self._fields[item].line.setText(text)

    def rate(self, quality: int | None, worst_urge: int | None) -> None:
        """Set the two scales."""
        self._quality.rate(quality)
        self._urge.rate(worst_urge)

    def _lay_out(self) -> None:
        column = QWidget()
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 20, 0, 20)
        lines.setSpacing(14)
        lines.addWidget(self._dates)
        lines.addWidget(self._health)
        lines.addWidget(self._bar)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(64)
        for half in (self._night_half(), self._morning_half()):
            half.addStretch(1)
            self._halves.addLayout(half, 1)
        lines.addLayout(self._halves)
        lines.addWidget(self._more)
        lines.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(CentredColumn(column, 1040), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.addStretch(1)
        foot.addWidget(self._foot(), 1000)
        foot.addStretch(1)
        page.addLayout(foot)

    def _foot(self) -> QWidget:
        """What the entry makes, and its saving: always in sight, however long the diary is."""
        holder = QWidget()
        holder.setMaximumWidth(1040)
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 8, 0, 14)
        lines.setSpacing(8)
        made, presses = QWidget(), QWidget()
        numbers = QHBoxLayout(made)
        numbers.setContentsMargins(0, 0, 0, 0)
        numbers.setSpacing(48)
        for caption, shown in (("Time asleep", self._asleep), ("Sleep efficiency", self._efficiency)):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(label(caption, "small"))
            pair.addWidget(shown)
            numbers.addLayout(pair)
        numbers.addStretch(1)
        self._save.setProperty("bulk", "wide")
        row = QHBoxLayout(presses)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self._delete)
        row.addWidget(self._save)
        lines.addWidget(self._refusal)
        lines.addLayout(WrappingRow((made, presses), stretched=made))
        return holder

    def _night_half(self) -> QVBoxLayout:
        half = QVBoxLayout()
        half.setSpacing(2)
        for item, _, _ in _NIGHT_FIELDS:
            half.addWidget(self._fields[item])
        half.addWidget(self._sleepless)
        return half

    def _morning_half(self) -> QVBoxLayout:
        half = QVBoxLayout()
        half.setSpacing(2)
        for caption, ends, scale in (
            ("Sleep quality", "1 very poor, 5 very good", self._quality),
            ("Worst urge to move", "0 none, 10 worst", self._urge),
        ):
            names = QHBoxLayout()
            names.addWidget(label(caption, "question"))
            names.addStretch(1)
            names.addWidget(label(ends, "small"))
            half.addLayout(names)
            half.addSpacing(4)
            half.addWidget(scale)
            half.addSpacing(12)
        for item, _, _ in _MORNING_FIELDS:
            half.addWidget(self._fields[item])
        half.addSpacing(6)
        half.addWidget(label("Notes", "question"))
        half.addSpacing(4)
        self._notes.setFixedHeight(84)
        half.addWidget(self._notes)
        return half

    def _connect(self) -> None:
        self._dates.earlier_chosen.connect(self._open_earlier)
        self._dates.later_chosen.connect(self._open_later)
        self._dates.move_asked.connect(self._move_to)
        self._save.clicked.connect(self.save)
        # From the last of what is asked every morning to its saving; the rest comes after.
        QWidget.setTabOrder(self._notes, self._save)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            QShortcut(QKeySequence(keys), self, self.save)
        self._delete.clicked.connect(self._delete_night)
        self._bar.moved.connect(self._take_moved)
        self._dates.light_chosen.connect(self.light_chosen)
        self._sleepless.toggled.connect(self._follow)
        for field in self._fields.values():
            field.edited.connect(self._follow)
            field.left.connect(self._show_problems)

    def _entry(self) -> Entry:
        return Entry(
            texts={item: field.text for item, field in self._fields.items()},
            slept=not self._sleepless.isChecked(),
            quality=self._quality.rating,
            worst_urge=self._urge.rating,
            notes=self._notes.toPlainText().strip(),
        )

    def _reading(self) -> Reading:
        return read(self._entry(), self._night)

    @Slot()
    def _follow(self) -> None:
        """Show what the entry makes while it is typed; problems that are mended go at once."""
        for item in ASLEEP_ITEMS:
            self._fields[item].setEnabled(not self._sleepless.isChecked())
        reading = self._reading()
        sleep = reading.night.main_sleep
        wrong = {problem.item for problem in reading.problems}
        for item, field in self._fields.items():
            if item not in wrong:
                field.show_problem("")
        self._bar.show_night(reading.night)
        usable = sleep is not None and not wrong
        show_on(self._asleep, duration_text(measures.total_sleep(sleep) if usable and sleep else None))
        show_on(self._efficiency, percent_text(measures.efficiency(sleep) if usable and sleep else None))

    @Slot()
    def _show_problems(self) -> None:
        sentences = {problem.item: problem.sentence for problem in self._reading().problems}
        for item, field in self._fields.items():
            field.show_problem(sentences.get(item, ""))

    @Slot()
    def save(self) -> None:
        """Save the night, or say what is impossible where it stands."""
        reading = self._reading()
        if reading.problems:
            self._show_problems()
            wrong = {problem.item for problem in reading.problems}
            next(field for item, field in self._fields.items() if item in wrong).line.setFocus()
            return
        if (saved := self._keep()) is not None:
            self.night_saved.emit(saved.id)

    def _keep(self) -> Night | None:
        """Write the night; None, with the reason shown, if it cannot be."""
        night = self._more.put_into(self._reading().night)
        if night is None:
            show_on(self._refusal, f"Not saved. {self._more.problem}")
            return None
        try:
            self._recorder.save_diary(night, keep_date=self._is_moved)
        except Refusal as refusal:
            show_on(self._refusal, f"Not saved. {refusal}")
            return None
        self._settle()
        return night

    def _settle(self) -> None:
        """What stands here is no longer unsaved."""
        self._shown, self._is_moved = self._entry(), False
        self._more.settle()

    @Slot()
    def _delete_night(self) -> None:
        """Take the night out of the log; whoever listens offers to bring it back."""
        try:
            self._recorder.remove(self._night)
        except Refusal as refusal:
            show_on(self._refusal, f"Not deleted. {refusal}")
            return
        self._settle()
        self.night_deleted.emit(self._night)

    @Slot(object)
    def _move_to(self, evening: date) -> None:
        """Put the night under another date, and its times with it; it is saved with the rest."""
        if evening == self._night.evening:
            return
        if self._recorder.is_taken(evening, by_other_than=self._night):
            show_on(
                self._refusal, f"{both_dates(evening)} has a diary already. Delete or move that one first."
            )
            return
        night = self._more.put_into(self._reading().night)
        if night is None:
            show_on(self._refusal, f"Not moved. {self._more.problem}")
            return
        self._night = under_evening(night, evening)
        self._is_moved = True
        self._show_moved()
        self._dates.show_night(evening, self._recorder.latest_evening())
        show_on(self._refusal, "")
        self._follow()

    def _show_moved(self) -> None:
        """Show the texts of the night that was moved; a text that could not be read stays as it stands."""
        texts, sleep = texts_of(self._night), self._night.main_sleep
        for item, field in self._fields.items():
            stands = field.text
            field.show_answer(texts[item], sleep.sources.get(item) if sleep else None)
            field.line.setText(texts[item] or stands)
        self._more.show_moved(self._night, self._recorder.night_before(self._night))

    @Slot(object, str)
    def _take_moved(self, item: Item, text: str) -> None:
        """An end of the bar was moved: the same as typing it."""
        self._fields[item].line.setText(text)

    @Slot()
    def _open_earlier(self) -> None:
        self.open(self._recorder.night_on(self._night.evening - timedelta(days=1)))

    @Slot()
    def _open_later(self) -> None:
        self.open(self._recorder.night_on(self._night.evening + timedelta(days=1)))


def _with_a_sleep(night: Night) -> Night:
    return replace(night, sleeps=begun(night.evening, night.zone).sleeps)
