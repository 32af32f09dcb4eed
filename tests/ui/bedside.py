"""The app's window with stand-ins, operated as by a person: with control names, keys and clicks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar, overload
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from rlscompanion import assets
from rlscompanion.bedtime.about import About
from rlscompanion.bedtime.diary import Diary
from rlscompanion.bedtime.health_answers import HealthAnswers
from rlscompanion.bedtime.log_files import LogFiles
from rlscompanion.bedtime.mind_game import MindGame
from rlscompanion.bedtime.night_recorder import NightRecorder
from rlscompanion.bedtime.own_audio import OwnAudio
from rlscompanion.bedtime.passphrase import PassphraseKeeper
from rlscompanion.bedtime.ports import TrackListener
from rlscompanion.bedtime.preferences import RememberedChoices
from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.bedtime.routine_shelf import RoutineShelf
from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.session_guide import SessionGuide
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.bedtime.stillness import Stillness
from rlscompanion.bedtime.trial_keeper import TrialKeeper
from rlscompanion.bedtime.undo import UndoList
from rlscompanion.content.learn import load_articles
from rlscompanion.content.mind_games import load_mind_games
from rlscompanion.content.presets import shipped_presets
from rlscompanion.content.routines import RoutineBook, load_routines
from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.learning import ArticleLibrary
from rlscompanion.domain.night import Night
from rlscompanion.domain.playlist import Playlist
from rlscompanion.domain.routine import Routine, RoutineKind
from rlscompanion.domain.safety import Screening
from rlscompanion.domain.session_record import SessionRecord
from rlscompanion.ui.flow import BedtimeServices, Flow
from rlscompanion.ui.main_window import MainWindow
from rlscompanion.ui.widgets.file_chooser import PathReceiver
from rlscompanion.ui.widgets.idle_timer import IdleTimer
from tests.fakes import (
    FakeClock,
    FakeCommandWork,
    FakeDesktopMotion,
    FakeKeepAwake,
    FakeLoginStart,
    FakeNotifier,
    FakeOwnRoutines,
    FakePlayer,
    FakeProtection,
    FakeReports,
    FakeReportWork,
    FakeScanner,
    FakeVoice,
    RecordingEngine,
    local,
)
from tests.stores import Stores


@dataclass
class FakeFiles:
    """A file dialog that answers at once with the path in `answer`; None counts as a cancelled dialog."""

    answer: str | None = None
    asked: list[str] = field(default_factory=list)

    def ask_open(self, parent: QWidget, title: str, name_filters: str, chosen: PathReceiver) -> None:
        self._answer(title, chosen)

    def ask_save(
        self, parent: QWidget, title: str, name_filters: str, proposed_name: str, chosen: PathReceiver
    ) -> None:
        self._answer(proposed_name, chosen)

    def ask_folder(self, parent: QWidget, title: str, chosen: PathReceiver) -> None:
        self._answer(title, chosen)

    def _answer(self, asked: str, chosen: PathReceiver) -> None:
        self.asked.append(asked)
        if self.answer is not None:
            chosen(self.answer)


class PaintBlocker(QObject):
    """Keeps a window from painting on the screen, which would take longer than most tests.

    The method `grab` of a widget still paints.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow the window's requests to be painted."""
        return event.type() == QEvent.Type.UpdateRequest


W = TypeVar("W", bound=QWidget)

WIDTH, HEIGHT = 1280, 800

_THREE_EVENINGS = "2026-11-01 2026-11-02 2026-11-03"
AFTER_FIRST_NIGHTS = {
    "welcomed": "yes",
    "night_keys_said": _THREE_EVENINGS,
    "eyes_keys_said": _THREE_EVENINGS,
}
"""The preferences after the first nights: no welcome pages, and the night screen goes black at once."""

KEYS_BY_WORD = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Space": Qt.Key.Key_Space,
    "End": Qt.Key.Key_End,
    "Home": Qt.Key.Key_Home,
    "Delete": Qt.Key.Key_Delete,
    "Backspace": Qt.Key.Key_Backspace,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "F2": Qt.Key.Key_F2,
    "VolumeUp": Qt.Key.Key_VolumeUp,
}


@cache
def shipped_routines() -> RoutineBook:
    """The routines that come with the app."""
    return load_routines()


@cache
def shipped_articles() -> ArticleLibrary:
    """The articles that come with the app."""
    return load_articles()


@cache
def figure_text(name: str) -> str:
    """The SVG text of a leg figure, read once and then cached."""
    return assets.figure_text(name)


def wind_downs() -> tuple[Routine, ...]:
    """The massage routines for the evening that come with the app."""
    return shipped_routines().of_kind(RoutineKind.WIND_DOWN)


def rescues() -> tuple[Routine, ...]:
    """The massage routines for the night that come with the app."""
    return shipped_routines().of_kind(RoutineKind.RESCUE)


def end_idle_wait(page: QWidget) -> None:
    """End the wait of a page's idle timer, as if nobody had pressed a key."""
    timer = page.findChild(IdleTimer)
    assert timer is not None
    assert timer.isActive(), "it does not wait"
    timer.stop()
    timer.timeout.emit()


def idle_milliseconds(page: QWidget) -> int | None:
    """How long a page's idle timer waits in all, in milliseconds; None if the timer is stopped."""
    timer = page.findChild(IdleTimer)
    assert timer is not None
    return timer.interval() if timer.isActive() else None


def press_keys(widget: QWidget, *keys: str) -> None:
    """Press keys one after another, each in the widget that then has the focus.

    A key is given by its word in KEYS_BY_WORD, or as the character.
    """
    for key in keys:
        at = widget.window().focusWidget() or widget
        if key in KEYS_BY_WORD:
            QTest.keyClick(at, KEYS_BY_WORD[key])
        else:
            QTest.keyClicks(at, key)


@dataclass
class Bedside:
    """The app with a log in memory and stand-ins for the world outside; `open` shows the window.

    After `close`, `open` starts the app again on the same log; a Bedside made with the same `stores` does so
    too. A new log has the preferences `kept`, and those of a person past the first nights. If `is_screened`,
    its health questions are answered with nothing ticked. With `is_seen`, the window is painted on the
    screen.
    """

    clock: FakeClock = field(default_factory=FakeClock)
    kept: Mapping[str, str] = field(default_factory=dict)
    is_screened: bool = True
    is_seen: bool = False
    stores: Stores | None = None
    engine: RecordingEngine = field(default_factory=RecordingEngine)
    voice: FakeVoice = field(default_factory=FakeVoice)
    system_voice: FakeVoice | None = None
    keep_awake: FakeKeepAwake = field(default_factory=FakeKeepAwake)
    desktop_motion: FakeDesktopMotion = field(default_factory=FakeDesktopMotion)
    scanner: FakeScanner = field(default_factory=FakeScanner)
    wind_downs: Sequence[Routine] = field(default_factory=wind_downs)
    rescues: Sequence[Routine] = field(default_factory=rescues)
    faults: Sequence[ContentFault] = ()
    own_routines: FakeOwnRoutines = field(default_factory=FakeOwnRoutines)
    files: FakeFiles = field(default_factory=FakeFiles)
    reports: FakeReports = field(default_factory=FakeReports)
    report_work: FakeReportWork = field(default_factory=FakeReportWork)
    protection: FakeProtection = field(default_factory=FakeProtection)
    command_work: FakeCommandWork = field(default_factory=FakeCommandWork)
    notifier: FakeNotifier = field(default_factory=FakeNotifier)
    login_start: FakeLoginStart = field(default_factory=FakeLoginStart)
    read_library: Callable[[], ArticleLibrary] = shipped_articles

    def __post_init__(self) -> None:
        stores = self.stores = self.stores or self._new_log()
        self.disk = stores.disk
        self.log, self.session_log, self.health = stores.sleep_log, stores.session_log, stores.health
        self.trials, self.screenings, self.pending = stores.trials, stores.screenings, stores.pending
        self.preferences = RememberedChoices(stores.preferences, self.pending)
        self.presets, self.playlists = stores.presets, stores.playlists

    def open(self) -> None:
        """Start the app."""
        self.sessions = SessionController(self.clock, self.session_log, self.pending)
        self.diary = Diary(self.clock, self.log, self.session_log, self.pending)
        self.recorder = NightRecorder(self.clock, self.diary)
        self.safety = HealthAnswers(self.clock, self.screenings, self.pending, self.preferences)
        self.sound = SoundControl(self.clock, self._engine, self.preferences)
        self.shelf = PresetShelf(self.presets, self.preferences, shipped_presets)
        self.undo = UndoList()
        self.routines = RoutineShelf(
            (*self.wind_downs, *self.rescues),
            shipped_routines().steps,
            self.own_routines,
            self.undo,
            self.faults,
        )
        self.players: list[FakePlayer] = []
        self.own_audio = OwnAudio(
            self.playlists, self.preferences, lambda: self.scanner, self._player, self.sound.engine
        )
        self.stillness = Stillness(self.preferences, self.desktop_motion)
        self.stillness.start()
        self.guide = SessionGuide(
            self.sessions,
            self.sound,
            self.preferences,
            self.clock,
            lambda: self.voice,
            self._system_voice,
        )
        self.mind_game = MindGame(self.guide, self.clock, load_mind_games)
        self.log_files = LogFiles(self.command_work)
        self.window = MainWindow(self.preferences, self.clock)
        self.flow = Flow(
            BedtimeServices(
                clock=self.clock,
                pending=self.pending,
                preferences=self.preferences,
                log=self.log,
                health=self.health,
                session_log=self.session_log,
                trials=TrialKeeper(self.trials, self.log, self.session_log, self.clock, new_seed=lambda: 7),
                sessions=self.sessions,
                diary=self.diary,
                recorder=self.recorder,
                safety=self.safety,
                sound=self.sound,
                presets=self.shelf,
                own_audio=self.own_audio,
                guide=self.guide,
                mind_game=self.mind_game,
                keep_awake=self.keep_awake,
                stillness=self.stillness,
                routines=self.routines,
                figure_text=figure_text,
                files=self.files,
                reports=self.reports,
                make_report_work=lambda: self.report_work,
                log_files=self.log_files,
                passphrase=PassphraseKeeper(self.protection, self.preferences),
                read_library=self.read_library,
                make_notifier=lambda: self.notifier,
                make_login_start=lambda: self.login_start,
                about=About(
                    "1.2",
                    "/home/me/data",
                    "/home/me/data/errors.log",
                    assets.licences_text,
                    assets.bundle_contents_sentence,
                ),
                undo=self.undo,
            ),
            self.window,
        )
        self.window.resize(WIDTH, HEIGHT)
        self.window.setUpdatesEnabled(self.is_seen)
        self.window.show()
        self.window.activateWindow()
        self.process_events()
        if not self.is_seen:
            self.window.installEventFilter(PaintBlocker(self.window))
            self.window.setUpdatesEnabled(True)

    def close(self) -> None:
        """Close the window, and end everything that runs."""
        self.window.close()
        self.guide.close()
        self.own_audio.close()
        self.sound.close()
        self.window.deleteLater()
        # Processing events alone leaves this kind of event to a loop that never comes.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.process_events()

    def process_events(self) -> None:
        """Process the window's pending events."""
        for _ in range(5):
            QApplication.processEvents()

    def finish_fade(self) -> None:
        """Finish the fade between the dark look and the light look of a page."""
        self.process_events()
        self.window.finish_fade()
        self.process_events()

    @property
    def page(self) -> QWidget:
        """The page that the window shows now."""
        stack = self.window.findChild(QStackedWidget)
        assert stack is not None
        shown = stack.currentWidget()
        assert shown is not None
        return shown

    @property
    def night(self) -> Night:
        """The latest night in the log."""
        return self.log.nights()[0]

    @property
    def session(self) -> SessionRecord:
        """The latest session in the log."""
        latest = self.session_log.latest()
        assert latest is not None
        return latest

    def visible(self, identifier: str) -> list[QWidget]:
        """The visible widgets with this identifier."""
        return [each for each in self._all() if each.accessibleIdentifier() == identifier]

    @overload
    def control(self, identifier: str) -> QWidget: ...

    @overload
    def control(self, identifier: str, kind: type[W]) -> W: ...

    def control(self, identifier: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The only visible control with this identifier."""
        found = self.visible(identifier)
        assert len(found) == 1, f"{len(found)} of “{identifier}” are to be seen"
        assert isinstance(found[0], kind)
        return found[0]

    def press(self, identifier: str) -> None:
        """Click on the visible control with this identifier."""
        pressed = self.control(identifier)
        assert pressed.isEnabled(), f"{identifier} cannot be pressed"
        # A check box is pressed at its mark: it may be wider than its words.
        at = QPoint(12, pressed.height() // 2) if isinstance(pressed, QCheckBox) else QPoint()
        QTest.mouseClick(pressed, Qt.MouseButton.LeftButton, pos=at)

    def choose(self, identifier: str, text: str) -> None:
        """Choose the item with this text in a combo box, by keys."""
        box = self.control(identifier, QComboBox)
        index = box.findText(text)
        assert index >= 0, f"{identifier} offers no “{text}”"
        box.setFocus()
        while box.currentIndex() != index:
            QTest.keyClick(box, Qt.Key.Key_Up if index < box.currentIndex() else Qt.Key.Key_Down)

    def offered(self, identifier: str) -> list[str]:
        """The texts of the items of a combo box, or of the small buttons in a row of choices."""
        box = self.control(identifier)
        if isinstance(box, QComboBox):
            return [box.itemText(index) for index in range(box.count())]
        return [
            each.text()
            for each in box.findChildren(QPushButton)
            if each.isCheckable() and not each.isHidden()
        ]

    def keys(self, *keys: str) -> None:
        """Press these keys in the focused widget."""
        press_keys(self.window, *keys)

    def texts(self) -> list[str]:
        """The texts of all visible labels."""
        return [each.text() for each in self._all() if isinstance(each, QLabel) and each.text()]

    def typed(self, identifier: str) -> str:
        """The text in a field."""
        return self.control(identifier, QLineEdit).text()

    def beside(self, identifier: str) -> list[str]:
        """The texts beside a field of the diary, without the field's question."""
        around = self.control(identifier).parentWidget()
        assert around is not None
        labels = [each for each in around.findChildren(QLabel) if each.isVisible()]
        return [each.text() for each in labels if each.text() and each.buddy() is None]

    def fill_in(self, **texts: str) -> None:
        """Type texts into fields of the diary, given by field name with underscores in place of spaces."""
        for word, text in texts.items():
            identifier = word.replace("_", " ")
            if not self.visible(identifier):
                self.unfold_diary()
            self.control(identifier, QLineEdit).setText(text)

    def unfold_diary(self) -> None:
        """Show all fields of the diary."""
        if not self.visible("Notes"):
            self.press("More")

    def pass_time(self, seconds: float) -> None:
        """Let seconds of the app's clock pass, and let the session notice that."""
        self.clock.advance(seconds)
        self.sessions.check_clocks()

    def start_session(self, *rated: str) -> None:
        """Go from the Tonight page into a session, and answer the rating scales by these keys."""
        self.press("Start wind-down")
        self.keys(*rated)
        self.press("Continue")

    def end_session(self) -> None:
        """Let the session run to its end."""
        while self.sessions.is_on:
            self.pass_time(600)

    def buttons(self) -> list[QPushButton]:
        """All visible buttons."""
        return [each for each in self._all() if isinstance(each, QPushButton)]

    def _all(self) -> Iterator[QWidget]:
        return (each for each in self.window.findChildren(QWidget) if each.isVisible())

    def _new_log(self) -> Stores:
        screened = {"legs_asked": "yes"} if self.is_screened else {}
        stores = Stores(self.clock, {**AFTER_FIRST_NIGHTS, **screened, **self.kept})
        if self.is_screened:
            stores.screenings.save(Screening(UUID(int=1), local("2026-11-20 21:00")))
        return stores

    def _system_voice(self, on_change: Callable[[], None]) -> FakeVoice | None:
        self.system_voice_changed = on_change
        return self.system_voice

    def _engine(self) -> RecordingEngine:
        return self.engine

    def _player(self, playlist: Playlist, listener: TrackListener) -> FakePlayer:
        self.players.append(FakePlayer(playlist, listener))
        return self.players[-1]
