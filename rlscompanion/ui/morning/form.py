"""The form of the diary: the night as a bar, fields for its times, two rating scales, and more questions."""

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QWidget

from rlscompanion.bedtime.ports import HealthRecord, Preferences
from rlscompanion.domain.diary_answers import SLEPT_KEY, Answer, AnswerKey, Answers
from rlscompanion.domain.diary_entry import ITEMS_IF_SLEPT, Objection
from rlscompanion.domain.items import FormSection, Item, ValueKind
from rlscompanion.domain.night import Night, ValueSource
from rlscompanion.ui.morning.fields import DiaryField
from rlscompanion.ui.morning.items_part import ItemsPart, items_in_section
from rlscompanion.ui.morning.night_bar import NightBar
from rlscompanion.ui.morning.optional_questions import OptionalQuestions
from rlscompanion.ui.morning.time_handles import TIME_NAMES
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column
from rlscompanion.ui.widgets.combo_box import CheckBox
from rlscompanion.ui.widgets.controls import display_label, label, set_identifier, show_text
from rlscompanion.ui.widgets.text_size import TextSized, designed_letter_pixels, set_stacked

_TYPED_ITEMS = [
    item for item in Item if item.description.is_of_sleep or item.description.kind is ValueKind.MOMENT
]

LARGEST_TEXT_IN_TWO_COLUMNS = 22
"""Largest text size in pixels at which the form has two columns."""


class DiaryForm(TextSized):
    """The form with all diary questions. It shows answers and returns the present answers, both by key.

    The bar at the top only pictures the night that results from the answers; showing a night there does not
    change the answers.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, health: HealthRecord, preferences: Preferences) -> None:
        super().__init__()
        self._bar = NightBar()
        self._impossible = ""
        self._bar_problem = display_label("Problem with night bar", "problem", wrap=True)
        policy = self._bar_problem.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing is to jump under the hand that drags
        self._bar_problem.setSizePolicy(policy)
        self._fields = {item: DiaryField(item) for item in _TYPED_ITEMS}
        self._sleepless = CheckBox("I did not sleep", "I did not sleep")
        self._scales = ItemsPart(items_in_section(FormSection.SCALES))
        self._notes = QPlainTextEdit()
        set_identifier(self._notes, Item.NOTES.description.name)
        self._notes.setTabChangesFocus(True)
        self._more = OptionalQuestions(self._make_first_part(), health, preferences)
        self._is_filling = False
        self._lay_out()
        self._bar.moved.connect(self._type_moved_time)
        self._bar.let_go.connect(self._leave_bar)
        for field in self._fields.values():
            field.edited.connect(self._answer_changed)
            field.left.connect(self.left)
        self._sleepless.toggled.connect(self._answer_changed)
        for edited in (self._scales.edited, self._notes.textChanged, self._more.edited):
            edited.connect(self._answer_changed)

    def set_theme(self, theme: Theme) -> None:
        """Draw the rating scales and the night bar in the colours of this theme."""
        for each in (self._scales, self._bar, self._more):
            each.set_theme(theme)

    @property
    def has_one_column(self) -> bool:
        """Whether the form has one column, since the text is too large for two columns."""
        return designed_letter_pixels(self) > LARGEST_TEXT_IN_TWO_COLUMNS

    def fit_to_text_size(self) -> None:
        """Put the times above the rating scales, in one column, if the text is too large for two columns."""
        set_stacked(self._halves, self.has_one_column)
        self._halves.setSpacing(16 if self.has_one_column else 64)

    # --- answers --------------------------------------------------------------------------------------------

    def answers(self) -> dict[AnswerKey, Answer]:
        """The answers that are now in the form, by key."""
        return {
            SLEPT_KEY: not self._sleepless.isChecked(),
            **self._scales.answers(),
            Item.NOTES: self._notes.toPlainText().strip(),
            **{item: field.text.strip() for item, field in self._fields.items()},
            **self._more.answers(),
        }

    def show_saved(
        self, answers: Answers, sources: Mapping[Item, ValueSource], changed_keys: Collection[AnswerKey]
    ) -> None:
        """Show the answers saved in the log, with the source of each answer, such as "recorded".

        `changed_keys` are the keys of the answers that changed in the log after the page was opened; these
        answers are marked "changed".
        """
        for item, field in self._fields.items():
            field.show_answer(str(answers[item]), sources.get(item), item in changed_keys)
        self.show_answers(answers)

    def show_answers(self, answers: Answers) -> None:
        """Fill the whole form with these answers."""
        self._is_filling = True
        for item, field in self._fields.items():
            field.line.setText(str(answers[item]))
            field.show_problem("")
        self._sleepless.setChecked(not answers[SLEPT_KEY])
        self._scales.show_answers(answers)
        self._notes.setPlainText(str(answers[Item.NOTES]))
        self._more.show_answers(answers)
        self._more.show_problem("")
        self._is_filling = False
        self._answer_changed()

    def show_night_before(self, night: Night | None) -> None:
        """Mark the times of the previous night on the bar, and offer to copy the doses of that night."""
        self._bar.show_night_before(night)
        self._more.show_night_before(night)

    def fill_fields(self, texts: Mapping[Item, str]) -> None:
        """Put texts into the fields of these diary items, as if the person had typed the texts."""
        for item, text in texts.items():
            self._fields[item].line.setText(text)

    def set_ratings(self, quality: int | None, worst_urge: int | None) -> None:
        """Set the scales for sleep quality and for the worst urge to move; None leaves a scale blank."""
        self._scales.show_answers({Item.QUALITY: quality, Item.WORST_URGE: worst_urge})

    # --- what they make -------------------------------------------------------------------------------------

    def show_night(self, night: Night, objections: Iterable[Objection]) -> frozenset[Item]:
        """Draw the night that results from the answers, and remove messages about problems that are solved.

        `objections` are the problems of the present answers. Returns the diary items whose fields have a
        problem.
        """
        sentences = {each.key: each.sentence for each in objections}
        unusable = frozenset(self._fields.keys() & sentences.keys())
        for item, field in self._fields.items():
            if item not in unusable:
                field.show_problem("")
        self._bar.show_night(night, unusable)
        self._impossible = next((sentences[item] for item in TIME_NAMES if item in unusable), "")
        if not self._impossible:
            self._show_at_bar("")
        self._more.show_summary(self._answered_in_fold())
        return unusable

    def show_objections(self, objections: tuple[Objection, ...]) -> str:
        """Show each problem at its field, and return a sentence on what to correct; empty if all is right.

        If the field is hidden because the optional questions are folded, the problem is also shown below the
        heading that unfolds them.
        """
        sentences = {objection.key: objection.sentence for objection in reversed(objections)}
        for item, field in self._fields.items():
            field.show_problem(sentences.get(item, ""))
        elsewhere = next((each.sentence for each in objections if each.key not in self._fields), "")
        folded = next((item for item in self._fields if item in sentences and self._is_folded(item)), None)
        self._more.show_problem(
            elsewhere or (f"{folded.description.name}: {sentences[folded]}" if folded else "")
        )
        marked = len(sentences.keys() & self._fields.keys())
        answers = "marked answer" if marked == 1 else f"{marked} marked answers"
        correct = f"Correct the {answers}." if marked else ""
        return f"{correct} {elsewhere}".strip()

    def focus_first_of(self, keys: Collection[AnswerKey]) -> None:
        """Give the focus to the topmost field with one of these keys, unfolding hidden fields if needed."""
        from_top = (*items_in_section(FormSection.TIMES), *items_in_section(FormSection.REST))
        item = next((item for item in from_top if item in keys and item in self._fields), None)
        if item is None:
            return
        if self._is_folded(item):
            self._more.unfold()
        self._fields[item].line.setFocus()

    def _is_folded(self, item: Item) -> bool:
        return item.description.section is FormSection.REST and not self._more.is_unfolded

    def _answered_in_fold(self) -> list[str]:
        """The names of answered items in the first part behind the fold."""
        texts = {item: field.text for item, field in self._fields.items()}
        texts[Item.NOTES] = self._notes.toPlainText()
        return [item.description.name for item in items_in_section(FormSection.REST) if texts[item].strip()]

    @Slot()
    def _answer_changed(self) -> None:
        for item in ITEMS_IF_SLEPT:
            self._fields[item].setEnabled(not self._sleepless.isChecked())
        if not self._is_filling:
            self.edited.emit()

    @Slot(object, str)
    def _type_moved_time(self, item: Item, text: str) -> None:
        """Type the time that a handle of the bar was moved to, and show at once if the time is impossible."""
        self._fields[item].line.setText(text)
        self._show_at_bar(self._impossible)

    @Slot()
    def _leave_bar(self) -> None:
        """Show a problem at its field instead of at the bar."""
        if self._bar_problem.text():
            self._show_at_bar("")
            self.left.emit()

    def _show_at_bar(self, sentence: str) -> None:
        if sentence == self._bar_problem.text():
            return
        show_text(self._bar_problem, sentence)
        announce(self._bar, sentence)

    # --- where it stands ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        times = (self._fields[item] for item in items_in_section(FormSection.TIMES))
        night = in_column(*times, STRETCH, spacing=2)
        morning = in_column(self._scales, self._sleepless, STRETCH, spacing=2)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for half in (night, morning):
            self._halves.addLayout(half, 1)
        in_column(self._bar, self._bar_problem, self._halves, 6, self._more, into=self, spacing=4)

    def _make_first_part(self) -> QWidget:
        """Build the first part behind the fold: further fields, and the notes."""
        rest = QWidget()
        self._notes.setFixedHeight(84)
        fields = (self._fields[item] for item in items_in_section(FormSection.REST) if item in self._fields)
        lines = in_column(*fields, into=rest, spacing=2)
        add_parts(lines, 6, label(Item.NOTES.description.name, "question", buddy=self._notes), 4, self._notes)
        return rest
