"""The form of the diary: the night as a bar, its times, two rating scales, and further questions."""

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QWidget

from rlscompanion.bedtime.ports import HealthRecord, Preferences
from rlscompanion.domain.diary_answers import SLEPT, Answer, Answers, Key
from rlscompanion.domain.diary_entry import ITEMS_IF_SLEPT, Objection
from rlscompanion.domain.items import FormSection, Item, ValueKind
from rlscompanion.domain.night import Night, Source
from rlscompanion.ui.morning.bar_ends import WORDS
from rlscompanion.ui.morning.fields import DiaryField
from rlscompanion.ui.morning.items_part import ItemsPart, items_of
from rlscompanion.ui.morning.more import MoreOfDiary
from rlscompanion.ui.morning.night_bar import NightBar
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.boxes import STRETCH, filled, in_column
from rlscompanion.ui.widgets.chooser import Tick
from rlscompanion.ui.widgets.controls import display, identified, label, show_on
from rlscompanion.ui.widgets.text_size import TextSized, letters_as_designed, stack

_TYPED = [item for item in Item if item.about.is_of_sleep or item.about.kind is ValueKind.MOMENT]

LARGEST_IN_COLUMNS = 22
"""The largest text size in pixels with two columns."""


class DiaryForm(TextSized):
    """Shows the diary's answers by key, and returns the answers now in the form.

    A night is given to it only to be drawn on the bar.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, health: HealthRecord, preferences: Preferences) -> None:
        super().__init__()
        self._bar = NightBar()
        self._impossible = ""
        self._bar_problem = display("Problem with night bar", "problem", wrap=True)
        policy = self._bar_problem.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing is to jump under the hand that drags
        self._bar_problem.setSizePolicy(policy)
        self._fields = {item: DiaryField(item) for item in _TYPED}
        self._sleepless = Tick("I did not sleep", "I did not sleep")
        self._scales = ItemsPart(items_of(FormSection.SCALES))
        self._notes = QPlainTextEdit()
        identified(self._notes, Item.NOTES.about.name)
        self._notes.setTabChangesFocus(True)
        self._more = MoreOfDiary(self._rest(), health, preferences)
        self._is_filling = False
        self._lay_out()
        self._bar.moved.connect(self._take_moved)
        self._bar.let_go.connect(self._leave_bar)
        for field in self._fields.values():
            field.edited.connect(self._follow)
            field.left.connect(self.left)
        self._sleepless.toggled.connect(self._follow)
        for edited in (self._scales.edited, self._notes.textChanged, self._more.edited):
            edited.connect(self._follow)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the rating scales and the night bar."""
        for each in (self._scales, self._bar, self._more):
            each.set_theme(theme)

    @property
    def is_stacked(self) -> bool:
        """Whether the form has a single column, because the text is too large for two."""
        return letters_as_designed(self) > LARGEST_IN_COLUMNS

    def fit_text(self) -> None:
        """Put times and rating scales in one column if the text is too large for two."""
        stack(self._halves, self.is_stacked)
        self._halves.setSpacing(16 if self.is_stacked else 64)

    # --- answers --------------------------------------------------------------------------------------------

    def answers(self) -> dict[Key, Answer]:
        """The answers now in the form, by key."""
        return {
            SLEPT: not self._sleepless.isChecked(),
            **self._scales.answers(),
            Item.NOTES: self._notes.toPlainText().strip(),
            **{item: field.text.strip() for item, field in self._fields.items()},
            **self._more.answers(),
        }

    def show_kept(self, answers: Answers, sources: Mapping[Item, Source], news: Collection[Key]) -> None:
        """Show the answers saved in the log, and where each came from.

        `news` are the keys of answers that have changed since the page was opened.
        """
        for item, field in self._fields.items():
            field.show_answer(str(answers[item]), sources.get(item), item in news)
        self.show_answers(answers)

    def show_answers(self, answers: Answers) -> None:
        """Fill the whole form with these answers."""
        self._is_filling = True
        for item, field in self._fields.items():
            field.line.setText(str(answers[item]))
            field.show_problem("")
        self._sleepless.setChecked(not answers[SLEPT])
        self._scales.show_answers(answers)
        self._notes.setPlainText(str(answers[Item.NOTES]))
        self._more.show_answers(answers)
        self._more.tell("")
        self._is_filling = False
        self._follow()

    def show_before(self, night: Night | None) -> None:
        """Mark the times of the night before on the bar, and offer to copy that night's medicine doses."""
        self._bar.show_before(night)
        self._more.show_before(night)

    def type_in(self, texts: Mapping[Item, str]) -> None:
        """Fill the fields of these items with texts, as if the person typed them."""
        for item, text in texts.items():
            self._fields[item].line.setText(text)

    def rate(self, quality: int | None, worst_urge: int | None) -> None:
        """Set the scales for sleep quality and for the worst urge to move; None leaves a scale blank."""
        self._scales.show_answers({Item.QUALITY: quality, Item.WORST_URGE: worst_urge})

    # --- what they make -------------------------------------------------------------------------------------

    def show_night(self, night: Night, objections: Iterable[Objection]) -> frozenset[Item]:
        """Draw the night that results from the answers, and remove the messages of solved problems.

        `objections` are the problems of the present answers. Returns the items of the fields with a problem.
        """
        sentences = {each.key: each.sentence for each in objections}
        wrong = frozenset(self._fields.keys() & sentences.keys())
        for item, field in self._fields.items():
            if item not in wrong:
                field.show_problem("")
        self._bar.show_night(night, wrong)
        self._impossible = next((sentences[item] for item in WORDS if item in wrong), "")
        if not self._impossible:
            self._tell_at_bar("")
        self._more.show_summary(self._rest_in_short())
        return wrong

    def show_objections(self, objections: tuple[Objection, ...]) -> str:
        """Show each problem at its field. Return the first problem without a field, or an empty text.

        A problem at a field that is folded away is also shown below the fold's heading.
        """
        sentences = {objection.key: objection.sentence for objection in reversed(objections)}
        for item, field in self._fields.items():
            field.show_problem(sentences.get(item, ""))
        elsewhere = next((each.sentence for each in objections if each.key not in self._fields), "")
        folded = next((item for item in self._fields if item in sentences and self._is_folded(item)), None)
        self._more.tell(elsewhere or (f"{folded.about.name}: {sentences[folded]}" if folded else ""))
        return elsewhere

    def focus_on(self, keys: Collection[Key]) -> None:
        """Give the focus to the topmost field with one of these keys, even if it has to be unfolded first."""
        from_top = (*items_of(FormSection.TIMES), *items_of(FormSection.REST))
        item = next((item for item in from_top if item in keys and item in self._fields), None)
        if item is None:
            return
        if self._is_folded(item):
            self._more.unfold()
        self._fields[item].line.setFocus()

    def _is_folded(self, item: Item) -> bool:
        return item.about.section is FormSection.REST and not self._more.is_unfolded

    def _rest_in_short(self) -> list[str]:
        """The names of answered items in the first part behind the fold."""
        texts = {item: field.text for item, field in self._fields.items()}
        texts[Item.NOTES] = self._notes.toPlainText()
        return [item.about.name for item in items_of(FormSection.REST) if texts[item].strip()]

    @Slot()
    def _follow(self) -> None:
        for item in ITEMS_IF_SLEPT:
            self._fields[item].setEnabled(not self._sleepless.isChecked())
        if not self._is_filling:
            self.edited.emit()

    @Slot(object, str)
    def _take_moved(self, item: Item, text: str) -> None:
        """Type the time that an end of the bar was moved to, and show at once if it is impossible."""
        self._fields[item].line.setText(text)
        self._tell_at_bar(self._impossible)

    @Slot()
    def _leave_bar(self) -> None:
        """Move the problem from the bar to its field."""
        if self._bar_problem.text():
            self._tell_at_bar("")
            self.left.emit()

    def _tell_at_bar(self, sentence: str) -> None:
        if sentence == self._bar_problem.text():
            return
        show_on(self._bar_problem, sentence)
        announce(self._bar, sentence)

    # --- where it stands ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        times = (self._fields[item] for item in items_of(FormSection.TIMES))
        night = in_column(*times, STRETCH, spacing=2)
        morning = in_column(self._scales, self._sleepless, STRETCH, spacing=2)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for half in (night, morning):
            self._halves.addLayout(half, 1)
        in_column(self._bar, self._bar_problem, self._halves, 6, self._more, into=self, spacing=4)

    def _rest(self) -> QWidget:
        """Build the first part behind the fold: further fields, and the notes."""
        rest = QWidget()
        self._notes.setFixedHeight(84)
        fields = (self._fields[item] for item in items_of(FormSection.REST) if item in self._fields)
        lines = in_column(*fields, into=rest, spacing=2)
        filled(lines, 6, label(Item.NOTES.about.name, "question", buddy=self._notes), 4, self._notes)
        return rest
