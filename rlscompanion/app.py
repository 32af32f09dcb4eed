"""Builds the app from its concrete classes, connects them, and closes them in order."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from rlscompanion import __version__, assets, paths
from rlscompanion.bedtime.about import About
from rlscompanion.bedtime.diary import Diary
from rlscompanion.bedtime.health_answers import HealthAnswers
from rlscompanion.bedtime.log_files import LogFiles
from rlscompanion.bedtime.media_link import MediaLink
from rlscompanion.bedtime.mind_game import MindGame
from rlscompanion.bedtime.night_recorder import NightRecorder
from rlscompanion.bedtime.own_audio import OwnAudio
from rlscompanion.bedtime.passphrase import PassphraseKeeper
from rlscompanion.bedtime.pending import PendingWrites
from rlscompanion.bedtime.preferences import SECOND_FOLDER, RememberedChoices
from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.bedtime.routine_shelf import RoutineShelf
from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.session_guide import SessionGuide
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.bedtime.steady_clock import SteadyClock
from rlscompanion.bedtime.stillness import Stillness
from rlscompanion.bedtime.trial_keeper import TrialKeeper
from rlscompanion.bedtime.undo import UndoList
from rlscompanion.content.own_routines import OwnRoutineFiles
from rlscompanion.content.presets import shipped_presets
from rlscompanion.content.routines import load_routines
from rlscompanion.desktop.clock_style import use_system_clock_style
from rlscompanion.desktop.command_process import CommandProcess
from rlscompanion.desktop.error_file import ErrorFile
from rlscompanion.desktop.garbage import WindowCollector
from rlscompanion.desktop.motion import desktop_motion
from rlscompanion.desktop.system_keyring import SystemKeyring
from rlscompanion.desktop.system_voice import system_voice
from rlscompanion.domain.refusal import Refusal
from rlscompanion.fonts import load_fonts
from rlscompanion.protection import LogProtection
from rlscompanion.reports import LogReports
from rlscompanion.storage.database import MERGED_EVENINGS_KEY
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.keys import remembered_keys
from rlscompanion.storage.open_log import OpenLog
from rlscompanion.storage.playlists import SqlitePlaylists
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.presets import SqlitePresets
from rlscompanion.storage.screenings import SqliteScreenings
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.trials import SqliteTrials
from rlscompanion.ui import theme
from rlscompanion.ui.flow import BedtimeServices, Flow
from rlscompanion.ui.main_window import MainWindow, NoticeTopic
from rlscompanion.ui.widgets.file_chooser import FileDialogs

if TYPE_CHECKING:
    from rlscompanion.bedtime.ports import (
        Clock,
        DesktopMotion,
        KeepAwake,
        LoginStart,
        MediaSession,
        Notifier,
        Preferences,
        SoundEngine,
        TrackListener,
        TrackPlayer,
        TrackScanner,
        Voice,
    )
    from rlscompanion.bedtime.ports.files import ReportWork
    from rlscompanion.domain.learning import ArticleLibrary
    from rlscompanion.domain.mind_games import Prompt
    from rlscompanion.domain.playlist import Playlist

log = logging.getLogger(__name__)

LOG_BUSY_WAIT_MS = 100
"""Milliseconds that the window waits for the log while another program has the log locked.

A write that fails after this time is tried again later.
"""


@dataclass(frozen=True, eq=False, repr=False)
class App:
    """A running app, with its window and the parts that must be closed in order."""

    window: MainWindow
    flow: Flow
    bedtime: BedtimeServices
    media: MediaLink
    log: OpenLog

    def close(self) -> None:
        """Close all parts of the app: the sound first, the sleep log and the window last.

        After the sound has stopped, the machine is no longer kept awake.
        """
        self.bedtime.sessions.pause_and_save()
        self.flow.rhythm.close()
        self.bedtime.guide.close()
        self.media.close()
        self.bedtime.stillness.close()
        self.bedtime.own_audio.close()
        self.bedtime.sound.close()
        self.bedtime.keep_awake.release()
        self.bedtime.log_files.close()
        self._follow_log()
        self.bedtime.pending.close()
        self.log.close()
        _delete_window(self.window)

    def _follow_log(self) -> None:
        """Direct waiting changes to the file that has the log's name now, instead of a replaced one."""
        try:
            self.log.reconnect_if_displaced()
        except Refusal as refusal:
            log.error("the log that was open cannot be put back: %s", refusal)


def make_application() -> QApplication:
    """Create the one QApplication, with the dark theme, before any window is shown."""
    existing = QApplication.instance()
    application = (
        existing if isinstance(existing, QApplication) else QApplication([sys.argv[0], *theme.QT_ARGUMENTS])
    )
    application.setApplicationName("RLS Companion")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("rlscompanion")
    application.setWindowIcon(QIcon(str(assets.icon_path("rlscompanion.svg"))))
    load_fonts()
    use_system_clock_style()
    theme.style_application(application)
    if gc.isenabled():  # the first call: the collector switches Python's own off
        WindowCollector(application)
    return application


def build(
    folder: Path,
    machine_clock: Clock,
    engine_maker: Callable[[], SoundEngine],
    keep_awake: KeepAwake,
    media_session: MediaSession,
    recorded_voice: Callable[[Callable[[], SoundEngine]], Voice] | None = None,
    system_voice: Callable[[Callable[[], None]], Voice | None] = system_voice,
    desktop_motion: Callable[[], DesktopMotion] = desktop_motion,
    with_log: bool = True,
) -> App:
    """Build the app on a data folder.

    Raises Refusal, with nothing changed, if the sleep log cannot be opened. `recorded_voice` creates the
    voice from a function that returns the sound engine. With `with_log` false, a sleep log that is locked
    with a passphrase stays closed: changes are kept in memory, and are lost when the app is closed.
    """
    with ExitStack() as undo:  # where a value cannot be read, nothing is to stay open
        clock = SteadyClock(machine_clock)
        open_log = OpenLog(paths.sleep_log_file(folder) if with_log else None, clock.now, LOG_BUSY_WAIT_MS)
        undo.callback(open_log.close)
        nights = open_log.open_part(SqliteSleepLog)
        pending = PendingWrites(nights.transaction)
        preferences = RememberedChoices(open_log.open_part(SqlitePreferences), pending)
        clock.keep_state_in(preferences)
        session_log = open_log.open_part(SqliteSessionLog)
        sessions = SessionController(clock, session_log, pending)
        diary = Diary(clock, nights, session_log, pending)
        sound = SoundControl(clock, engine_maker, preferences)
        shelf = PresetShelf(open_log.open_part(SqlitePresets), preferences, shipped_presets)
        own_audio = OwnAudio(
            open_log.open_part(SqlitePlaylists), preferences, make_scanner, make_player, sound.engine
        )
        make_voice = recorded_voice or make_recorded_voice
        guide = SessionGuide(
            sessions, sound, preferences, clock, lambda: make_voice(sound.engine), system_voice
        )
        media = MediaLink(media_session, sound, shelf, own_audio)
        own_audio.changed.connect(media.report_sound)
        shelf.changed.connect(media.report_sound)
        sound.stopped.connect(own_audio.save_position)
        shipped = load_routines()
        own_routines = OwnRoutineFiles(paths.routines_dir(folder), shipped)
        undoables = UndoList()
        routines = RoutineShelf(shipped.routines, shipped.steps, own_routines, undoables, shipped.faults)
        for fault in routines.faults:
            sys.stderr.write(f"{fault}\n")
        window = MainWindow(preferences, clock)
        undo.callback(_delete_window, window)
        bedtime = BedtimeServices(
            clock=clock,
            pending=pending,
            preferences=preferences,
            log=nights,
            health=open_log.open_part(SqliteHealthRecord),
            session_log=session_log,
            trials=TrialKeeper(open_log.open_part(SqliteTrials), nights, session_log, clock),
            sessions=sessions,
            diary=diary,
            recorder=NightRecorder(clock, diary),
            safety=HealthAnswers(clock, open_log.open_part(SqliteScreenings), pending, preferences),
            sound=sound,
            presets=shelf,
            own_audio=own_audio,
            guide=guide,
            mind_game=MindGame(guide, clock, read_mind_games),
            keep_awake=keep_awake,
            stillness=Stillness(preferences, desktop_motion()),
            routines=routines,
            figure_text=assets.figure_text,
            files=FileDialogs(),
            reports=open_log.open_part(LogReports),
            make_report_work=partial(make_report_work, folder),
            log_files=LogFiles(
                CommandProcess(folder, keys=_keys_for_commands), open_log.reconnect_if_displaced
            ),
            passphrase=PassphraseKeeper(
                LogProtection(
                    folder,
                    clock.now,
                    partial(SECOND_FOLDER.of, preferences),
                    SystemKeyring(),
                    is_open=with_log,
                ),
                preferences,
            ),
            read_library=read_library,
            make_notifier=make_notifier,
            make_login_start=make_login_start,
            about=About(
                __version__,
                str(folder),
                str(paths.error_log(folder)),
                assets.licences_text,
                assets.bundle_contents_sentence,
            ),
            undo=undoables,
        )
        flow = Flow(bedtime, window)
        sessions.end_interrupted_sessions()
        _show_merged_evenings(preferences, window)
        undo.pop_all()
    return App(window, flow, bedtime, media, open_log)


def _keys_for_commands() -> list[str]:
    return [key.hex_text for key in remembered_keys()]


def _delete_window(window: MainWindow) -> None:
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def _show_merged_evenings(preferences: Preferences, window: MainWindow) -> None:
    """Report once the evenings whose two nights were merged when the log was migrated."""
    if noted := preferences.get(MERGED_EVENINGS_KEY, ""):
        from rlscompanion.storage.joining import merged_evenings_sentence

        window.show_notice(NoticeTopic.LOG, merged_evenings_sentence(noted))
        preferences.set(MERGED_EVENINGS_KEY, "")


def read_library() -> ArticleLibrary:
    """Read the articles of the Learn page.

    An article that cannot be read is left out, and that is logged.
    """
    from rlscompanion.content.learn import load_articles

    library = load_articles()
    for fault in library.faults:
        log.error("an article is left out: %s", fault)
    return library


def read_mind_games() -> Sequence[Prompt]:
    """Read the spoken prompts of the page *Something for the mind*."""
    from rlscompanion.content.mind_games import load_mind_games

    return load_mind_games()


def make_scanner() -> TrackScanner:
    """Create the object that searches files and folders for audio tracks.

    The object imports PyAV in a thread.
    """
    from rlscompanion.audio.library_files import FileScanner

    return FileScanner()


def make_player(playlist: Playlist, listener: TrackListener) -> TrackPlayer:
    """Create the player of the person's own audio files.

    The player imports PyAV in a thread.
    """
    from rlscompanion.audio.library_player import LibraryPlayer

    return LibraryPlayer(playlist, listener)


def make_recorded_voice(engine: Callable[[], SoundEngine]) -> Voice:
    """Create the recorded voice that guides through a massage.

    The voice imports numpy and PyAV in a thread.
    """
    from rlscompanion.audio.guide import RecordedVoice
    from rlscompanion.content.voice import load_recordings

    return RecordedVoice({phrase: each.path for phrase, each in load_recordings().items()}, engine)


def make_report_work(folder: Path) -> ReportWork:
    """Create the object that writes the clinician's report on a data folder in a second process."""
    from rlscompanion.desktop.report_process import ReportProcess

    return ReportProcess(CommandProcess(folder, keys=_keys_for_commands))


def make_notifier() -> Notifier:
    """Create the object that shows desktop notifications."""
    from rlscompanion.desktop.notifications import DesktopNotifications

    return DesktopNotifications()


def make_login_start() -> LoginStart:
    """Create the object for the setting that starts the app at login."""
    from rlscompanion.desktop.autostart import AutoStart

    return AutoStart()


def make_engine() -> SoundEngine:
    """Create the sound engine. Only now is numpy imported, which is slow."""
    from rlscompanion.audio.engine import Engine

    return Engine()


def keep_error_log(file: Path) -> None:
    """From now on, log the errors of the app to a small file.

    An error that nothing catches is logged, too, and the window stays open.
    """
    logging.getLogger().addHandler(ErrorFile(file))
    sys.excepthook = _log_error


def _log_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.error("unexpected error", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)
