"""The page of the morning diary. At first it contains only what the program recorded in the night."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.diary import Diary
from rlscompanion.bedtime.health_answers import HealthAnswers
from rlscompanion.bedtime.ports import HealthRecord, Preferences
from rlscompanion.domain.diary_answers import (
    EVENING_KEY,
    Answer,
    AnswerKey,
    Answers,
    TypedAnswers,
    answer_text,
    changed_keys,
    form_answers,
    key_name,
)
from rlscompanion.domain.diary_entry import TypedNight
from rlscompanion.domain.diary_saved_words import diary_saved_sentence
from rlscompanion.domain.items import Item
from rlscompanion.domain.night import Night, both_dates_text
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.morning.date_row import DateRow
from rlscompanion.ui.morning.form import DiaryForm
from rlscompanion.ui.morning.health_line import HealthLine
from rlscompanion.ui.morning.sleep_numbers import SleepNumbers
from rlscompanion.ui.theme import DAY, DUSK, Theme
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.column import PageBar, PageColumn
from rlscompanion.ui.widgets.controls import button, display_label, show_or_hide, show_text
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

LONGEST_SHOWN_ANSWER = 60
"""Most characters of an answer to show when a typed answer is compared with an answer changed in the log."""

UNSAVED_HINT = "Press Save night to keep them. To discard them, do the same again."


class MorningPage(QWidget):
    """The page with the diary of one night. Typed answers stay until the person saves or discards them.

    If the log of the shown night changes while the page is open, the page shows the change. If the person has
    typed a different answer, the page asks which answer to keep. `night_saved` is emitted with a sentence
    about the saved night.
    """

    night_saved = Signal(str)
    night_deleted = Signal(object)
    back_chosen = Signal()
    health_questions_chosen = Signal()
    leg_questions_chosen = Signal()
    light_chosen = Signal(bool)

    def __init__(
        self,
        diary: Diary,
        evening: date,
        safety: HealthAnswers,
        health: HealthRecord,
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self.setAccessibleName("Morning diary")
        self._diary, self._evening = diary, evening
        self._moved_to: date | None = None
        self._shown: Answers = {}
        self._answers_before_typing: Answers = {}
        self._before_clash: dict[AnswerKey, Answer] = {}
        self._changed_keys: frozenset[AnswerKey] = frozenset()
        self._warned_about: tuple[date, TypedAnswers] | None = None
        self._is_writing = self._is_stale = self._is_opened = False
        self._health = HealthLine(safety, "Roughly is fine. Leave blank what you do not know.")
        self._health.something_new.connect(self.health_questions_chosen)
        self._health.legs_chosen.connect(self.leg_questions_chosen)
        self._dates = DateRow()
        self._form = DiaryForm(health, preferences)
        self._sleep_numbers = SleepNumbers()
        self._foot = QWidget()
        self._changed = display_label("Changed", "soft", wrap=True)
        self._clash = display_label("Clash", "problem", wrap=True)
        self._keep_typed = button("Keep what I typed", "Keep what I typed")
        self._take_change = button("Take the change", "Take the change")
        self._refusal = display_label("Problem", "problem", wrap=True)
        self._save = button("Save night", "Save night", "primary")
        self._delete = button("Delete night", "Delete night", "flat")
        self.set_theme(DUSK)
        self._lay_out_foot()
        self._lay_out()
        self._connect()
        self.open_night(evening)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme; offer to switch from dark to light or from light to dark."""
        self._form.set_theme(theme)
        self._dates.label_light_button(theme is DAY)

    @property
    def evening(self) -> date:
        """The date of the evening on which the shown night began, as saved in the log."""
        return self._evening

    def save_unfinished(self) -> bool:
        """Save typed answers without marking the diary as done. If that fails, show why and return False."""
        return (
            not self._typed_answers()
            or self._write_and_show(self._write_unfinished, "Not saved.") is not None
        )

    def open_night(self, evening: date) -> None:
        """Show the diary of the night that began on this evening; typed answers for this night stay.

        If another night has unsaved answers, show a warning instead. A second call with the same evening then
        discards those answers.
        """
        typed = self._typed_answers()
        if evening != self._evening and typed:
            if self._warned_about != (evening, typed):
                self._warned_about = (evening, typed)
                warning = f"{both_dates_text(self._evening)} has changes that are not saved. {UNSAVED_HINT}"
                show_text(self._refusal, warning)
                return
            typed = TypedAnswers()
        shown_before, self._evening = self._evening, evening
        if not typed:
            self._moved_to, self._changed_keys = None, frozenset()
        if not self._show_night(typed, is_fresh=not typed):
            self._evening = shown_before
        self._health.show_question_due()
        self._is_opened = True
        if self.isVisible():
            self._start_at_top()

    def _start_at_top(self) -> None:
        self._is_opened = False
        if self._form.has_one_column:
            self._dates.focus_back_button()  # the first field may be out of sight below the bar
        else:
            self._form.focus_first_of({Item.WENT_TO_BED})
        self._column.go_to_top()

    @Slot(object)
    def follow_change(self, evenings: frozenset[date] | None) -> None:
        """Update the page if the shown night has changed in the log.

        `evenings` are the evenings on which the changed nights began; None means that any night may have
        changed.
        """
        shown = {self._evening, (self._moved_to or self._evening) - timedelta(days=1)}
        if self._is_writing or (evenings is not None and not shown & evenings):
            return
        if self.isVisible():
            self._show_night(self._typed_answers())
        else:
            self._is_stale = True  # shown when it is looked at: a press in the night is not to wait for it

    def showEvent(self, event: QShowEvent) -> None:
        """Scroll to the top of a diary that was just opened; show changes made while the page was hidden."""
        super().showEvent(event)
        if self._is_opened:
            self._start_at_top()
        if self._is_stale:
            self._show_night(self._typed_answers())

    def set_back_text(self, word: str) -> None:
        """Label the *Back* button with `word`, the tab (navigation entry) from which the diary was opened."""
        self._dates.set_back_text(word)

    def fill_fields(self, texts: Mapping[Item, str]) -> None:
        """Put texts into the fields of these diary items, as if the person had typed the texts."""
        self._form.fill_fields(texts)

    def set_ratings(self, quality: int | None, worst_urge: int | None) -> None:
        """Set the scales for sleep quality and for the worst urge to move; None leaves a scale blank."""
        self._form.set_ratings(quality, worst_urge)

    def _lay_out(self) -> None:
        lines = in_column(self._dates, self._health, self._form, STRETCH, spacing=8, margins=(0, 10, 0, 20))
        self._column = PageColumn(lines)
        in_column((self._column, 1), PageBar(self._foot), into=self, spacing=0)

    def _lay_out_foot(self) -> None:
        """Place the numbers, problems and buttons below the page, always in view."""
        presses = QWidget()
        self._save.setProperty("bulk", "wide")
        in_row(self._delete, self._save, into=presses, spacing=24)
        in_column(
            self._changed,
            in_row((self._clash, 1), self._keep_typed, self._take_change, spacing=12),
            self._refusal,
            WrappingRow((self._sleep_numbers, presses), stretched=self._sleep_numbers),
            into=self._foot,
            spacing=8,
            margins=(0, 8, 0, 14),
        )

    def _connect(self) -> None:
        self._dates.earlier_chosen.connect(self._open_earlier)
        self._dates.later_chosen.connect(self._open_later)
        self._dates.move_asked.connect(self._move_to)
        self._save.clicked.connect(self.save)
        QWidget.setTabOrder(self._save, self._delete)  # saving comes next after what is asked
        for keys in ("Ctrl+S", "Ctrl+Return"):
            QShortcut(QKeySequence(keys), self, self.save)
        self._delete.clicked.connect(self._delete_night)
        self._keep_typed.clicked.connect(self._keep_typed_answers)
        self._take_change.clicked.connect(self._accept_changes)
        self._diary.changed.connect(self.follow_change)
        self._dates.light_chosen.connect(self.light_chosen)
        self._dates.back_chosen.connect(self.back_chosen)
        self._form.edited.connect(self._update_night)
        self._form.left.connect(self._leave_field)

    # --- answers --------------------------------------------------------------------------------------------

    def _present_answers(self) -> dict[AnswerKey, Answer]:
        return {EVENING_KEY: self._moved_to or self._evening, **self._form.answers()}

    def _typed_answers(self) -> TypedAnswers:
        """The answers that the person has changed on the page."""
        if not self._shown:
            return TypedAnswers()
        stands = self._present_answers()
        keys = changed_keys(self._answers_before_typing, stands)
        was = {key: self._before_clash.get(key, self._shown.get(key)) for key in keys}
        return TypedAnswers(was, {key: stands.get(key) for key in keys})

    def _show_night(self, typed: TypedAnswers, is_fresh: bool = False) -> bool:
        """Show the night from the log with these typed answers; if that fails, show why and return False.

        If `is_fresh`, no answer is marked as changed.
        """
        try:
            night = self._diary.night_or_empty(self._evening)
            before = self._diary.night_of((self._moved_to or self._evening) - timedelta(days=1))
        except Refusal as refusal:
            show_text(self._refusal, str(refusal))
            return False
        fresh = form_answers(night, before)
        if not is_fresh and self._shown and self._shown[EVENING_KEY] == self._evening:
            self._changed_keys |= changed_keys(self._shown, fresh) - typed.typed.keys()
        self._before_clash = {key: typed.shown.get(key) for key in typed.conflicting_keys(fresh)}
        self._shown, self._warned_about, self._is_stale = fresh, None, False
        sleep = night.main_sleep
        self._form.show_saved(fresh, sleep.sources if sleep else {}, self._changed_keys)
        self._answers_before_typing = {**self._form.answers(), EVENING_KEY: self._evening}
        if typed:
            self._form.show_answers({**fresh, **typed.typed})
        self._form.show_night_before(before)
        self._dates.show_night(self._moved_to or self._evening, self._diary.latest_evening())
        self._delete.setVisible(night.saved_at is not None)
        show_text(self._refusal, "")
        self._ask_about_clashes()
        self._update_night()
        return True

    def _ask_about_clashes(self) -> None:
        """Name the answers that changed in the log, and ask which to keep where the person also typed one."""
        names = dict.fromkeys(key_name(key) for key in sorted(self._changed_keys, key=str))
        changed = f"Changed since you opened this page: {', '.join(names)}." if names else ""
        typed = self._typed_answers()
        clashes = sorted(typed.conflicting_keys(self._shown), key=str)
        now = _shortened_answers(answer_text(key, self._shown.get(key)) for key in clashes)
        yours = _shortened_answers(answer_text(key, typed.typed[key]) for key in clashes)
        asked = f"Changed while you typed. Now: {now}. You typed: {yours}." if clashes else ""
        for shown, text in ((self._changed, changed), (self._clash, asked)):
            show_or_hide(shown, text)
        self._keep_typed.setVisible(bool(clashes))
        self._take_change.setVisible(bool(clashes))

    @Slot()
    def _keep_typed_answers(self) -> None:
        self._before_clash = {}
        self._ask_about_clashes()
        show_text(self._refusal, "")

    @Slot()
    def _accept_changes(self) -> None:
        typed = self._typed_answers()
        self._show_night(typed.without(typed.conflicting_keys(self._shown)))

    # --- while it is typed ----------------------------------------------------------------------------------

    @Slot()
    def _update_night(self) -> None:
        """Update the night bar and the sleep numbers while the person types."""
        made = self._typed_night()
        if made is None:
            return
        unusable = self._form.show_night(made.night, made.objections)
        self._sleep_numbers.show_night(made.night, unusable)

    @Slot()
    def _leave_field(self) -> None:
        if (made := self._typed_night()) is not None:
            self._form.show_objections(made.objections)

    def _typed_night(self) -> TypedNight | None:
        """The night with the present answers. If the log cannot be read, show why and return None."""
        try:
            return self._diary.preview(self._evening, self._typed_answers())
        except Refusal as refusal:
            show_text(self._refusal, str(refusal))
            return None

    # --- writing --------------------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Save the answers and mark the diary as done; if an answer is impossible, only show which."""
        if (night := self._write_and_show(self._save_typed, "Not saved.")) is not None:
            self.night_saved.emit(diary_saved_sentence(night))

    def _write_and_show(self, write: Callable[[], Night | None], failed: str) -> Night | None:
        """Save, show and return the changed night. If that fails, show why and return None."""
        self._is_writing = True
        try:
            night = write()
        except Refusal as refusal:
            show_text(self._refusal, f"{failed} {refusal}")
            return None
        finally:
            self._is_writing = False
        if night is not None:
            self._moved_to, self._shown, self._changed_keys = None, {}, frozenset()
            self._show_night(TypedAnswers())
        return night

    def _save_typed(self) -> Night | None:
        entered = self._diary.save(self._evening, self._typed_answers())
        if entered.night is not None:
            self._evening = entered.night.evening
            return entered.night
        if entered.conflicts:
            self._show_night(self._typed_answers())
            show_text(self._refusal, "Not saved. Something changed while you typed: choose what to keep.")
        if problems := self._form.show_objections(entered.objections):
            show_text(self._refusal, f"Not saved. {problems}")
        self._form.focus_first_of({objection.key for objection in entered.objections})
        return None

    def _write_unfinished(self) -> Night:
        return self._diary.save_unfinished(self._evening, self._typed_answers())

    @Slot()
    def _delete_night(self) -> None:
        """Delete the night, and emit `night_deleted` so that the night can be restored."""
        if (night := self._write_and_show(self._delete_from_log, "Not deleted.")) is not None:
            self.night_deleted.emit(night)

    def _delete_from_log(self) -> Night | None:
        return self._diary.remove(self._evening)

    @Slot(object)
    def _move_to(self, evening: date) -> None:
        """Show the night under another date; the night is moved in the log when it is saved."""
        is_taken = evening != self._evening and self._diary.night_of(evening) is not None
        if is_taken:
            sentence = f"{both_dates_text(evening)} has a diary already. Delete or move that one first."
            show_text(self._refusal, sentence)
            return
        self._moved_to = evening if evening != self._evening else None
        self._show_night(self._typed_answers())

    @Slot()
    def _open_earlier(self) -> None:
        self.open_night((self._moved_to or self._evening) - timedelta(days=1))

    @Slot()
    def _open_later(self) -> None:
        self.open_night((self._moved_to or self._evening) + timedelta(days=1))


def _shortened_answers(texts: Iterable[str]) -> str:
    cut = (each if len(each) <= LONGEST_SHOWN_ANSWER else f"{each[:LONGEST_SHOWN_ANSWER]}…" for each in texts)
    return "; ".join(cut).rstrip(".").replace("\n", " ")
