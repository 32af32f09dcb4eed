"""A massage session while the eyes are open: the leg figure, the text beside it, and the buttons."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import FOOT_ON_STOOL
from rlscompanion.domain import session as value
from rlscompanion.domain.routine import PictureNames, Routine, with_foot_on_stool
from rlscompanion.domain.session import SegmentStage, SessionState, SessionStatus
from rlscompanion.ui.session.instructions import (
    LARGE_TEXT_COLUMN_WIDTH,
    InstructionColumn,
    RingSize,
    TextDensity,
)
from rlscompanion.ui.session.words import picture_names_at, session_words
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.boxes import in_column, in_row
from rlscompanion.ui.widgets.colours import figure_colours
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button
from rlscompanion.ui.widgets.figure import LegFigure
from rlscompanion.ui.widgets.quantity_text import countdown_text
from rlscompanion.ui.widgets.step_picture import step_picture
from rlscompanion.ui.widgets.text_size import may_change_text_size
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

SPOKEN_TIME_INTERVAL_SECONDS = 10
"""The interval at which the time left changes for screen readers.

A shorter interval would make screen readers stutter.
"""

PAGE_WIDTH_UNITS = 11
"""The number of equal parts into which the page's width is divided."""

_ACROSS, _UP, _BETWEEN_SIDES, _ABOVE_CONTROLS = 32, 16, 28, 16

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Arrangement:
    """How the leg figure and the text column share a session's page.

    The page's width has PAGE_WIDTH_UNITS equal parts. The figure takes `figure_units` of these parts; 0 hides
    the figure. `density` says how much space and text the text column has.
    """

    figure_units: int
    density: TextDensity


# From the roomiest to the closest; the first in which the whole routine fits is taken.
SESSION_ARRANGEMENTS = (
    Arrangement(6, TextDensity(has_large_letters=True)),
    Arrangement(6, TextDensity()),
    Arrangement(5, TextDensity()),
    Arrangement(5, TextDensity(RingSize.SMALL)),
    Arrangement(4, TextDensity(RingSize.SMALL)),
    Arrangement(4, TextDensity(RingSize.BARE)),
    Arrangement(3, TextDensity(RingSize.BARE)),
    Arrangement(5, TextDensity(RingSize.BARE, is_shortened=True)),
    Arrangement(4, TextDensity(RingSize.BARE, is_shortened=True)),
    Arrangement(0, TextDensity(RingSize.SMALL)),
    Arrangement(0, TextDensity(RingSize.BARE)),
    Arrangement(0, TextDensity(RingSize.BARE, is_shortened=True)),
)


def _toggle_button(text: str, identifier: str) -> QPushButton:
    """A small button below the leg figure that stays pressed down until the next press."""
    made = button(text, identifier, "flat")
    made.setCheckable(True)
    made.setProperty("bulk", "below-figure")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


class VisibleSession(QWidget):
    """Shows a massage session at the present moment, with leg figure, text and buttons.

    The layout is the same for all steps of a routine.
    """

    def __init__(
        self,
        figure_text: Callable[[str], str],
        seconds: Callable[[], float],
        controls: Sequence[QPushButton],
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self._shown: tuple[SessionState, Routine | None, bool] | None = None
        self._fitted_for: tuple[object, ...] = ()
        self._shown_picture: tuple[int, bool, bool, PictureNames] | None = None
        self._has_picture = True
        self._preferences = preferences
        self._on_stool = FOOT_ON_STOOL.of(preferences)
        self._spoken_at: tuple[int, SessionStatus, int] | None = None
        self._arrangement = SESSION_ARRANGEMENTS[0]
        self._column_width = 0
        self._figure = LegFigure(figure_text, figure_colours(DUSK), self, seconds=seconds)
        self._instructions = InstructionColumn()
        self._more = _toggle_button("More about this step", "More")
        self._more.toggled.connect(self._show_more)
        self._stool = _toggle_button(FOOT_ON_STOOL.label, FOOT_ON_STOOL.label)
        self._stool.setChecked(self._on_stool)
        self._stool.toggled.connect(self.set_on_stool)
        self._controls = WrappingRow(list(controls), centred=True)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._show_again)
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the leg figure and the text."""
        self._figure.set_colours(figure_colours(theme))
        self._instructions.set_theme(theme)

    def set_still(self, still: bool) -> None:
        """Show the leg figure as still pictures if `still`, else in motion."""
        self._figure.set_still(still)

    @Slot(bool)
    def set_on_stool(self, on_stool: bool) -> None:
        """Store the choice whether the massaged foot rests on a stool, and show the foot accordingly."""
        self._on_stool = on_stool
        self._show_again()
        FOOT_ON_STOOL.keep(self._preferences, on_stool)

    @property
    def arrangement(self) -> Arrangement:
        """How the leg figure and the text column share the page now."""
        return self._arrangement

    def show_session(self, state: SessionState, routine: Routine | None, asks_to_continue: bool) -> None:
        """Show the state of a session.

        `asks_to_continue` is true while the session asks whether to continue, because the computer was
        asleep.
        """
        self._shown = (state, routine, asks_to_continue)
        self._choose_arrangement(state, routine)
        words = session_words(state, routine, asks_to_continue, self._on_stool)
        self._instructions.show_words(words, self._column_width)
        self._instructions.segments.show_session(state)
        stance = state.current_progress.segment.step.stance
        self._stool.setVisible(with_foot_on_stool(stance) != stance)
        self._show_picture(state)
        self._figure.set_running(state.status is SessionStatus.RUNNING)

    def show_time(self, state: SessionState, now: float) -> None:
        """Show the time left of the step and of the session.

        `now` is in seconds on the clock that the session's state uses.
        """
        left = value.segment_seconds_left(state, now)
        session_left = f"{countdown_text(value.seconds_left(state, now))} left in all"
        lead_in = state.current_progress.segment.lead_in
        is_lead_in = value.is_in_lead_in(state, now)
        if is_lead_in:
            self._instructions.show_time(
                value.lead_in_seconds_left(state, now), lead_in, session_left, is_lead_in
            )
        else:
            self._instructions.show_time(
                left, state.current_progress.planned - lead_in, session_left, is_lead_in
            )
        spoken = (state.current_index, state.status, int(left // SPOKEN_TIME_INTERVAL_SECONDS))
        if spoken != self._spoken_at:
            self._spoken_at = spoken
            self._instructions.ring.setAccessibleName(f"Time left: {countdown_text(left)}, {session_left}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement that fits the new size."""
        super().resizeEvent(event)
        self._show_again()

    def changeEvent(self, event: QEvent) -> None:
        """After a change of text size, choose the arrangement again once all widgets have the new size."""
        super().changeEvent(event)
        if may_change_text_size(event):
            self._fitted_for = ()
            self._later.start(0)

    @Slot(bool)
    def _show_more(self, has_more: bool) -> None:
        self._instructions.set_shows_more(has_more)
        self._fitted_for = ()
        self._show_again()

    @Slot()
    def _show_again(self) -> None:
        if self._shown is not None and self.isVisible():
            self.show_session(*self._shown)

    def _lay_out(self) -> None:
        self._picture = QWidget()
        choices = WrappingRow([self._more, self._stool], centred=True)
        in_column((self._figure, 1), choices, into=self._picture)
        self._sides = in_row(
            self._picture,
            CentredColumn(self._instructions, LARGE_TEXT_COLUMN_WIDTH, margin=0),
            spacing=_BETWEEN_SIDES,
        )
        in_column(
            (self._sides, 1),
            self._controls,
            into=self,
            spacing=_ABOVE_CONTROLS,
            margins=(_ACROSS, _UP, _ACROSS, _UP),
        )

    def _choose_arrangement(self, state: SessionState, routine: Routine | None) -> None:
        """Choose the most spacious arrangement into which every step of the routine fits."""
        fitted_for = (self.size(), tuple(each.segment for each in state.progress), self._on_stool)
        if fitted_for == self._fitted_for:
            return
        self._fitted_for = fitted_for
        across = self.width() - 2 * _ACROSS
        height = self.height() - 2 * _UP - _ABOVE_CONTROLS - self._controls.heightForWidth(across)
        every = dict.fromkeys(
            session_words(value.resumed_session(state.progress, index), routine, on_stool=self._on_stool)
            for index in range(len(state.progress))
        )
        for arrangement in SESSION_ARRANGEMENTS:
            width = self._use_arrangement(arrangement, across)
            if all(self._instructions.fits(words, width, height) for words in every):
                break

    def _use_arrangement(self, arrangement: Arrangement, across: int) -> int:
        """Use this arrangement from now on; return the width left for the text column, in pixels."""
        self._arrangement = arrangement
        self._instructions.set_density(arrangement.density)
        share = arrangement.figure_units
        self._figure.setVisible(self._has_picture)
        self._picture.setVisible(share > 0)
        self._sides.setStretch(0, share)
        self._sides.setStretch(1, PAGE_WIDTH_UNITS - share)
        beside = (
            (across - _BETWEEN_SIDES) * (PAGE_WIDTH_UNITS - share) // PAGE_WIDTH_UNITS if share else across
        )
        self._column_width = min(beside, self._instructions.maximumWidth())
        return self._column_width

    def _show_picture(self, state: SessionState) -> None:
        """Show the present picture of the step; during the lead-in the hands wait where the step begins."""
        segment, stage = state.current_progress.segment, state.current_progress.stage
        picture = picture_names_at(segment.step, stage)
        pictured = (state.current_index, stage is SegmentStage.LEAD_IN, self._on_stool, picture)
        if pictured == self._shown_picture:
            return
        self._shown_picture = pictured
        try:
            self._figure.show_step(
                step_picture(segment.step, picture, segment.side, on_stool=self._on_stool),
                at=-segment.lead_in if stage is SegmentStage.LEAD_IN else 0.0,
            )
        except ValueError as error:
            # A routine of one's own may name what is not there; its words are still of use.
            log.warning("%s has no picture: %s", segment.step.key, error)
            self._has_picture = False
        else:
            self._has_picture = True
        self._figure.setVisible(self._has_picture)
