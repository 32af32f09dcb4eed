"""The window with stand-ins, operated like a person does: by control names, keys and clicks."""

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
from rlscompanion.ui.flow import Bedtime, Flow
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
    """Answers at once with the path in `answer`, or like a cancelled dialog."""

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


class NobodyLooks(QObject):
    """Keeps a window from painting on its screen, which takes longer than most tests; `grab` still paints."""

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
"""What is remembered once the first nights are over: no welcome, and black at once."""

KEYS = {
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
def shipped() -> RoutineBook:
    """The shipped routines."""
    return load_routines()


@cache
def library() -> ArticleLibrary:
    """The shipped articles."""
    return load_articles()


@cache
def figure_text(name: str) -> str:
    """The SVG text of a figure (cached)."""
    return assets.figure_text(name)


def wind_downs() -> tuple[Routine, ...]:
    """The shipped wind-downs."""
    return shipped().of_kind(RoutineKind.WIND_DOWN)


def rescues() -> tuple[Routine, ...]:
    """The shipped rescues."""
    return shipped().of_kind(RoutineKind.RESCUE)


def wait_over(page: QWidget) -> None:
    """Run the idle timer of a page to its end."""
    timer = page.findChild(IdleTimer)
    assert timer is not None
    assert timer.isActive(), "it does not wait"
    timer.stop()
    timer.timeout.emit()


def idle_milliseconds(page: QWidget) -> int | None:
    """The whole wait of a page's idle timer in milliseconds, None if it is stopped."""
    timer = page.findChild(IdleTimer)
    assert timer is not None
    return timer.interval() if timer.isActive() else None


def press_keys(widget: QWidget, *keys: str) -> None:
    """Press keys in order, by the words of KEYS or as characters, each in the focused widget."""
    for key in keys:
        at = widget.window().focusWidget() or widget
        if key in KEYS:
            QTest.keyClick(at, KEYS[key])
        else:
            QTest.keyClicks(at, key)


@dataclass
class Bedside:
    """One app with a log in memory and stand-ins for the world; `open` shows its window.

    After `close`, `open` starts again on the same log, and so does a Bedside made with its `stores`. A new
    log is past its first nights; it has the preferences `kept` and, if `is_screened`, answers to the health
    questions with nothing ticked. What changes is painted on the screen if `is_seen`.
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
    read_library: Callable[[], ArticleLibrary] = library

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
            (*self.wind_downs, *self.rescues), shipped().steps, self.own_routines, self.undo, self.faults
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
            Bedtime(
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
            self.window.installEventFilter(NobodyLooks(self.window))
            self.window.setUpdatesEnabled(True)

    def close(self) -> None:
        """Close the window and everything that runs."""
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
        """Finish turning a page of the day light."""
        self.process_events()
        self.window.finish_fade()
        self.process_events()

    @property
    def page(self) -> QWidget:
        """The present page."""
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
        """Click on a control."""
        pressed = self.control(identifier)
        assert pressed.isEnabled(), f"{identifier} cannot be pressed"
        # A check box is pressed at its mark: it may be wider than its words.
        at = QPoint(12, pressed.height() // 2) if isinstance(pressed, QCheckBox) else QPoint()
        QTest.mouseClick(pressed, Qt.MouseButton.LeftButton, pos=at)

    def choose(self, identifier: str, text: str) -> None:
        """Choose an item of a combo box by keys."""
        box = self.control(identifier, QComboBox)
        index = box.findText(text)
        assert index >= 0, f"{identifier} offers no “{text}”"
        box.setFocus()
        while box.currentIndex() != index:
            QTest.keyClick(box, Qt.Key.Key_Up if index < box.currentIndex() else Qt.Key.Key_Down)

    def offered(self, identifier: str) -> list[str]:
        """The items of a combo box, or the words on the chips of a row."""
        box = self.control(identifier)
        if isinstance(box, QComboBox):
            return [box.itemText(index) for index in range(box.count())]
        return [
            each.text()
            for each in box.findChildren(QPushButton)
            if each.isCheckable() and not each.isHidden()
        ]

    def keys(self, *keys: str) -> None:
        """Press keys."""
        press_keys(self.window, *keys)

    def texts(self) -> list[str]:
        """All visible labels."""
        return [each.text() for each in self._all() if isinstance(each, QLabel) and each.text()]

    def typed(self, identifier: str) -> str:
        """The text of a field."""
        return self.control(identifier, QLineEdit).text()

    def beside(self, identifier: str) -> list[str]:
        """The text beside a field of the diary, without its question."""
        around = self.control(identifier).parentWidget()
        assert around is not None
        labels = [each for each in around.findChildren(QLabel) if each.isVisible()]
        return [each.text() for each in labels if each.text() and each.buddy() is None]

    def fill_in(self, **texts: str) -> None:
        """Type into fields of the diary; underscores replace the spaces of their names."""
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
        """Let bedtime seconds pass, and let the session notice."""
        self.clock.advance(seconds)
        self.sessions.check_clocks()

    def start_session(self, *rated: str) -> None:
        """Go from Tonight into the session, rating by keys."""
        self.press("Start wind-down")
        self.keys(*rated)
        self.press("Continue")

    def end_session(self) -> None:
        """Run the session to its end."""
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
