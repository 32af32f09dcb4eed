"""The page of a massage session: the leg figure with instructions, or a black screen for closed eyes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QAccessibleWidget, QStackedLayout, QWidget

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.bedtime.stillness import Stillness
from rlscompanion.domain import session as value
from rlscompanion.domain.session import SessionState, SessionStatus
from rlscompanion.ui.session.eyes_closed import EyesClosedScreen
from rlscompanion.ui.session.visible_session import VisibleSession
from rlscompanion.ui.session.words import QUESTION_TO_CONTINUE, announcement_text, session_words
from rlscompanion.ui.theme import DUSK, Theme
from rlscompanion.ui.widgets.announcing import announce
from rlscompanion.ui.widgets.controls import button, set_identifier
from rlscompanion.ui.widgets.keys import is_for_program, is_plus_key, letter_of
from rlscompanion.ui.widgets.quantity_text import countdown_text

SESSION_REFRESH_MS = 100

_KEYS_ANNOUNCED_BY_VOICE = {Qt.Key.Key_Left, Qt.Key.Key_Right}
"""Keys that go to another step: the voice announces that step, so the page need not say the position."""

_KEYS_THAT_CHANGE_SOUND = {Qt.Key.Key_M, Qt.Key.Key_Up, Qt.Key.Key_Down}
"""Keys that change the sound: the person hears the change, so the black screen need not show it."""


WHAT_CLOSED_EYES_DO = "The screen goes black, and the voice goes on."


class SessionPage(QWidget):
    """Shows the massage session that the controller runs, and gives the person's commands to the controller.

    `say_position` is called to say aloud at which step the session is. `eyes_closed_changed` is emitted with
    True when the screen goes black for closed eyes, and with False when the leg figure returns.
    """

    eyes_closed_changed = Signal(bool)

    def __init__(
        self,
        sessions: SessionController,
        sound: SoundControl,
        stillness: Stillness,
        figure_text: Callable[[str], str],
        say_position: Callable[[], object],
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self.accessible: QAccessibleWidget | None = None
        self._sessions, self._say_position = sessions, say_position
        self._stillness = stillness
        self._was_suspended = False
        self._announced: SessionState | None = None
        self._pause = button("Pause", "Pause", "primary")
        self._end = button("End session", "End session", "flat")
        close_eyes = button("Close my eyes", "Eyes closed", "flat")
        close_eyes.setToolTip(WHAT_CLOSED_EYES_DO)
        close_eyes.setAccessibleDescription(WHAT_CLOSED_EYES_DO)
        presses = {
            button("Back", "Back"): sessions.go_back,
            self._pause: sessions.toggle_pause,
            button("Next", "Next"): sessions.skip_segment,
            button("+15 s", "Add 15 seconds"): sessions.add_time,
            close_eyes: self.close_eyes,
            self._end: sessions.end_session,
        }
        for control, press in presses.items():
            control.clicked.connect(press)
            control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            control.setProperty("bulk", "session")
        self._actions: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Space: sessions.toggle_pause,
            Qt.Key.Key_Left: sessions.go_back,
            Qt.Key.Key_Right: sessions.skip_segment,
            Qt.Key.Key_Plus: sessions.add_time,
            Qt.Key.Key_M: sound.toggle_playing,
            Qt.Key.Key_Up: sound.louder,
            Qt.Key.Key_Down: sound.quieter,
        }
        self._visible_session = VisibleSession(figure_text, sessions.seconds, list(presses), preferences)
        self._dark = EyesClosedScreen()
        self._dark.went_black.connect(self._start_or_stop_timer)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._visible_session)
        self._stack.addWidget(self._dark)
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setInterval(SESSION_REFRESH_MS)
        self._refresh_timer.timeout.connect(self.show_time)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_identifier(self, "Session")
        self.set_theme(DUSK)
        self._apply_stillness()
        stillness.changed.connect(self._apply_stillness)
        sessions.moved.connect(self._show_state)
        sessions.suspended.connect(self._show_suspended)

    @property
    def eyes_are_closed(self) -> bool:
        """Whether the screen is black because the person has closed their eyes."""
        return self._stack.currentWidget() is self._dark

    @Slot()
    def close_eyes(self) -> None:
        """Make the screen black for closed eyes; voice and chimes continue."""
        self._set_eyes_closed(True)

    @Slot()
    def open_eyes(self) -> None:
        """Show the leg figure and the instructions again."""
        self._set_eyes_closed(False)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme for the leg figure and the ring timer."""
        self._visible_session.set_theme(theme)

    @Slot()
    def _apply_stillness(self) -> None:
        self._visible_session.set_still(self._stillness.is_wanted)

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        """Show the present state of the session, and keep the time left up to date from now on."""
        super().showEvent(event)
        self.setFocus()
        self._show_state()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop updating the time left, and open the eyes: the next session begins with the leg figure."""
        self._refresh_timer.stop()
        if not event.spontaneous():
            self._announced = None
            self._dark.go_black()
            self._stack.setCurrentWidget(self._visible_session)
        super().hideEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's own name
        """While eyes are closed, treat Tab as an ordinary key instead of moving the focus."""
        return False if self.eyes_are_closed else super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do the action of the pressed key.

        Space pauses the session. Left and Right go to the previous or next segment (a step on one leg or
        both). Up and Down change the sound's loudness. + adds time. M turns the sound on or off. E turns the
        screen black for closed eyes. Esc offers to end the session.
        """
        key = _command_key(event)
        if event.isAutoRepeat() or not is_for_program(event):
            return
        if self.eyes_are_closed:
            self._press_with_closed_eyes(key)
        elif key is Qt.Key.Key_Escape:
            self._focus_end()
        elif key is Qt.Key.Key_E:
            self.close_eyes()
        elif key in self._actions:
            self._actions[key]()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """While eyes are closed, say and show at which step the session is."""
        if self.eyes_are_closed:
            self.show_position()
        else:
            super().mousePressEvent(event)

    def press(self) -> None:
        """Pause or resume the session; while eyes are closed, show the figure and the buttons instead."""
        if self.eyes_are_closed:
            self.open_eyes()
        else:
            self._sessions.toggle_pause()

    def _press_with_closed_eyes(self, key: Qt.Key) -> None:
        """Do what the key does with open eyes, and say or show the position; Esc and E open the eyes."""
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_E):
            self.open_eyes()
            return
        if key in self._actions:
            self._actions[key]()
        if key not in _KEYS_THAT_CHANGE_SOUND:
            self.show_position(is_spoken=key not in _KEYS_ANNOUNCED_BY_VOICE)

    # What is shown

    @Slot()
    def _show_state(self) -> None:
        """Show the state of the session; the words change only with the segment and the segment's stage."""
        state = self._sessions.state
        if state is None or not self.isVisible():
            return
        running = state.status is SessionStatus.RUNNING
        if running:
            self._was_suspended = False
        if not state.is_over:
            announce(self, announcement_text(self._announced, state))
            self._announced = state
        if not self.eyes_are_closed:
            self._visible_session.show_session(state, self._sessions.routine, self._was_suspended)
            set_identifier(self._pause, "Pause" if running else "Resume")
            self._pause.setText("Pause" if running else "Resume")
        self._start_or_stop_timer()
        self.show_time()

    @Slot()
    def _start_or_stop_timer(self) -> None:
        """Update the time left only while the page is visible and the session is running."""
        state = self._sessions.state
        is_running = state is not None and state.status is SessionStatus.RUNNING
        if is_running and self.isVisible() and (self._dark.has_words or not self.eyes_are_closed):
            self._refresh_timer.start()
        else:
            self._refresh_timer.stop()

    @Slot()
    def show_time(self) -> None:
        """Show the time left of the segment and of the session at this moment."""
        state, now = self._sessions.state, self._sessions.seconds()
        if state is None:
            return
        if self.eyes_are_closed:
            self._dark.show_time_left(countdown_text(value.segment_seconds_left(state, now)))
        else:
            self._visible_session.show_time(state, now)

    @Slot()
    def _show_suspended(self) -> None:
        self._was_suspended = True
        self._show_state()
        announce(self, QUESTION_TO_CONTINUE)
        if self.eyes_are_closed:
            self.show_position()
        else:
            self._pause.setFocus()

    @Slot()
    def _focus_end(self) -> None:
        state = self._sessions.state
        if state is not None and state.status is SessionStatus.RUNNING:
            self._sessions.toggle_pause()
        self._end.setFocus()

    # Eyes closed

    def _set_eyes_closed(self, is_closed: bool) -> None:
        if is_closed == self.eyes_are_closed:
            return
        self._dark.go_black()
        self._stack.setCurrentWidget(self._dark if is_closed else self._visible_session)
        self.setFocus()
        self._show_state()
        self.eyes_closed_changed.emit(is_closed)

    def show_keys_hint(self) -> None:
        """Show a hint on the keys for closed eyes for a few seconds; then the screen goes black."""
        self._dark.show_keys_hint()

    def show_position(self, is_spoken: bool = True) -> None:
        """While the eyes are closed, show for a while at which step the session is.

        With `is_spoken`, the voice also says the step, if the session has a voice.
        """
        state = self._sessions.state
        if state is None or not self._sessions.is_on:
            return
        self._dark.show_words(session_words(state, self._sessions.routine, self._was_suspended))
        self._start_or_stop_timer()
        self.show_time()
        if is_spoken:
            self._say_position()


def _command_key(event: QKeyEvent) -> Qt.Key:
    """The key by which a command is known, whatever the keyboard layout."""
    if is_plus_key(event):
        return Qt.Key.Key_Plus
    letters = {"E": Qt.Key.Key_E, "M": Qt.Key.Key_M}
    return letters.get(letter_of(event), Qt.Key(event.key()))
