"""The optional questions of the diary, which the person can unfold (show) and fold (hide)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QBoxLayout, QWidget

from rlscompanion.bedtime.ports import HealthRecord, Preferences
from rlscompanion.bedtime.preferences import DIARY_UNFOLDED
from rlscompanion.domain.diary_answers import Answer, AnswerKey, Answers, key_name
from rlscompanion.domain.items import FormSection
from rlscompanion.domain.night import Night
from rlscompanion.ui.morning.doses_part import DosesPart
from rlscompanion.ui.morning.factors_part import FactorsPart
from rlscompanion.ui.morning.items_part import (
    TRIED_AT_NIGHT_HINT,
    TRIED_AT_NIGHT_QUESTION,
    ItemsPart,
    TirednessPart,
    items_in_section,
)
from rlscompanion.ui.morning.naps_part import NapsPart
from rlscompanion.ui.morning.part import DiaryPart
from rlscompanion.ui.theme import Theme
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.controls import button, label, notice_label, show_or_hide
from rlscompanion.ui.widgets.text_size import TextSized, designed_letter_pixels, set_stacked

LARGEST_TEXT_IN_TWO_COLUMNS = 22
"""Largest text size in pixels at which the optional questions are in two columns."""

OPTIONAL_TOPICS = "Time to fall asleep, time awake, notes, legs, what you tried, caffeine, medicine, naps"
"""Topics of the optional questions, shown beside the heading while no optional question is answered."""


class OptionalQuestions(TextSized):
    """Shows the optional questions of the diary below a heading; a press on the heading shows or hides them.

    `first` is the widget at the top of the first column. The program remembers whether the person last showed
    or hid the questions.
    """

    edited = Signal()

    def __init__(self, first: QWidget, health: HealthRecord, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._heading = button("", DIARY_UNFOLDED.label, "flat")
        self._heading.setProperty("bulk", "fold")
        self._heading.setCheckable(True)
        self._heading.setChecked(_starts_unfolded(preferences))
        self._summary = label("", "small", wrap=True)
        self._problem = notice_label("Problem in the rest of the diary")
        legs, naps, day_before = ItemsPart(items_in_section(FormSection.LEGS)), NapsPart(), TirednessPart()
        tried = ItemsPart(items_in_section(FormSection.TRIED), TRIED_AT_NIGHT_QUESTION, TRIED_AT_NIGHT_HINT)
        factors, self._doses = FactorsPart(health), DosesPart(health)
        self._parts: tuple[DiaryPart, ...] = (tried, naps, legs, day_before, factors, self._doses)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for column in ((first, *self._parts[:2]), self._parts[2:]):
            self._columns.addLayout(in_column(*column, STRETCH, spacing=28), 1)
        self._inside = QWidget()
        self._inside.setLayout(self._columns)
        self._columns.setContentsMargins(0, 8, 0, 0)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self._summary, 1)
        in_column(self._head, self._problem, self._inside, into=self, spacing=4)
        for part in self._parts:
            part.edited.connect(self.edited)
        self._heading.clicked.connect(self._store_whether_unfolded)
        self._heading.toggled.connect(self._show_folded_or_not)
        self.show_summary(())
        self._show_folded_or_not()
        self.fit_to_text_size()

    @property
    def is_unfolded(self) -> bool:
        """Whether the optional questions are visible."""
        return self._heading.isChecked()

    def unfold(self) -> None:
        """Show the optional questions now, without changing what is stored for the next start."""
        self._heading.setChecked(True)

    def show_summary(self, first: Sequence[str]) -> None:
        """Show the names of answered questions beside the heading; if none is answered, show the topics.

        `first` are the names of the answered questions in the widget at the top of the first column.
        """
        further = (key_name(key) for key, answer in self.answers().items() if answer is not None)
        answered = ", ".join(dict.fromkeys((*first, *further)))
        self._summary.setText(f"Answered: {answered}" if answered else OPTIONAL_TOPICS)
        self._describe_heading()

    def show_answers(self, answers: Answers) -> None:
        """From these diary answers, show the answers to the optional questions."""
        for part in self._parts:
            part.show_answers(answers)

    def show_night_before(self, night: Night | None) -> None:
        """Offer to copy the doses of the previous night; None if the previous night has no diary."""
        self._doses.offer_copy(night.doses if night is not None else ())

    def answers(self) -> dict[AnswerKey, Answer]:
        """The present answers to the optional questions, by key."""
        return {key: answer for part in self._parts for key, answer in part.answers().items()}

    def show_problem(self, sentence: str) -> None:
        """Show a sentence about a problem below the heading; an empty sentence removes the earlier one."""
        show_or_hide(self._problem, sentence)

    def set_theme(self, theme: Theme) -> None:
        """Draw the rating scales among the optional questions in the colours of this theme."""
        for part in self._parts:
            part.set_theme(theme)

    def fit_to_text_size(self) -> None:
        """Put the optional questions in one column if the text is too large for two columns."""
        is_large = designed_letter_pixels(self) > LARGEST_TEXT_IN_TWO_COLUMNS
        set_stacked(self._columns, is_large)
        self._columns.setSpacing(28 if is_large else 64)
        set_stacked(self._head, is_large)
        self._head.setSpacing(0 if is_large else 16)

    @Slot(bool)
    def _store_whether_unfolded(self, is_unfolded: bool) -> None:
        DIARY_UNFOLDED.keep(self._preferences, is_unfolded)

    @Slot()
    def _show_folded_or_not(self) -> None:
        self._heading.setText(f"{'▼' if self.is_unfolded else '▶'}  More questions")
        self._inside.setVisible(self.is_unfolded)
        self._summary.setVisible(not self.is_unfolded)
        self._describe_heading()

    def _describe_heading(self) -> None:
        state = "Unfolded" if self.is_unfolded else "Folded"
        self._heading.setAccessibleDescription(f"{state}. {self._summary.text()}.")


def _starts_unfolded(preferences: Preferences) -> bool:
    """Whether the questions were last shown; at the first start, whether a screen reader is on."""
    was_left = preferences.get(DIARY_UNFOLDED.key, "")
    return DIARY_UNFOLDED.of(preferences) if was_left else QAccessible.isActive()
