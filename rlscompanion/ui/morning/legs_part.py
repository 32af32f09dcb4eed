"""The legs: where the urge was felt, whether movement eased it, and how tired the day was."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rlscompanion.domain.diary_answers import Answer, Answers, Key
from rlscompanion.domain.items import BodyPart, Item
from rlscompanion.ui.morning.part import DiaryPart
from rlscompanion.ui.widgets.chooser import Tick
from rlscompanion.ui.widgets.controls import label
from rlscompanion.ui.widgets.rating_scale import RatingScale
from rlscompanion.ui.widgets.triple import Triple
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

_PARTS = {BodyPart.LEGS: "Legs", BodyPart.ARMS: "Arms", BodyPart.TRUNK: "Trunk"}


class LegsPart(DiaryPart):
    """Nothing ticked means not said; “no symptoms” is an answer of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = {part: Tick(title, f"Felt in: {title.lower()}") for part, title in _PARTS.items()}
        self._none = Tick("No symptoms", "No symptoms")
        self._eased = Triple("Eased by movement")
        self._tired = RatingScale("Tiredness by day")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(label("Where was the urge to move?", "question"))
        lines.addLayout(WrappingRow([*self._parts.values(), self._none]))
        row = QHBoxLayout()
        row.addWidget(label("Did moving ease it?", "question"))
        row.addStretch(1)
        row.addWidget(self._eased)
        lines.addLayout(row)
        names = QHBoxLayout()
        names.addWidget(label("Tired during the day after", "question"))
        names.addStretch(1)
        names.addWidget(label("0 not at all, 10 worst", "small"))
        lines.addLayout(names)
        lines.addWidget(self._tired)
        for tick in self._parts.values():
            tick.toggled.connect(self._part_ticked)
        self._none.toggled.connect(self._none_ticked)
        self._eased.answered.connect(self.edited)
        self._tired.valueChanged.connect(self.edited)

    def show_answers(self, answers: Answers) -> None:
        """Show these answers of the form."""
        felt = answers[Item.BODY_PARTS]
        for part, tick in self._parts.items():
            tick.setChecked(isinstance(felt, frozenset) and part in felt)
        self._none.setChecked(felt == frozenset())
        eased, tired = answers[Item.EASED_BY_MOVEMENT], answers[Item.TIREDNESS]
        self._eased.set_value(eased if isinstance(eased, bool) else None)
        self._tired.rate(tired if isinstance(tired, int) else None)

    def answers(self) -> dict[Key, Answer]:
        """The answers that stand here."""
        felt = frozenset(part for part, tick in self._parts.items() if tick.isChecked())
        return {
            Item.BODY_PARTS: felt if felt or self._none.isChecked() else None,
            Item.EASED_BY_MOVEMENT: self._eased.value,
            Item.TIREDNESS: self._tired.rating,
        }

    def scales(self) -> Sequence[QWidget]:
        """The scale of tiredness."""
        return (self._tired,)

    @Slot(bool)
    def _part_ticked(self, is_ticked: bool) -> None:
        if is_ticked:
            self._none.setChecked(False)
        self.edited.emit()

    @Slot(bool)
    def _none_ticked(self, is_ticked: bool) -> None:
        if is_ticked:
            for tick in self._parts.values():
                tick.setChecked(False)
        self.edited.emit()
