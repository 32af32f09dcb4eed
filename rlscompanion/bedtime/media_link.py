"""Connects the machine's media keys and media controls to the program's sound."""

from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from rlscompanion.bedtime.ports import MediaCommand, MediaSession, MediaState
from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.domain.playlist import Track, TrackPosition
from rlscompanion.domain.soundscape import SOUND_TITLES


class TrackControls(Protocol):
    """What media keys use of the person's own audio files: the current track, and moving between tracks."""

    @property
    def is_on(self) -> bool:
        """Whether own audio (the person's audio files) is switched on."""

    @property
    def can_go_next(self) -> bool:
        """Whether another chapter or track follows."""

    @property
    def current_track(self) -> Track | None:
        """The track that is playing or would play next; None for an empty list."""

    @property
    def position(self) -> TrackPosition | None:
        """The track being heard, and the position in this track; None while own audio is off.

        May be called from any thread.
        """

    @property
    def jump_count(self) -> int:
        """The number of times that playback has jumped to a chosen track or position."""

    def next(self) -> None:
        """Go to the next chapter or track."""

    def previous(self) -> None:
        """Go to the start of the chapter or track or, in its first seconds, to the previous one."""


class MediaLink(QObject):
    """Carries out the commands of media keys, and reports to media controls what is playing.

    The media session calls its listeners in other threads; queued signals pass these calls to the main
    thread.
    """

    _commanded = Signal(str)
    _levelled = Signal(float)

    def __init__(
        self,
        session: MediaSession,
        sound: SoundControl,
        shelf: PresetShelf,
        tracks: TrackControls,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._sound, self._shelf, self._tracks = session, sound, shelf, tracks
        self._reported: MediaState | None = None
        self._is_started = False
        self._commanded.connect(self._do, Qt.ConnectionType.QueuedConnection)
        self._levelled.connect(sound.set_level, Qt.ConnectionType.QueuedConnection)
        sound.changed.connect(self.report_sound)

    @Slot()
    def start(self) -> None:
        """Start listening for the commands of media keys, and report what is playing."""
        self._is_started = True
        self._session.start(self._command, self._levelled.emit)
        self.report_sound()

    def close(self) -> None:
        """Stop listening for the commands of media keys."""
        if self._is_started:
            self._is_started = False
            self._session.close()

    @Slot()
    def report_sound(self) -> None:
        """Report to the media controls what is playing, if that has changed."""
        state = self._state()
        if self._is_started and state != self._reported:
            self._reported = state
            self._session.show(state)

    def _command(self, command: MediaCommand) -> None:
        self._commanded.emit(command.value)

    def _state(self) -> MediaState:
        sound = self._sound
        preset = self._shelf.preset_of_mix(sound.mix)
        loudest = max(sound.mix.levels, key=lambda each: sound.mix.levels[each], default=None)
        mix_title = preset.title if preset else SOUND_TITLES[loudest] if loudest else "No sound"
        track = self._tracks.current_track if self._tracks.is_on else None
        return MediaState(
            title=track.title if track else mix_title,
            artist=track.artist if track else "",
            is_playing=sound.is_playing,
            level=sound.level,
            can_go_next=track is not None and self._tracks.can_go_next,
            seconds=track.seconds if track else None,
            can_go_previous=track is not None,
            jump_count=self._tracks.jump_count,
            position=self._position,
        )

    def _position(self) -> float:
        position = self._tracks.position
        return 0.0 if position is None else position.seconds

    @Slot(str)
    def _do(self, command: str) -> None:
        match MediaCommand(command):
            case MediaCommand.PLAY:
                self._sound.resume()
            case MediaCommand.PAUSE | MediaCommand.STOP if self._sound.is_playing:
                self._sound.stop()
            case MediaCommand.PLAY_PAUSE:
                self._sound.stop() if self._sound.is_playing else self._sound.resume()
            case MediaCommand.NEXT:
                self._tracks.next()
            case MediaCommand.PREVIOUS:
                self._tracks.previous()
            case _:
                pass
