"""Diary questions that are answered by pressing: a rating scale, yes or no, one word, or several words."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.diary_answers import EVENING_KEY, TIREDNESS_BEFORE_KEY, Answer, AnswerKey, Answers
from rlscompanion.domain.items import FormSection, Item, ValueKind
from rlscompanion.domain.night import weekday_date
from rlscompanion.ui.morning.part import DiaryPart
from rlscompanion.ui.widgets.answer_buttons import AnswerButtons, YesNoButtons
from rlscompanion.ui.widgets.boxes import add_parts, in_column, in_row
from rlscompanion.ui.widgets.combo_box import CheckBox
from rlscompanion.ui.widgets.controls import label
from rlscompanion.ui.widgets.rating_scale import RatingScale
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

TRIED_AT_NIGHT_QUESTION = "What did you try in the night?"
TRIED_AT_NIGHT_HINT = "Did it help? Leave blank what you did not try."


def items_in_section(section: FormSection) -> list[Item]:
    """The diary questions of this section of the form, in the order of the form."""
    return [item for item in Item if item.description.section is section]


class _Control(NamedTuple):
    widget: QWidget
    value: Callable[[], Any]
    show: Callable[[Any], None]
    answered: SignalInstance


class ItemsPart(DiaryPart):
    """Shows a rating scale, buttons or boxes for each of several diary questions.

    `question` and `hint` are shown once, above all the items.
    """

    def __init__(self, items: Iterable[Item], question: str = "", hint: str = "") -> None:
        super().__init__()
        self._controls: dict[Item, _Control] = {}
        self._lines = in_column(into=self, spacing=8)
        if question:
            add_parts(self._lines, label(question, "question", wrap=True), label(hint, "small", wrap=True))
        for item in items:
            self._controls[item] = made = _make_control(item)
            self._lay_out(item, made.widget, "answer" if question else "question")
            made.answered.connect(self.edited)

    def show_answers(self, answers: Answers) -> None:
        """Show the answers to the questions of this part."""
        for item, control in self._controls.items():
            control.show(answers[item])

    def answers(self) -> dict[AnswerKey, Answer]:
        """The present answers to the questions of this part, by diary item."""
        return {item: control.value() for item, control in self._controls.items()}

    def rating_scales(self) -> Sequence[RatingScale]:
        """The rating scales of this part."""
        return [each.widget for each in self._controls.values() if isinstance(each.widget, RatingScale)]

    def _lay_out(self, item: Item, widget: QWidget, role: str) -> None:
        is_beside = isinstance(widget, AnswerButtons)
        name = label(item.description.question or item.description.name, role, wrap=True, buddy=widget)
        self._lines.addLayout(
            in_row((name, 1), widget if is_beside else label(item.description.hint, "small"))
        )
        if not is_beside:
            add_parts(self._lines, widget, 4)


class TirednessPart(DiaryPart):
    """Asks how tired the person was on the day before the night.

    The answer is stored with the previous night. The question is therefore asked only if the previous night
    has a diary.
    """

    def __init__(self) -> None:
        super().__init__()
        self._scale = RatingScale(Item.TIREDNESS.description.name)
        self._question = label("", "question", wrap=True, buddy=self._scale)
        names = in_row((self._question, 1), label(Item.TIREDNESS.description.hint, "small"))
        in_column(names, self._scale, into=self, spacing=8)
        self._scale.valueChanged.connect(self.edited)

    def show_answers(self, answers: Answers) -> None:
        """Show the answer about tiredness, or hide the question if the previous night has no diary."""
        evening, tired = answers[EVENING_KEY], answers.get(TIREDNESS_BEFORE_KEY)
        day = weekday_date(evening)  # type: ignore[arg-type]
        self._question.setText(Item.TIREDNESS.description.question.format(day=day))
        self._scale.rate(tired if isinstance(tired, int) else None)
        self.setVisible(TIREDNESS_BEFORE_KEY in answers)

    def answers(self) -> dict[AnswerKey, Answer]:
        """The answer about tiredness with its key; empty if the question is hidden."""
        return {} if self.isHidden() else {TIREDNESS_BEFORE_KEY: self._scale.rating}

    def rating_scales(self) -> Sequence[RatingScale]:
        """The rating scale for tiredness, the only scale of this part."""
        return (self._scale,)


class _SymptomTicks(QWidget):
    """A box to tick for each symptom. Without a tick there is no answer; "no symptoms" is an answer."""

    answered = Signal()

    def __init__(self, item: Item) -> None:
        super().__init__()
        words = item.description.choices or ()
        self._ticks = {word: CheckBox(word.capitalize(), f"Felt in: {word}") for word in words}
        self._none = CheckBox("No symptoms", "No symptoms")
        row = WrappingRow([*self._ticks.values(), self._none])
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        for tick in self._ticks.values():
            tick.toggled.connect(self._word_ticked)
        self._none.toggled.connect(self._none_ticked)

    @property
    def value(self) -> frozenset[Any] | None:
        """The ticked symptoms; an empty set if *No symptoms* is ticked, None if nothing is ticked."""
        found = frozenset(word for word, tick in self._ticks.items() if tick.isChecked())
        return found if found or self._none.isChecked() else None

    def set_value(self, value: frozenset[Any] | None) -> None:
        """Tick these symptoms; an empty set ticks *No symptoms*, None ticks nothing."""
        for word, tick in self._ticks.items():
            tick.setChecked(value is not None and word in value)
        self._none.setChecked(value == frozenset())

    @Slot(bool)
    def _word_ticked(self, is_ticked: bool) -> None:
        if is_ticked:
            self._none.setChecked(False)
        self.answered.emit()

    @Slot(bool)
    def _none_ticked(self, is_ticked: bool) -> None:
        if is_ticked:
            for tick in self._ticks.values():
                tick.setChecked(False)
        self.answered.emit()


def _make_control(item: Item) -> _Control:
    about = item.description
    if about.minimum is not None and about.maximum is not None:
        scale = RatingScale(about.name, about.minimum, about.maximum)
        return _Control(scale, lambda: scale.rating, scale.rate, scale.valueChanged)
    made: AnswerButtons | _SymptomTicks
    if about.kind is ValueKind.WORDS:
        made = _SymptomTicks(item)
    elif about.kind is ValueKind.FLAG:
        made = YesNoButtons(about.name)
    else:
        words = [(word, word.replace("_", " ").capitalize()) for word in about.choices or ()]
        made = AnswerButtons(about.name, words)
    return _Control(made, lambda: made.value, made.set_value, made.answered)
