"""The panel of one massage step: a moving leg figure, instructions, cautions, and the time on each leg."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from rlscompanion.bedtime.routine_shelf import RoutineShelf
from rlscompanion.domain.routine import TECHNIQUE_TITLES, Legs, PictureNames, Routine, Side, Step
from rlscompanion.domain.routine_edit import with_only_side, with_step_seconds
from rlscompanion.ui.routines.seconds_field import SecondsField
from rlscompanion.ui.routines.words import (
    ALLOWED_SECONDS_TEXT,
    instructions_text,
    spoken_step_duration,
    step_duration_text,
    step_sides,
)
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.boxes import in_column, in_row
from rlscompanion.ui.widgets.colours import figure_colours
from rlscompanion.ui.widgets.combo_box import ComboBox
from rlscompanion.ui.widgets.controls import button, display_label, label, show_or_hide, show_text
from rlscompanion.ui.widgets.figure import LegFigure
from rlscompanion.ui.widgets.step_picture import step_picture
from rlscompanion.ui.widgets.text_size import TextSized

LEAST_FIGURE_PIXELS = 300
"""The smallest width and height of the leg figure, in pixels."""

_LEG_CHOICES = (None, Side.LEFT, Side.RIGHT)


class _Preview(LegFigure):
    """A leg figure that can be smaller than the leg figure of a massage session."""

    def sizeHint(self) -> QSize:
        """The preferred size in pixels, small enough to keep the text below visible."""
        return QSize(LEAST_FIGURE_PIXELS, LEAST_FIGURE_PIXELS)

    def minimumSizeHint(self) -> QSize:
        """The least size in pixels, equal to the preferred size."""
        return self.sizeHint()


class StepPanel(TextSized):
    """Shows one massage step of a routine, or a step that the person could add to a routine.

    In a routine that the person made, the time and the legs of the step can be changed here.
    """

    def __init__(self, shelf: RoutineShelf, figure_text: Callable[[str], str]) -> None:
        super().__init__()
        self._shelf = shelf
        self._routine: Routine | None = None
        self._index = -1
        self._shown: tuple[PictureNames, Side] | None = None
        self._title = display_label("Previewed step", "side", wrap=True)
        self._technique = label("", "small", wrap=True)
        self._seconds = SecondsField()
        self._seconds.seconds_chosen.connect(self._set_seconds)
        self._seconds.problem_changed.connect(self._show_problem)
        self._shorter, self._longer = button("−", "Shorter"), button("+", "Longer")
        for each, slot in ((self._shorter, self._seconds.shorten), (self._longer, self._seconds.lengthen)):
            each.setProperty("bulk", "arrow")
            each.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.MinimumExpanding)
            each.clicked.connect(slot)
        self._legs = ComboBox("Legs of this step")
        self._legs.activated.connect(self._set_leg)
        self._problem = display_label("Seconds problem", "problem", wrap=True)
        self._figure = _Preview(figure_text, figure_colours(DUSK), self)
        self._cue = display_label("Previewed cue", "", wrap=True)
        self._hands = display_label("Pressure and position", "small", wrap=True)
        self._caution = display_label("Caution", "small", wrap=True)
        self._lay_out()
        self.show_step(None, -1, False)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the leg figure."""
        self._figure.set_colours(figure_colours(theme))

    def fit_to_text_size(self) -> None:
        """Make the seconds field wide enough for its longest text."""
        self._seconds.setFixedWidth(self._seconds.fontMetrics().horizontalAdvance("600 s ") + 30)

    def show_step(self, routine: Routine | None, index: int, can_change: bool) -> None:
        """Show the step at this index (from 0) of a routine; show nothing if there is no such step.

        `can_change` lets the person change the time and the legs of the step.
        """
        there = routine is not None and 0 <= index < len(routine.steps)
        before = (self._routine.key if self._routine else None, self._index)
        self._routine, self._index = (routine, index) if there and can_change else (None, -1)
        if routine is None or not there:
            self._settings.hide()
            self._words.hide()
            self._figure.hide()
            return
        step = routine.steps[index]
        self._show_words(step, step_duration_text(routine, index), spoken_step_duration(routine, index))
        self._show_figure(step, step_sides(routine, index)[0])
        self._settings.setVisible(can_change)
        if can_change:
            # What was typed and is no length stays to be mended.
            if before != (routine.key, index) or not self._seconds.has_problem:
                self._seconds.show_seconds(step.seconds)
            self._offer_legs(routine, step)

    def show_step_to_add(self, step: Step) -> None:
        """Show a step that the person could add to the routine."""
        self.save_typed_text()
        self._routine, self._index = None, -1
        self._show_words(step, "not in this routine yet", "not in this routine yet")
        self._show_figure(step, Side.LEFT if step.per_side else Side.BOTH)
        self._settings.hide()

    @Slot()
    def save_typed_text(self) -> None:
        """Save a number of seconds that the person has typed but not confirmed."""
        if self._routine is not None:
            self._seconds.accept_typed_text()

    def _lay_out(self) -> None:
        self._settings = QWidget()
        seconds = in_row(self._shorter, self._seconds, self._longer, spacing=4)
        self._only_caption = label("Legs", "small", buddy=self._legs)
        fields = QGridLayout(self._settings)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setHorizontalSpacing(14)
        fields.setVerticalSpacing(4)
        fields.addWidget(label("Time", "small"), 0, 0)
        fields.addWidget(self._only_caption, 0, 1)
        fields.addLayout(seconds, 1, 0)
        fields.addWidget(self._legs, 1, 1)
        fields.addWidget(self._problem, 2, 0, 1, 2)
        fields.setColumnStretch(1, 1)
        self._words = QWidget()
        in_column(self._cue, self._hands, self._caution, into=self._words, spacing=8)
        in_column(
            self._title, self._technique, self._settings, (self._figure, 1), self._words, into=self, spacing=8
        )

    def _show_words(self, step: Step, time: str, spoken: str) -> None:
        show_text(self._title, step.title, f"{step.title}, {spoken}")
        self._technique.setText(f"{TECHNIQUE_TITLES[step.technique]}  ·  {time}")
        show_text(self._cue, step.cues.start)
        for line, text in ((self._hands, instructions_text(step)), (self._caution, step.caution)):
            show_or_hide(line, text)
        self._words.show()

    def _show_figure(self, step: Step, side: Side) -> None:
        picture = step.picture
        if (picture, side) == self._shown and self._figure.isVisible():
            return
        self._shown = (picture, side)
        try:
            self._figure.show_step(step_picture(step, picture, side))
        except ValueError:
            # A step of a person's own may name what no figure has; its words are there all the same.
            self._figure.hide()
            return
        self._figure.show()
        self._figure.set_running(True)

    def _offer_legs(self, routine: Routine, step: Step) -> None:
        both = "As the routine" if routine.legs is Legs.ONE else "Both legs"
        self._legs.clear()
        self._legs.addItems([both, "Left only", "Right only"])
        self._legs.setCurrentIndex(_LEG_CHOICES.index(step.only_side))
        for each in (self._legs, self._only_caption):
            each.setVisible(step.per_side)

    @Slot(int)
    def _set_seconds(self, seconds: int) -> None:
        if self._routine is not None:
            step = self._routine.steps[self._index]
            changed = with_step_seconds(self._routine, self._index, seconds)
            words = f"{step.title}, {step_duration_text(changed, self._index)}"
            self._shelf.change(changed, words, f"seconds {self._index}")

    @Slot(int)
    def _set_leg(self, chosen: int) -> None:
        if self._routine is not None:
            changed = with_only_side(self._routine, self._index, _LEG_CHOICES[chosen])
            step = changed.steps[self._index]
            self._shelf.change(changed, f"{step.title}, {step_duration_text(changed, self._index)}")

    @Slot(bool)
    def _show_problem(self, is_problem: bool) -> None:
        show_text(self._problem, ALLOWED_SECONDS_TEXT if is_problem else "")
        self._problem.setVisible(is_problem)
