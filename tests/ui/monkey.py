"""Presses random keys, turns the wheel and clicks at random, and checks the effects."""

import random
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from rlscompanion.bedtime.sound_control import NIGHT_LEVEL_SHARE
from rlscompanion.domain.night import AwakeningKind
from rlscompanion.domain.ratings import SCALE_TITLES, Ratings, RatingTime, ratings_of
from rlscompanion.ui.widgets.idle_timer import IdleTimer
from rlscompanion.ui.widgets.rating_scale import RatingScale
from tests.ui.bedside import Bedside
from tests.ui.hands import KEYPAD_MODIFIER, NO_MODIFIER

K = Qt.Key
LEFT_BUTTON, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
AWAKENING_BY_CHOICE = {
    "Restless legs": AwakeningKind.RESTLESS_LEGS,
    "Other help": AwakeningKind.RESTLESS_LEGS,
    "Just awake": AwakeningKind.JUST_AWAKE,
}
DOUBLE_CLICK_MS, SEPARATE_CLICKS_MS = 100, 2000
"""Milliseconds between two presses: short enough for a double click, and long after one."""


@dataclass(frozen=True)
class KeyPress:
    """A key press: the key, its character and its modifiers.

    `digit` is the rating that the key gives on a scale, if any. `is_ours` is false for keys that the app must
    ignore, such as those for the screen's brightness.
    """

    key: int
    text: str = ""
    modifiers: Qt.KeyboardModifier = NO_MODIFIER
    digit: int | None = None
    is_ours: bool = True


KEYPAD_KEYS = (
    K.Key_Insert,
    K.Key_End,
    K.Key_Down,
    K.Key_PageDown,
    K.Key_Left,
    K.Key_Clear,
    K.Key_Right,
    K.Key_Home,
)
KEY_PRESSES = (
    *(KeyPress(K.Key_0 + digit, f"{digit}", digit=digit) for digit in range(10)),
    *(
        KeyPress(key, "", KEYPAD_MODIFIER, digit)
        for digit, key in enumerate((*KEYPAD_KEYS, K.Key_Up, K.Key_PageUp))
    ),
    *(KeyPress(key) for key in (K.Key_Left, K.Key_Right, K.Key_Up, K.Key_Down, K.Key_End, K.Key_Home) * 2),
    *(KeyPress(K.Key_Return, "\r"), KeyPress(K.Key_Enter, "\r", KEYPAD_MODIFIER), KeyPress(K.Key_Space, " "))
    * 3,
    *(
        KeyPress(K.Key_Escape),
        KeyPress(K.Key_Tab, "\t"),
        KeyPress(K.Key_Delete),
        KeyPress(K.Key_Backspace),
        KeyPress(K.Key_F5),
    ),
    *(KeyPress(ord(letter.upper()), letter) for letter in "emxyуьث"),
    *(KeyPress(key, is_ours=False) for key in (K.Key_MonBrightnessUp, K.Key_MicMute, K.Key_VolumeUp)),
    *(KeyPress(key, is_ours=False) for key in (K.Key_MediaPlay, K.Key_WLAN, K.Key_unknown)),
)

RATING_PRESSES = KEY_PRESSES[:26]


@dataclass(frozen=True)
class LogAndScreen:
    """What the log contains and the screen shows at one moment."""

    page: QWidget
    diary: str
    is_black: bool
    scales: tuple[tuple[str, int | None], ...]
    awakenings: tuple[AwakeningKind, ...]
    nights: tuple[object, ...]
    before: Ratings
    after: Ratings

    @property
    def log(self) -> tuple[object, ...]:
        """The recorded part of the log: awakenings, nights, and ratings before and after the session."""
        return self.awakenings, self.nights, self.before, self.after


@dataclass
class EffectsWitness:
    """Derives from the random acts alone which ratings and log entries are allowed."""

    bedside: Bedside
    answers: dict[str, int | None] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    is_night: bool = False
    heard: int = 0
    is_soft: bool = False

    def see(self) -> LogAndScreen:
        bedside = self.bedside
        latest = bedside.session_log.latest()
        nights = bedside.log.nights()
        dark = bedside.flow.night.lights_out
        return LogAndScreen(
            bedside.page,
            "".join(each.accessibleName() for each in bedside.visible("Night")),
            bedside.page is dark and dark.is_black,
            tuple((each.accessibleIdentifier(), each.rating) for each in self._scales()),
            tuple(awakening.kind for night in nights for awakening in night.awakenings),
            tuple((night.id, night.sleeps, night.quality, night.worst_urge) for night in nights),
            Ratings() if latest is None else bedside.session_log.ratings(latest.id, RatingTime.BEFORE),
            Ratings() if latest is None else bedside.session_log.ratings(latest.id, RatingTime.AFTER),
        )

    def meant(self, scale: RatingScale, answer: int | None) -> None:
        """Note that an act set this scale to `answer`."""
        self.answers[scale.accessibleIdentifier()] = answer
        self.unsure.discard(scale.accessibleIdentifier())

    def moved(self, scale: RatingScale, by: int) -> None:
        """Note that an arrow key moved this scale by a number of cells."""
        name, lowest = scale.accessibleIdentifier(), scale.minimum() + 1
        answer = self.answers.get(name)
        if answer is None and scale._arrows_ignored.isActive():
            return
        if answer is None:
            self.unsure.add(name)
        moved = max(lowest - 1, min(scale.maximum(), (lowest - 1 if answer is None else answer) + by))
        self.answers[name] = None if moved < lowest else moved

    def judge(self, was: LogAndScreen, aim: str, is_left_alone: bool = False) -> LogAndScreen:
        """Check that an act had only allowed effects; return what is there after the act.

        `was` is what was there before the act; `aim` names the widget that the act was on.
        """
        now = self.see()
        self._judge_awakenings(was, now, aim)
        if (now.page, now.diary) != (was.page, was.diary):
            self._judge_answers(was, now, aim, is_left_alone)
            self.answers = dict(now.scales) if now.page is self.bedside.flow.night.morning else {}
            self.unsure.clear()
        shown = {name: self.answers.get(name) for name, _ in now.scales}
        assert dict(now.scales) == shown, f"scales after {aim}"
        self._judge_sound(was, now)
        return now

    def _judge_awakenings(self, was: LogAndScreen, now: LogAndScreen, aim: str) -> None:
        if aim == "Delete night":
            return
        new = len(now.awakenings) - len(was.awakenings)
        assert new in (0, 1), aim
        if new:
            assert sorted(now.awakenings) == sorted((*was.awakenings, AWAKENING_BY_CHOICE[aim])), aim

    def _judge_answers(self, was: LogAndScreen, now: LogAndScreen, aim: str, is_left_alone: bool) -> None:
        evening = self.bedside.flow.evening
        scales = {scale: self.answers.get(title) for scale, title in SCALE_TITLES.items()}
        if is_left_alone:
            scales = {s: None if SCALE_TITLES[s] in self.unsure else each for s, each in scales.items()}
        wanted = Ratings() if aim in ("Skip", "Escape") else ratings_of(scales)
        if was.page is evening.scales_before and now.page is evening.session:
            assert now.before == wanted, aim
        if was.page is evening.scales_after:
            assert now.after == wanted, aim

    def _judge_sound(self, was: LogAndScreen, now: LogAndScreen) -> None:
        """Check that at night a returning sound is no louder than the night's share of the level."""
        night = self.bedside.flow.night
        calls = self.bedside.engine.calls[self.heard :]
        self.heard = len(self.bedside.engine.calls)
        if self.is_night:
            self.is_soft = self.is_soft or any(call[0] == "play" for call in calls)
            levels = [call for call in self.bedside.engine.named("set_level") if call]
            if self.is_soft and levels:
                level = levels[-1][1]
                assert isinstance(level, float)
                assert level <= NIGHT_LEVEL_SHARE * self.bedside.sound.level + 1e-6
        if now.page is night.lights_out:
            self.is_night = True
        elif now.page is night.morning or now.page is self.bedside.flow.evening.tonight:
            self.is_night = self.is_soft = False

    def _scales(self) -> list[RatingScale]:
        found = [each for each in self.bedside.page.findChildren(RatingScale) if each.isVisible()]
        return [each for each in found if each.accessibleIdentifier() != "Tiredness by day"]


class Monkey:
    """Does random acts in a window (keys, wheel, clicks, waiting), and checks the effects of each act."""

    def __init__(self, bedside: Bedside, seed: int) -> None:
        self._bedside = bedside
        self._random = random.Random(seed)
        self.witness = EffectsWitness(bedside)
        self._milliseconds = 1_000_000
        self.acts: list[str] = []

    def act(self) -> None:
        """Do one random act, and check its effects."""
        self._leave_the_way_open()
        kind = self._random.choices(
            (self._press_key, self._turn_wheel, self._click, self._double_click, self._let_time_pass),
            (50, 10, 20, 10, 10),
        )[0]
        self.acts.append(kind.__name__)
        kind()

    # Keys

    def _press_key(self) -> None:
        focused = self._bedside.window.focusWidget()
        on_scale = isinstance(focused, RatingScale) and self._random.random() < 0.6
        press = self._random.choice(RATING_PRESSES if on_scale else KEY_PRESSES)
        repeats = self._random.choice((0, 0, 0, 4))
        was = self.witness.see()
        aim = self._aim_of_key(press, focused, was)
        if isinstance(focused, RatingScale) and focused.isVisible():
            self._expect(press, focused)
        self.acts[-1] += f" {press.key:#x} on {aim}"
        self._send(QEvent.Type.KeyPress, press)
        pressed = self.witness.judge(was, aim)
        for _ in range(repeats):
            self._send(QEvent.Type.KeyPress, press, is_repeat=True)
        held = self.witness.judge(pressed, "a key that is held")
        assert held.log == pressed.log
        assert held.is_black == pressed.is_black
        self._send(QEvent.Type.KeyRelease, press)
        self.witness.judge(held, aim)
        if not press.is_ours:
            assert held.log == was.log
            assert held.is_black == was.is_black

    def _aim_of_key(self, press: KeyPress, focused: QWidget | None, was: LogAndScreen) -> str:
        if was.is_black:
            return "Restless legs" if press.key == K.Key_Space else "the dark"
        if press.key == K.Key_Escape:
            return "Escape"
        return focused.accessibleIdentifier() if focused is not None else ""

    def _expect(self, press: KeyPress, scale: RatingScale) -> None:
        lowest, highest = scale.minimum() + 1, scale.maximum()
        if press.digit is not None:
            if lowest <= press.digit <= highest:
                self.witness.meant(scale, press.digit)
        elif press.key == K.Key_End:
            self.witness.meant(scale, highest)
        elif press.key == K.Key_Home:
            self.witness.meant(scale, lowest)
        elif press.key in (K.Key_Delete, K.Key_Backspace):
            self.witness.meant(scale, None)
        elif press.key in (K.Key_Left, K.Key_Right):
            self.witness.moved(scale, 1 if press.key == K.Key_Right else -1)
        elif press.key in (K.Key_Return, K.Key_Enter):
            self.witness.unsure.discard(scale.accessibleIdentifier())

    def _send(self, kind: QEvent.Type, press: KeyPress, is_repeat: bool = False) -> None:
        at = self._bedside.window.focusWidget() or self._bedside.window
        event = QKeyEvent(kind, press.key, press.modifiers, press.text, is_repeat)
        QApplication.sendEvent(at, event)
        QApplication.processEvents()

    # The mouse

    def _turn_wheel(self) -> None:
        handle = self._bedside.window.windowHandle()
        assert handle is not None
        was = self.witness.see()
        notches = self._random.choice((-3, -1, 1, 2))
        QTest.wheelEvent(handle, QPointF(self._point()), QPoint(0, 120 * notches))
        QApplication.processEvents()
        now = self.witness.judge(was, "the wheel")
        assert (now.log, now.scales, now.is_black) == (was.log, was.scales, was.is_black)

    def _click(self) -> None:
        self._milliseconds += SEPARATE_CLICKS_MS
        self._press_mouse(self._point(), QEvent.Type.MouseButtonPress)

    def _double_click(self) -> None:
        self._milliseconds += SEPARATE_CLICKS_MS
        point = self._point()
        first_on = self._under(point)
        self._press_mouse(point, QEvent.Type.MouseButtonPress)
        self._milliseconds += DOUBLE_CLICK_MS
        was = self.witness.see()
        second_on = self._under(point)
        self._press_mouse(point, QEvent.Type.MouseButtonDblClick, is_astray=second_on is not first_on)
        now = self.witness.see()
        if second_on is not first_on:
            assert (now.log, now.scales, now.is_black) == (was.log, was.scales, was.is_black)

    def _press_mouse(self, point: QPoint, kind: QEvent.Type, is_astray: bool = False) -> None:
        on = self._under(point)
        aim = on.accessibleIdentifier()
        was = self.witness.see()
        self.acts[-1] += f" on {aim or type(on).__name__}"
        if isinstance(on, RatingScale) and not is_astray:
            share = (on.mapFrom(self._bedside.window, point).x()) / on.width()
            cells = on.maximum() - on.minimum()
            self.witness.meant(on, on.minimum() + 1 + int(min(max(share, 0.0), 0.999) * cells))
        self._send_mouse(point, kind, LEFT_BUTTON)
        pressed = self.witness.judge(was, aim)
        self._send_mouse(point, QEvent.Type.MouseButtonRelease, NO_BUTTON)
        self.witness.judge(pressed, aim)

    def _send_mouse(self, point: QPoint, kind: QEvent.Type, held: Qt.MouseButton) -> None:
        window = self._bedside.window
        where, overall = QPointF(point), QPointF(window.mapToGlobal(point))
        event = QMouseEvent(kind, where, where, overall, LEFT_BUTTON, held, NO_MODIFIER)
        event.setTimestamp(self._milliseconds)
        handle = window.windowHandle()
        assert handle is not None
        QCoreApplication.sendEvent(handle, event)
        QApplication.processEvents()

    def _point(self) -> QPoint:
        """A random point in the window; in half of the cases, a point on a control."""
        window = self._bedside.window
        pressable = [
            each
            for kind in (QPushButton, RatingScale)
            for each in self._bedside.page.findChildren(kind)
            if each.isVisible() and not each.visibleRegion().isEmpty()
        ]
        if pressable and self._random.random() < 0.5:
            on = self._random.choice(pressable)
            seen: QRect = on.visibleRegion().boundingRect()
            x = self._random.randrange(max(1, seen.width()))
            return on.mapTo(window, seen.topLeft() + QPoint(x, seen.height() // 2))
        return QPoint(self._random.randrange(window.width()), self._random.randrange(window.height()))

    def _under(self, point: QPoint) -> QWidget:
        return self._bedside.window.childAt(point) or self._bedside.window

    # Time, and the way through a bedtime

    def _let_time_pass(self) -> None:
        was = self.witness.see()
        self._bedside.pass_time(self._random.choice((1, 20, 60, 300)))
        QApplication.processEvents()
        was = self.witness.judge(was, "time")
        timer = self._bedside.page.findChild(IdleTimer)
        if timer is not None and timer.isActive() and self._random.random() < 0.5:
            timer.stop()
            timer.timeout.emit()
            QApplication.processEvents()
            self.witness.judge(was, "time", is_left_alone=True)
        for scale in self._bedside.page.findChildren(RatingScale):
            scale.allow_arrow_keys()

    def _leave_the_way_open(self) -> None:
        """Close dialogs, and leave pages that do not belong to a bedtime."""
        modal = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if modal is not None:
            modal.close()
        evening, night = self._bedside.flow.evening, self._bedside.flow.night
        bedtime = (evening.tonight, evening.scales_before, evening.session, evening.scales_after)
        if self._bedside.page in (*bedtime, night.lights_out, night.morning):
            return
        was = self.witness.see()
        if self._bedside.visible("Tonight"):
            self._bedside.press("Tonight")
        else:
            self._bedside.keys("Esc")
        QApplication.processEvents()
        self.witness.judge(was, "the way back")
