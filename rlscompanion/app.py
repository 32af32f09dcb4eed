"""The composition root: builds the concrete classes, wires them, and takes them down in order."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import apsw
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from rlscompanion import __version__, assets, paths
from rlscompanion.bedtime.diary import Diary
from rlscompanion.bedtime.log_files import LogFiles
from rlscompanion.bedtime.media_link import MediaLink
from rlscompanion.bedtime.mind_game import MindGame
from rlscompanion.bedtime.night_recorder import NightRecorder
from rlscompanion.bedtime.own_audio import OwnAudio
from rlscompanion.bedtime.pending import PendingWrites
from rlscompanion.bedtime.preferences import RememberedChoices
from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.bedtime.routine_shelf import RoutineShelf
from rlscompanion.bedtime.safety_screen import SafetyScreen
from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.session_guide import SessionGuide
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.bedtime.stillness import Stillness
from rlscompanion.bedtime.trial_keeper import TrialKeeper
from rlscompanion.content.own_routines import OwnRoutineFiles
from rlscompanion.content.presets import shipped_presets
from rlscompanion.content.routines import load_routines
from rlscompanion.desktop.child_work import ChildWork
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.desktop.display import missing_display
from rlscompanion.desktop.end_signals import EndSignals
from rlscompanion.desktop.error_file import ErrorFile
from rlscompanion.desktop.garbage import WindowCollector
from rlscompanion.desktop.keep_awake import WakepyKeepAwake
from rlscompanion.desktop.media_keys import media_session
from rlscompanion.desktop.motion import desktop_motion
from rlscompanion.desktop.system_voice import system_voice
from rlscompanion.domain.refusal import Refusal
from rlscompanion.reports import LogReports
from rlscompanion.storage.database import JOINED_EVENINGS, open_database
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.playlists import SqlitePlaylists
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.presets import SqlitePresets
from rlscompanion.storage.screenings import SqliteScreenings
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.trials import SqliteTrials
from rlscompanion.ui import theme
from rlscompanion.ui.flow import Bedtime, Flow
from rlscompanion.ui.main_window import MainWindow, Topic
from rlscompanion.ui.refusal_window import RefusalWindow
from rlscompanion.ui.widgets.file_chooser import FileDialogs

if TYPE_CHECKING:
    from rlscompanion.bedtime.ports import (
        Clock,
        DesktopMotion,
        KeepAwake,
        MediaSession,
        Preferences,
        SoundEngine,
        TrackListener,
        TrackPlayer,
        TrackScanner,
        Voice,
    )
    from rlscompanion.domain.learning import Library
    from rlscompanion.domain.mind_games import Prompt
    from rlscompanion.domain.playlist import Playlist

log = logging.getLogger(__name__)

MEDIA_AFTER_MS = 1500
BACKUP_AFTER_MS = 60_000
WINDOW_BUSY_MS = 100
"""How long the window waits for another program's lock: what the log then refuses is tried again."""
BACKUP_EVERY_MS = 4 * 3_600_000
"""How often a window that stays open asks whether the backup of the day is due."""


@dataclass(frozen=True, eq=False, repr=False)
class App:
    """A built app, and what must be let go of in order."""

    window: MainWindow
    flow: Flow
    bedtime: Bedtime
    media: MediaLink
    connection: apsw.Connection

    def close(self) -> None:
        """Let go of sound first, then of the machine's sleep, of the log, and of the window."""
        self.bedtime.sessions.leave()
        self.bedtime.guide.close()
        self.media.close()
        self.bedtime.stillness.close()
        self.bedtime.own_audio.close()
        self.bedtime.sound.close()
        self.bedtime.keep_awake.release()
        self.bedtime.log_files.close()
        self.bedtime.pending.close()
        self.connection.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)


def run(folder: Path, speed: float = 1.0) -> int:
    """Show the window on a data folder until it is closed; the exit status.

    What the world refuses is shown in a window and on stderr, with status 1.
    """
    if (sentence := missing_display()) is not None:
        sys.stderr.write(f"{sentence}\n")
        return 1
    application = make_application()
    while True:
        try:
            app = build(folder, MachineClock(speed), make_engine, WakepyKeepAwake(), media_session())
        except Refusal as refusal:
            if not tell_refusal(refusal, folder):
                return 1
        else:
            break
    keep_error_log(paths.error_log(folder))
    app.window.went_dark.connect(app.window.fill_screen)
    app.window.resize(1280, 800)
    app.window.show()
    # The outside can wait until the first page has been painted.
    for milliseconds, once, due in (
        (MEDIA_AFTER_MS, True, app.media.start),
        (MEDIA_AFTER_MS, True, app.bedtime.stillness.start),
        (BACKUP_AFTER_MS, True, app.bedtime.log_files.back_up_daily),
        (BACKUP_EVERY_MS, False, app.bedtime.log_files.back_up_daily),
    ):
        # The window's: they end with it.
        timer = QTimer(app.window, singleShot=once, interval=milliseconds)
        timer.timeout.connect(due)
        timer.start()
    signals = EndSignals()
    # What closing keeps is kept. A window that would rather stay open does so once: quitting closes it again.
    signals.end_asked.connect(app.window.close)
    signals.end_asked.connect(application.quit)
    status = application.exec()
    signals.close()
    app.close()
    back_up_on_closing(folder)
    return status


def tell_refusal(refusal: Refusal, folder: Path) -> bool:
    """Show why the log cannot be opened, with what can bring its rows back; whether that was done."""
    from rlscompanion.storage.recovery import offers  # here, since no start needs it that goes well

    sys.stderr.write(f"{refusal}\n")
    found = offers(refusal, paths.log_file(folder), MachineClock().now)
    window = RefusalWindow(str(refusal), [(each.words, each.carry_out) for each in found])
    window.show()
    QApplication.exec()
    return window.is_mended


def back_up_on_closing(folder: Path) -> None:
    """Write the backup of the day where one is due; what stands in the way is logged."""
    from rlscompanion.storage.daily import back_up_daily  # here, since no start needs it

    now = MachineClock().now
    try:
        with closing(open_database(paths.log_file(folder), now)) as connection:
            back_up_daily(connection, now)
    except Refusal as refusal:
        log.warning("no backup on closing: %s", refusal)


def make_application() -> QApplication:
    """The one QApplication, dressed for the dark before anything is shown."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication([sys.argv[0]])
    application.setApplicationName("RLS Companion")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("rlscompanion")
    application.setWindowIcon(QIcon(str(assets.icon_path("rlscompanion.svg"))))
    theme.start(application)
    if application.findChild(WindowCollector) is None:
        WindowCollector(application)
    return application


def build(
    folder: Path,
    clock: Clock,
    engine_maker: Callable[[], SoundEngine],
    keep_awake: KeepAwake,
    media_session: MediaSession,
    recorded_voice: Callable[[Callable[[], SoundEngine]], Voice] | None = None,
    system_voice: Callable[[Callable[[], None]], Voice | None] = system_voice,
    desktop_motion: Callable[[], DesktopMotion] = desktop_motion,
) -> App:
    """Build the app on a data folder. Raises Refusal, with nothing touched, if its log cannot be opened.

    `recorded_voice` makes the voice that speaks through the engine it is given the way to.
    """
    connection = open_database(paths.log_file(folder), clock.now)
    connection.set_busy_timeout(WINDOW_BUSY_MS)
    nights = SqliteSleepLog(connection, clock.now)
    pending = PendingWrites(nights.whole)
    preferences = RememberedChoices(SqlitePreferences(connection, clock.now), pending)
    session_log = SqliteSessionLog(connection, clock.now)
    sessions = SessionController(clock, session_log, pending)
    diary = Diary(clock, nights, session_log, pending)
    sound = SoundControl(clock, engine_maker, preferences)
    shelf = PresetShelf(SqlitePresets(connection, clock.now), preferences, shipped_presets)
    own_audio = OwnAudio(
        SqlitePlaylists(connection, clock.now), preferences, make_scanner, make_player, sound.engine
    )
    make_voice = recorded_voice or make_recorded_voice
    guide = SessionGuide(sessions, sound, preferences, clock, lambda: make_voice(sound.engine), system_voice)
    media = MediaLink(media_session, sound, shelf, own_audio)
    own_audio.changed.connect(media.tell)
    shelf.changed.connect(media.tell)
    sound.stopped.connect(own_audio.keep_position)
    shipped = load_routines()
    own_routines = OwnRoutineFiles(paths.routines_dir(folder), shipped)
    routines = RoutineShelf(shipped.routines, shipped.steps, own_routines, shipped.faults)
    for fault in routines.faults:
        sys.stderr.write(f"{fault}\n")
    window = MainWindow(preferences, clock)
    bedtime = Bedtime(
        clock=clock,
        pending=pending,
        preferences=preferences,
        log=nights,
        health=SqliteHealthRecord(connection, clock.now),
        session_log=session_log,
        trials=TrialKeeper(SqliteTrials(connection, clock.now), nights, session_log, clock),
        sessions=sessions,
        diary=diary,
        recorder=NightRecorder(clock, diary),
        safety=SafetyScreen(clock, SqliteScreenings(connection, clock.now), pending),
        sound=sound,
        shelf=shelf,
        own_audio=own_audio,
        guide=guide,
        mind_game=MindGame(guide, clock, read_mind_games),
        keep_awake=keep_awake,
        stillness=Stillness(preferences, desktop_motion()),
        routines=routines,
        figure_text=assets.figure_text,
        files=FileDialogs(),
        reports=LogReports(connection, clock.now),
        log_files=LogFiles(ChildWork(folder)),
        read_library=read_library,
    )
    flow = Flow(bedtime, window)
    _say_what_was_joined(preferences, window)
    return App(window, flow, bedtime, media, connection)


def _say_what_was_joined(preferences: Preferences, window: MainWindow) -> None:
    """Say once of which evenings two nights were joined when the log was brought up to date."""
    if noted := preferences.get(JOINED_EVENINGS, ""):
        from rlscompanion.storage.joining import sentence_of

        window.say(Topic.LOG, sentence_of(noted))
        preferences.set(JOINED_EVENINGS, "")


def read_library() -> Library:
    """The articles of the Learn page; one that cannot be read is left out, and logged."""
    from rlscompanion.content.learn import load_articles

    library = load_articles()
    for fault in library.faults:
        log.error("an article is left out: %s", fault)
    return library


def read_mind_games() -> Sequence[Prompt]:
    """The prompts of *Something for the mind*."""
    from rlscompanion.content.mind_games import load_mind_games

    return load_mind_games()


def make_scanner() -> TrackScanner:
    """What looks through files and folders; PyAV is first imported by its thread."""
    from rlscompanion.audio.library_files import FileScanner

    return FileScanner()


def make_player(playlist: Playlist, listener: TrackListener) -> TrackPlayer:
    """The player of own audio; PyAV is imported by its thread."""
    from rlscompanion.audio.library_player import LibraryPlayer

    return LibraryPlayer(playlist, listener)


def make_recorded_voice(engine: Callable[[], SoundEngine]) -> Voice:
    """The recorded voice; numpy and PyAV are imported by its thread."""
    from rlscompanion.audio.guide import RecordedVoice
    from rlscompanion.content.voice import recordings

    return RecordedVoice({phrase: each.path for phrase, each in recordings().items()}, engine)


def make_engine() -> SoundEngine:
    """The sound engine; numpy is first imported here."""
    from rlscompanion.audio.engine import Engine

    return Engine()


def keep_error_log(file: Path) -> None:
    """Write our own errors with their tracebacks to a small file, and keep the window up."""
    logging.getLogger().addHandler(ErrorFile(file))
    sys.excepthook = _log_error


def _log_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.error("unexpected error", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)
