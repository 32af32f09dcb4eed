"""The session: which leg, which part, which movement, how hard, and how long still."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.domain import session as value
from rlscompanion.domain.routine import SIDE_TITLES, TECHNIQUE_TITLES, Segment, Side, Step
from rlscompanion.domain.session import SessionState, Status
from rlscompanion.ui.theme import DUSK, EMBER, Theme
from rlscompanion.ui.widgets.colours import figure_colours, ring_colours
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button, display, identified, label, show_on
from rlscompanion.ui.widgets.figure import LegFigure, Motion, StepPicture
from rlscompanion.ui.widgets.measure_text import clock_text
from rlscompanion.ui.widgets.ring_timer import RingTimer

REFRESH_MS = 100
OTHER_LEG = "Now the other leg"
RING_SHARE = 1.5
"""The ring's diameter in widths of the longest words inside it."""
SPOKEN_EVERY_SECONDS = 10
"""The time left is renamed only this often: a name that changes every second makes screen readers stutter."""


def where(segment: Segment) -> str:
    """The step and its side, such as "Calf, kneading, left leg"."""
    sided = segment.side is not Side.BOTH
    return f"{segment.step.title}, {SIDE_TITLES[segment.side]}" if sided else segment.step.title


def hands(step: Step, brief: bool = False) -> str:
    """How to hold the leg and the hands; `brief` leaves the direction to the figure."""
    pressure = "Pressure {} to {} of 10".format(*step.pressure) if step.pressure else ""
    parts = (
        part
        for part in (
            step.position,
            "" if brief else step.direction,
            pressure.replace(" ", "\N{NO-BREAK SPACE}"),
        )
        if part
    )
    return "  ·  ".join(parts)


class SessionPage(QWidget):
    """Shows the session that the controller runs, and passes its presses on."""

    def __init__(
        self, sessions: SessionController, sound: SoundControl, figure_text: Callable[[str], str]
    ) -> None:
        super().__init__()
        self._sessions, self._sound = sessions, sound
        self._theme = DUSK
        self._was_suspended = False
        self._spoken_at: tuple[int, Status, int] | None = None
        self._figure = LegFigure(figure_text, figure_colours(DUSK), self, seconds=sessions.seconds)
        self._step = display("Step", "step", wrap=True)
        self._side = label("", "side")
        self._technique = label("", "soft", wrap=True)
        self._ring = RingTimer(ring_colours(DUSK), self)
        self._ring.setAccessibleIdentifier("Time left")
        self._cue = display("Cue", "cue", wrap=True)
        self._hands = label("", "soft", wrap=True)
        self._caution = label("", "small", wrap=True)
        self._following = display("Next step", "soft", wrap=True)
        self._note = label("", "small", wrap=True)
        self._back = button("Back", "Back")
        self._pause = button("Pause", "Pause", "primary")
        self._next = button("Next", "Next")
        self._add = button("+15 s", "Add 15 seconds")
        self._end = button("End session", "End session", "flat")
        for control, press in (
            (self._back, sessions.back),
            (self._pause, sessions.toggle_pause),
            (self._next, sessions.next),
            (self._add, sessions.add_time),
            (self._end, sessions.end),
        ):
            control.clicked.connect(press)
            control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            control.setProperty("bulk", "large")
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setInterval(REFRESH_MS)
        self._refresh_timer.timeout.connect(self._show_time)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self.set_theme(DUSK)
        sessions.moved.connect(self._show)
        sessions.suspended.connect(self._stand_still)

    def set_theme(self, theme: Theme) -> None:
        """Draw the figure and the ring in the colours of a theme."""
        self._theme = theme
        self._figure.set_colours(figure_colours(theme))
        self._ring.set_colours(ring_colours(theme))

    def changeEvent(self, event: QEvent) -> None:
        """Let the ring grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_ring()

    def _fit_ring(self) -> None:
        diameter = round(RING_SHARE * self._ring.fontMetrics().horizontalAdvance(OTHER_LEG))
        self._ring.setFixedSize(diameter, diameter)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to follow the session."""
        super().showEvent(event)
        self._fit_ring()
        self.setFocus()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking at the clock."""
        self._refresh_timer.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space pauses and resumes, the arrows go back and on, + adds time, M is for the sound."""
        actions = {
            Qt.Key.Key_Space: self._sessions.toggle_pause,
            Qt.Key.Key_Left: self._sessions.back,
            Qt.Key.Key_Right: self._sessions.next,
            Qt.Key.Key_Plus: self._sessions.add_time,
            Qt.Key.Key_M: self._sound.toggle,
            Qt.Key.Key_Up: self._sound.louder,
            Qt.Key.Key_Down: self._sound.quieter,
            Qt.Key.Key_Escape: self._offer_end,
        }
        action = actions.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            action()

    def _lay_out(self) -> None:
        column = QWidget()
        words = QVBoxLayout(column)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addSpacing(18)
        words.addWidget(self._side)
        words.addWidget(self._step)
        words.addSpacing(2)
        words.addWidget(self._technique)
        words.addSpacing(18)
        words.addWidget(self._ring)
        words.addSpacing(18)
        words.addWidget(self._cue)
        words.addSpacing(12)
        words.addWidget(self._hands)
        words.addSpacing(6)
        words.addWidget(self._caution)
        words.addStretch(1)
        words.addWidget(self._following)
        words.addWidget(self._note)
        sides = QHBoxLayout()
        sides.setSpacing(40)
        sides.addWidget(self._figure, 6)
        sides.addWidget(CentredColumn(column, 560, margin=0), 5)
        controls = QHBoxLayout()
        controls.setSpacing(14)
        controls.addStretch(2)
        for control in (self._back, self._pause, self._next, self._add):
            controls.addWidget(control)
        controls.addStretch(1)
        controls.addWidget(self._end)
        page = QVBoxLayout(self)
        page.setContentsMargins(40, 28, 40, 28)
        page.setSpacing(20)
        page.addLayout(sides, 1)
        page.addLayout(controls)

    @Slot()
    def _show(self) -> None:
        """Show the session as it stands; the words only change with the segment."""
        state = self._sessions.state
        if state is None or not self.isVisible():
            return
        running = state.status is Status.RUNNING
        if running:
            self._was_suspended = False
        self._show_words(state)
        identified(self._pause, "Pause" if running else "Resume")
        self._pause.setText("Pause" if running else "Resume")
        self._figure.set_running(running)
        if running:
            self._refresh_timer.start()
        else:
            self._refresh_timer.stop()
        self._show_time()

    def _show_words(self, state: SessionState) -> None:
        segment = state.current.segment
        step = segment.step
        self._side.setText("" if segment.side is Side.BOTH else SIDE_TITLES[segment.side].capitalize())
        self._step.setText(step.title)
        self._step.setAccessibleName(f"Step: {where(segment)}")
        self._technique.setText(TECHNIQUE_TITLES[step.technique])
        if self._was_suspended:
            show_on(self._cue, "The computer was asleep, so the session waited. Continue?")
        else:
            show_on(self._cue, step.cues.start)
        # In the dark, large letters leave room for what matters alone.
        is_dark = self._theme is EMBER
        self._technique.setVisible(not is_dark)
        self._hands.setText(hands(step, brief=is_dark))
        self._caution.setText(step.caution)
        self._caution.setVisible(bool(step.caution))
        following = state.upcoming
        show_on(self._following, f"Next: {where(following)}" if following else "Last one")
        routine = self._sessions.routine
        self._note.setText(routine.note if routine and state.index == 0 else "")
        self._note.setVisible(bool(self._note.text()))
        picture = step.picture
        self._figure.show_step(
            StepPicture(
                picture.figure, picture.area, Motion(picture.motion), picture.path, segment.side.value
            )
        )

    @Slot()
    def _show_time(self) -> None:
        state = self._sessions.state
        if state is None:
            return
        now = self._sessions.seconds()
        lead_in = value.in_lead_in(state, now)
        left = value.segment_left(state, now)
        in_all = f"{clock_text(value.time_left(state, now))} in all"
        self._ring.set_lead_in(lead_in)
        if lead_in:
            caption = "Place your hands" if state.index == 0 else self._lead_in_words(state)
            self._ring.set_time(value.lead_in_left(state, now), state.current.segment.lead_in, caption)
        else:
            work = state.current.planned - state.current.segment.lead_in
            self._ring.set_time(left, work, in_all)
        spoken = (state.index, state.status, int(left // SPOKEN_EVERY_SECONDS))
        if spoken != self._spoken_at:
            self._spoken_at = spoken
            self._ring.setAccessibleName(f"Time left: {clock_text(left)}, {in_all}")

    def _lead_in_words(self, state: SessionState) -> str:
        before = state.progress[state.index - 1].segment
        same = before.step.key == state.current.segment.step.key
        return OTHER_LEG if same else "Place your hands"

    @Slot()
    def _stand_still(self) -> None:
        self._was_suspended = True
        self._show()
        self._pause.setFocus()

    @Slot()
    def _offer_end(self) -> None:
        state = self._sessions.state
        if state is not None and state.status is Status.RUNNING:
            self._sessions.toggle_pause()
        self._end.setFocus()
