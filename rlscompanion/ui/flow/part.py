"""The base class of each part of the flow, and the services that all parts share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject

from rlscompanion.bedtime.preferences import KEEP_AWAKE, KEEP_SCREEN_ON
from rlscompanion.bedtime.undo import UndoList

if TYPE_CHECKING:
    from rlscompanion.bedtime.about import About
    from rlscompanion.bedtime.diary import Diary
    from rlscompanion.bedtime.health_answers import HealthAnswers
    from rlscompanion.bedtime.log_files import LogFiles
    from rlscompanion.bedtime.mind_game import MindGame
    from rlscompanion.bedtime.night_recorder import NightRecorder
    from rlscompanion.bedtime.own_audio import OwnAudio
    from rlscompanion.bedtime.passphrase import PassphraseKeeper
    from rlscompanion.bedtime.pending import PendingWrites
    from rlscompanion.bedtime.ports import (
        Clock,
        HealthRecord,
        KeepAwake,
        LoginStart,
        Notifier,
        Preferences,
        SessionLog,
        SleepLog,
    )
    from rlscompanion.bedtime.ports.files import ReportWork, ReportWriter
    from rlscompanion.bedtime.preset_shelf import PresetShelf
    from rlscompanion.bedtime.routine_shelf import RoutineShelf
    from rlscompanion.bedtime.session_controller import SessionController
    from rlscompanion.bedtime.session_guide import SessionGuide
    from rlscompanion.bedtime.sound_control import SoundControl
    from rlscompanion.bedtime.stillness import Stillness
    from rlscompanion.bedtime.trial_keeper import TrialKeeper
    from rlscompanion.domain.learning import ArticleLibrary
    from rlscompanion.ui.main_window import MainWindow
    from rlscompanion.ui.widgets.file_chooser import FileChooser

_P = ParamSpec("_P")
_Part = TypeVar("_Part", bound="FlowPart")


@dataclass(frozen=True, eq=False, repr=False)
class BedtimeServices:
    """The services and data that the pages work with; the app creates them, mostly from package `bedtime`."""

    clock: Clock
    pending: PendingWrites
    preferences: Preferences
    log: SleepLog
    health: HealthRecord
    session_log: SessionLog
    trials: TrialKeeper
    sessions: SessionController
    diary: Diary
    recorder: NightRecorder
    safety: HealthAnswers
    sound: SoundControl
    presets: PresetShelf
    own_audio: OwnAudio
    guide: SessionGuide
    mind_game: MindGame
    keep_awake: KeepAwake
    stillness: Stillness
    routines: RoutineShelf
    figure_text: Callable[[str], str]
    files: FileChooser
    reports: ReportWriter
    make_report_work: Callable[[], ReportWork]
    log_files: LogFiles
    passphrase: PassphraseKeeper
    read_library: Callable[[], ArticleLibrary]
    about: About
    make_notifier: Callable[[], Notifier]
    make_login_start: Callable[[], LoginStart]
    undo: UndoList


def show_before_writing(
    follow: Callable[Concatenate[_Part, _P], None],
) -> Callable[Concatenate[_Part, _P], None]:
    """Decorator for a method that reacts to a press: show the page first, then write to the log.

    What the method writes to the log is held back until the method has returned.
    """

    @wraps(follow)
    def shown(part: _Part, /, *args: _P.args, **kwargs: _P.kwargs) -> None:
        with part._bedtime.pending.holding_back():
            follow(part, *args, **kwargs)

    return shown


class FlowPart(QObject):
    """Base class of a part of the flow, which leads from page to page and creates each page on first use."""

    def __init__(self, bedtime: BedtimeServices, window: MainWindow) -> None:
        super().__init__(window)
        self._bedtime = bedtime
        self._window = window

    def _hold_display(self) -> None:
        """Keep the screen on during a session, if the person has chosen that in the settings."""
        if KEEP_SCREEN_ON.of(self._bedtime.preferences):
            self._bedtime.keep_awake.keep_display_on()

    def _hold_system(self) -> None:
        """Keep the computer from suspending and locking while idle, if that is chosen in the settings."""
        if KEEP_AWAKE.of(self._bedtime.preferences):
            self._bedtime.keep_awake.prevent_suspend()
