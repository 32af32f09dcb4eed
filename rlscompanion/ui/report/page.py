"""The page that prepares a report for a clinician: which nights, name, paper size and notes."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from rlscompanion.bedtime.ports import Clock, SleepLog
from rlscompanion.bedtime.ports.files import ReportRequest, ReportWork
from rlscompanion.domain.dates import DATE_FIELD_HINT, date_text, parse_date
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.report.notes_list import NotesList
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column, in_row
from rlscompanion.ui.widgets.column import READING_WIDTH, PageBar, PageColumn
from rlscompanion.ui.widgets.combo_box import ComboBox
from rlscompanion.ui.widgets.controls import button, display_label, label, show_or_hide
from rlscompanion.ui.widgets.file_chooser import FileChooser
from rlscompanion.ui.widgets.progress_line import ProgressLine
from rlscompanion.ui.widgets.short_field import ShortField
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

OFFERED_NIGHT_COUNTS, PROPOSED_NIGHT_COUNT = (30, 60, 90), 90
NIGHTS_SEARCHED_FOR_DIARY = 60
"""How many of the latest nights are searched for the latest night with a diary."""

WHAT_THE_REPORT_IS = (
    "A few pages to take to an appointment: a summary of your sleep and legs and how they changed, charts, "
    "your last trial, and the last 14 nights one by one. The report makes no diagnosis."
)
NAME_PRIVACY_HINT = (
    "Name and birth date are only printed; the app does not keep them. If left blank, the report has a line "
    "to write on."
)
WRITING_STATE_TEXT = "Writing …"


class ReportPage(QWidget):
    """Asks for everything that the report for a clinician needs, and starts to write the report to a file."""

    back_chosen = Signal()

    def __init__(self, log: SleepLog, work: ReportWork, clock: Clock, files: FileChooser) -> None:
        super().__init__()
        self._log, self._work, self._clock, self._files = log, work, clock, files
        self._range = ComboBox("Nights of the report")
        for nights in OFFERED_NIGHT_COUNTS:
            self._range.addItem(f"The latest {nights} nights", nights)
        self._range.addItem("From one date to another", 0)
        self._range.setCurrentIndex(OFFERED_NIGHT_COUNTS.index(PROPOSED_NIGHT_COUNT))
        self._first, self._last = (
            ShortField("From", DATE_FIELD_HINT, 13),
            ShortField("To", DATE_FIELD_HINT, 13),
        )
        self._name, self._born = ShortField("Name", "", 26), ShortField("Birth date", "", 13)
        self._paper = ComboBox("Paper")
        self._paper.addItems(["A4", "Letter"])
        self._notes = NotesList()
        self._save = button("Save report", "Save report", "primary", pressed=self._ask_for_file)
        self._state = display_label("Report state", "sentence", wrap=True)
        self._back = button("Back to Insights", "Back to Insights", "flat", pressed=self.back_chosen)
        self._progress = ProgressLine(work.stop)
        self._under = self._make_foot()
        self._lay_out()
        self._range.activated.connect(self._range_chosen)
        for line in (self._first, self._last):
            line.textEdited.connect(self._read_notes)

    def showEvent(self, event: QShowEvent) -> None:
        """Propose the latest nights for the report, and list the notes of these nights."""
        super().showEvent(event)
        show_or_hide(self._state, "")
        self._range_chosen()
        self._range.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Clear the person's name and birth date, which the program does not store."""
        self._name.clear()
        self._born.clear()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        column = QWidget()
        lines = in_column(
            in_row((label("Report for a clinician", "title", wrap=True), 1), self._back),
            label(WHAT_THE_REPORT_IS, "sentence", wrap=True),
            into=column,
            spacing=16,
            margins=(0, 20, 0, 28),
        )
        self._dates = QWidget()
        ends = (
            _caption_label("from", self._first),
            self._first,
            _caption_label("to", self._last),
            self._last,
        )
        self._dates.setLayout(WrappingRow(ends))
        form = QGridLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(10)
        form.setColumnStretch(1, 1)
        asked = (
            *(("Nights", self._range, self._range), ("", self._dates, self._first)),
            ("Paper", self._paper, self._paper),
            *(("Name", self._name, self._name), ("Birth date", self._born, self._born)),
        )
        for row, (caption, shown, control) in enumerate(asked):
            if caption:
                form.addWidget(_caption_label(caption, control), row, 0)
            # A field of fixed width would hold its whole column to that width.
            is_short = isinstance(shown, ShortField)
            form.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignLeft if is_short else Qt.AlignmentFlag(0))
        form.addWidget(label(NAME_PRIVACY_HINT, "small", wrap=True), len(asked), 1)
        add_parts(lines, form, self._notes, STRETCH)
        in_column(
            (PageColumn(column, READING_WIDTH), 1),
            PageBar(self._under, width=READING_WIDTH),
            into=self,
            spacing=0,
        )

    def _make_foot(self) -> QWidget:
        """Create the bottom bar, which is always visible, with the button and the state of the report."""
        holder = QWidget()
        self._save.setProperty("bulk", "wide")
        result = in_column(self._state, self._progress, spacing=6)
        in_row((result, 1), self._save, into=holder, spacing=24, margins=(0, 10, 0, 18))
        return holder

    @Slot()
    def _range_chosen(self) -> None:
        """Put the dates of the chosen nights into the date fields, which are visible only for own dates."""
        nights = int(self._range.currentData())
        self._dates.setVisible(not nights)
        if nights:
            last = self._evening_of_latest_diary()
            self._first.setText(date_text(last - timedelta(days=nights - 1)))
            self._last.setText(date_text(last))
        self._read_notes()

    def _evening_of_latest_diary(self) -> date:
        last_night = evening_of(self._clock.now()) - timedelta(days=1)
        try:
            found = (
                night.evening
                for night in self._log.nights(NIGHTS_SEARCHED_FOR_DIARY)
                if night.saved_at is not None
            )
            return next(found, last_night)
        except Refusal as refusal:
            show_or_hide(self._state, str(refusal))
            return last_night

    def _typed_dates(self) -> tuple[date, date] | None:
        first, last = parse_date(self._first.text()), parse_date(self._last.text())
        return (first, last) if first is not None and last is not None else None

    @Slot()
    def _read_notes(self) -> None:
        """List the notes of the chosen nights; while a date is incomplete, keep the earlier list."""
        typed = self._typed_dates()
        if typed is None:
            return
        try:
            nights = self._log.nights_between(*typed)
        except Refusal as refusal:
            show_or_hide(self._state, str(refusal))
            return
        self._notes.list_nights([night for night in nights if night.saved_at is not None and night.notes])

    @Slot()
    def _ask_for_file(self) -> None:
        typed = self._typed_dates()
        if typed is None:
            show_or_hide(self._state, f"Type both days as dates, such as {DATE_FIELD_HINT}.")
            return
        if typed[0] > typed[1]:
            show_or_hide(self._state, "The report would end before it begins. Put the earlier date first.")
            return
        show_or_hide(self._state, "")
        name = f"sleep and restless legs {typed[1].isoformat()}.pdf"
        self._files.ask_save(self, "Save report", "PDF document (*.pdf)", name, self._start_writing)

    def _start_writing(self, path: str) -> None:
        """Start writing the report in another process, and show the progress."""
        typed = self._typed_dates()
        assert typed is not None
        self._save.setEnabled(False)
        show_or_hide(self._state, WRITING_STATE_TEXT)
        self._progress.show_progress(0.0)
        person = (self._name.text().strip(), self._born.text().strip())
        wish = ReportRequest(*typed, *person, self._paper.currentText(), self._notes.ticked_night_ids)
        self._work.start(wish, path, self._progress.show_progress, self._show_result)

    def _show_result(self, is_written: bool, sentence: str) -> None:
        had_focus = self._progress.cancel_button.hasFocus() or self.focusWidget() in (None, self._save)
        self._progress.show_progress(None)
        show_or_hide(self._state, f"Written: {sentence}." if is_written else sentence)
        self._save.setEnabled(True)
        if had_focus and self.isVisible():
            self._save.setFocus()


def _caption_label(text: str, control: QWidget) -> QLabel:
    return label(text, "soft", buddy=control)
