"""The form of the diary: what is asked every morning, the night as a bar, and the rest."""

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QVBoxLayout

from rlscompanion.bedtime.ports import HealthRecord
from rlscompanion.domain.diary_answers import SLEPT, Answer, Answers, Key
from rlscompanion.domain.diary_entry import ASLEEP_ITEMS, Objection
from rlscompanion.domain.items import Item, Kind, Part
from rlscompanion.domain.night import Night, Source
from rlscompanion.ui.morning.fields import DiaryField
from rlscompanion.ui.morning.items_part import ItemsPart, items_of
from rlscompanion.ui.morning.more import MoreOfDiary
from rlscompanion.ui.morning.night_bar import NightBar
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.boxes import filled, in_column
from rlscompanion.ui.widgets.chooser import Tick
from rlscompanion.ui.widgets.controls import identified, label
from rlscompanion.ui.widgets.text_size import TextSized, letters_as_designed, stack

_TYPED = {item for item in Item if item.about.of_sleep or item.about.kind is Kind.MOMENT}
_SCALES = [item for item in items_of(Part.MORNING) if item.about.kind is Kind.WHOLE and item not in _TYPED]

LARGEST_IN_COLUMNS = 22
"""Text pixels up to which the diary stands in two columns."""


class DiaryForm(TextSized):
    """Shows answers by key, and gives back those that stand in it. It knows no night but to draw it."""

    edited = Signal()
    left = Signal()

    def __init__(self, health: HealthRecord) -> None:
        super().__init__()
        self._fields = {
            item: DiaryField(item, item.about.name, item.about.hint) for item in Item if item in _TYPED
        }
        self._sleepless = Tick("I did not sleep", "I did not sleep")
        self._scales = ItemsPart(_SCALES)
        self._bar = NightBar()
        self._more = MoreOfDiary(health)
        self.notes = QPlainTextEdit()
        identified(self.notes, Item.NOTES.about.name)
        self.notes.setTabChangesFocus(True)
        self._is_filling = False
        self._lay_out()
        self._bar.moved.connect(self._take_moved)
        for field in self._fields.values():
            field.edited.connect(self._follow)
            field.left.connect(self.left)
        self._sleepless.toggled.connect(self._follow)
        for edited in (self._scales.edited, self.notes.textChanged, self._more.edited):
            edited.connect(self._follow)

    def set_theme(self, theme: Theme) -> None:
        """Draw the scales and the bar in the colours of a theme."""
        for each in (self._scales, self._bar, self._more):
            each.set_theme(theme)

    def fit_text(self) -> None:
        """Put the halves under one another when the text is too large for two columns."""
        is_large = letters_as_designed(self) > LARGEST_IN_COLUMNS
        stack(self._halves, is_large)
        self._halves.setSpacing(16 if is_large else 64)

    # --- answers --------------------------------------------------------------------------------------------

    def answers(self) -> dict[Key, Answer]:
        """The answers that stand here now."""
        return {
            SLEPT: not self._sleepless.isChecked(),
            **self._scales.answers(),
            Item.NOTES: self.notes.toPlainText().strip(),
            **{item: field.text.strip() for item, field in self._fields.items()},
            **self._more.answers(),
        }

    def show_kept(self, answers: Answers, sources: Mapping[Item, Source], news: Collection[Key]) -> None:
        """Show what is kept: where it comes from, and the keys that have changed since they were shown."""
        for item, field in self._fields.items():
            field.show_answer(str(answers[item]), sources.get(item), item in news)
        self.show_answers(answers)

    def show_answers(self, answers: Answers) -> None:
        """Show these answers, in place of those that stand here."""
        self._is_filling = True
        for item, field in self._fields.items():
            field.line.setText(str(answers[item]))
            field.show_problem("")
        self._sleepless.setChecked(not answers[SLEPT])
        self._scales.show_answers(answers)
        self.notes.setPlainText(str(answers[Item.NOTES]))
        self._more.show_answers(answers)
        self._more.tell("")
        self._is_filling = False
        self._follow()

    def show_before(self, night: Night | None) -> None:
        """Offer what was the same the night before."""
        self._more.show_before(night)

    def type_in(self, texts: Mapping[Item, str]) -> None:
        """Put texts into fields, as if typed."""
        for item, text in texts.items():
            self._fields[item].line.setText(text)

    def rate(self, quality: int | None, worst_urge: int | None) -> None:
        """Set the two scales."""
        self._scales.show_answers({Item.QUALITY: quality, Item.WORST_URGE: worst_urge})

    # --- what they make -------------------------------------------------------------------------------------

    def show_night(self, night: Night, objections: Iterable[Objection]) -> bool:
        """Draw the night that the answers make. Problems that are mended go; whether none is left here."""
        wrong = {objection.key for objection in objections} & self._fields.keys()
        for item, field in self._fields.items():
            if item not in wrong:
                field.show_problem("")
        self._bar.show_night(night)
        return not wrong

    def show_objections(self, objections: tuple[Objection, ...]) -> str:
        """Show each objection at its field. The first that stands at none is returned, empty for none."""
        sentences = {objection.key: objection.sentence for objection in reversed(objections)}
        for item, field in self._fields.items():
            field.show_problem(sentences.get(item, ""))
        elsewhere = next((each.sentence for each in objections if each.key not in self._fields), "")
        self._more.tell(elsewhere)
        return elsewhere

    def focus_on(self, keys: Collection[Key]) -> None:
        """Give the focus to the first field of these keys."""
        found = (field for item, field in self._fields.items() if item in keys)
        if (field := next(found, None)) is not None:
            field.line.setFocus()

    @Slot()
    def _follow(self) -> None:
        for item in ASLEEP_ITEMS:
            self._fields[item].setEnabled(not self._sleepless.isChecked())
        if not self._is_filling:
            self.edited.emit()

    @Slot(object, str)
    def _take_moved(self, item: Item, text: str) -> None:
        """An end of the bar was moved: the same as typing it."""
        self._fields[item].line.setText(text)

    # --- where it stands ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        lines = in_column(self._bar, into=self, spacing=14)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(64)
        for half in (self._night_half(), self._morning_half()):
            half.addStretch(1)
            self._halves.addLayout(half, 1)
        filled(lines, self._halves, self._more)

    def _night_half(self) -> QVBoxLayout:
        half = in_column(spacing=2)
        for item in items_of(Part.NIGHT):
            half.addWidget(self._fields[item])
        half.addWidget(self._sleepless)
        return half

    def _morning_half(self) -> QVBoxLayout:
        half = in_column(self._scales, 12, spacing=2)
        for item in items_of(Part.MORNING):
            if item in _TYPED:
                half.addWidget(self._fields[item])
        filled(half, 6, label(Item.NOTES.about.name, "question"), 4)
        self.notes.setFixedHeight(84)
        half.addWidget(self.notes)
        return half
