"""Plays the person's own audio files (own audio), and remembers where long tracks were left."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rlscompanion.bedtime.chapters import Chapters
from rlscompanion.bedtime.file_notices import FileNotices
from rlscompanion.bedtime.ports import (
    Playlists,
    Preferences,
    SoundEngine,
    TrackListener,
    TrackPlayer,
    TrackScanner,
)
from rlscompanion.bedtime.preferences import OWN_AUDIO_EVEN_LOUDNESS, OWN_AUDIO_LEVEL
from rlscompanion.bedtime.track_events import TrackEvents
from rlscompanion.bedtime.track_search import TrackSearch
from rlscompanion.domain import playlist as lists
from rlscompanion.domain.playlist import Chapter, Playlist, Track, TrackPosition
from rlscompanion.domain.refusal import Refusal

SOUND_RAMP_SECONDS = 1.5
LEVEL_RAMP_SECONDS = 0.08
SAVE_POSITION_SECONDS = 30
TRACK_RESTART_SECONDS = 3.0
"""The seconds of a track after which *previous* goes to its start, not to the previous track."""
CHAPTER_CHECK_SECONDS = 1.0
"""The shortest time in seconds until the next check whether a new chapter has begun."""
PLAYER_RELEASE_SECONDS = 5.0
"""The seconds for which the player is kept after own audio was switched off, so that sound can fade."""


class OwnAudio(QObject):
    """Plays the person's own audio files, and stores the list of these files on disk.

    `make_scanner` is called at the first search for files, `make_player` when the first track is played. The
    scanner and the player call back in threads of their own; queued signals pass these calls to the main
    thread. `engine` returns the program's only sound engine, created at the first call. Methods return at
    once. `trouble_met` carries the reason if the list cannot be read or written.
    """

    changed = Signal()
    trouble_met = Signal(str)
    ended = Signal()

    def __init__(
        self,
        playlists: Playlists,
        preferences: Preferences,
        make_scanner: Callable[[], TrackScanner],
        make_player: Callable[[Playlist, TrackListener], TrackPlayer],
        engine: Callable[[], SoundEngine],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._playlists = playlists
        self._preferences = preferences
        self._make_player = make_player
        self._engine = engine
        self._loaded: Playlist | None = None
        self._may_save = True
        self._player: TrackPlayer | None = None
        self._is_on = False
        self._jump_count = 0
        self._chapters = Chapters()
        self._chapter_timer = QTimer(self, singleShot=True)
        self._chapter_timer.timeout.connect(self._chapter_changed)
        self.notices = FileNotices(self)
        """Notices about files that are damaged, missing or listed already."""
        self._search = TrackSearch(make_scanner, self)
        self._search.found.connect(self._on_found)
        self._search.ended.connect(self.changed)
        self._heard = TrackEvents(self)
        self._heard.started.connect(self._on_started)
        self._heard.opened.connect(self._on_opened)
        self._heard.measured.connect(self._on_measured)
        self._heard.finished.connect(self._on_finished)
        self._heard.unavailable.connect(self._on_unavailable)
        self._heard.cut_short.connect(self._on_cut_short)
        self._heard.list_ended_.connect(self._on_list_ended)
        self._keep_timer = QTimer(self, interval=SAVE_POSITION_SECONDS * 1000)
        self._keep_timer.timeout.connect(self.save_position)
        self._let_go_timer = QTimer(self, singleShot=True, interval=round(PLAYER_RELEASE_SECONDS * 1000))
        self._let_go_timer.timeout.connect(self._release_player)

    @property
    def playlist(self) -> Playlist:
        """The present list of tracks.

        If the stored list could not be read, this list is empty, and the stored list is never overwritten.
        """
        if self._loaded is None:
            self._loaded = Playlist()
            try:
                self._loaded = self._playlists.load()
            except Refusal as refusal:
                self._may_save = False
                self.trouble_met.emit(str(refusal))
        return self._loaded

    @property
    def current_track(self) -> Track | None:
        """The track that is playing or would play next; None for an empty list."""
        playlist = self.playlist
        return playlist.track(playlist.current) or next(iter(playlist.tracks), None)

    @property
    def is_on(self) -> bool:
        """Whether own audio is switched on, and so is heard whenever the sound engine plays."""
        return self._is_on

    @property
    def is_scanning(self) -> bool:
        """Whether a search for audio files is running."""
        return self._search.is_on

    @property
    def level(self) -> float:
        """The level of own audio, 0 to 1, independent of the mix."""
        return OWN_AUDIO_LEVEL.of(self._preferences)

    @property
    def position(self) -> TrackPosition | None:
        """The track being heard, and the position in this track; None while own audio is off.

        May be called from any thread.
        """
        player = self._player
        return player.position() if player is not None and self._is_on else None

    @property
    def jump_count(self) -> int:
        """The number of times that playback has jumped to a chosen track or position."""
        return self._jump_count

    @property
    def can_go_next(self) -> bool:
        """Whether another chapter or track follows."""
        return self._chapter_beside(1) is not None or (
            self.current_track is not None and self._next_track() is not None
        )

    @property
    def chapter(self) -> tuple[int, int, str] | None:
        """The chapter being heard: its number, the number of chapters, its title; None if there is none."""
        return self._chapters.number_and_title(self.position)

    @property
    def has_even_loudness(self) -> bool:
        """Whether all tracks are made equally loud, by the ReplayGain or R128 tags in their files."""
        return OWN_AUDIO_EVEN_LOUDNESS.of(self._preferences)

    @Slot(bool)
    def set_even_loudness(self, is_wanted: bool) -> None:
        """Turn equal loudness of all tracks on or off; the current track continues at its position."""
        OWN_AUDIO_EVEN_LOUDNESS.keep(self._preferences, is_wanted)
        if (position := self.position) is not None:
            self.play(position.track_id, position.seconds)
        self.changed.emit()

    def add(self, paths: Sequence[str]) -> None:
        """Search files and folders, and append the audio files found to the list, batch by batch.

        Files already in the list are skipped; a notice says so.
        """
        if paths:
            if not self.is_scanning:
                self.notices.drop_search_sentences()
            self._search.start(paths)
            self.changed.emit()

    def remove(self, track_ids: Collection[UUID]) -> None:
        """Remove tracks from the list; if the playing track is removed, the next remaining track plays."""
        was = self.playlist.current
        self._set_playlist(lists.without_tracks(self.playlist, track_ids))
        if not self._is_on or was not in track_ids:
            return
        if self.current_track is None:
            self.stop()
        else:
            self.play(self.current_track.id)

    def put_back(self, track: Track, index: int) -> None:
        """Put a removed track back at its index, unless its file has been added again."""
        if not lists.with_found_tracks(self.playlist, [track])[1]:
            self._set_playlist(lists.with_track_at(self.playlist, track, index))

    def move(self, track_id: UUID, index: int) -> None:
        """Move a track to an index in the list; the index counts the other tracks only."""
        self._set_playlist(lists.with_track_moved(self.playlist, track_id, index))

    def set_repeat(self, repeat: bool) -> None:
        """Turn repeating the whole list on or off."""
        self._set_playlist(replace(self.playlist, repeat=repeat))

    def set_loop(self, track_id: UUID, loop: bool, cross_fade: float = 0.0) -> None:
        """Turn the repetition of one track on or off.

        The track's end overlaps its start by `cross_fade` seconds.
        """
        self._set_playlist(lists.with_track_loop(self.playlist, track_id, loop, cross_fade))

    def set_level(self, level: float) -> None:
        """Set and remember the level of own audio, 0 to 1."""
        OWN_AUDIO_LEVEL.keep(self._preferences, level)
        if self._is_on:
            self._engine().play_own(self._player, self.level, LEVEL_RAMP_SECONDS)
        self.changed.emit()

    def play(self, track_id: UUID | None = None, seconds: float | None = None) -> None:
        """Switch own audio on, and play a track or, for None, the current track.

        The track starts at `seconds`. For None, a long track starts where it was left, another one at its
        start. Own audio is heard only while the sound engine plays. With an empty list, nothing happens.
        """
        track = self.playlist.track(track_id) if track_id is not None else self.current_track
        if track is None:
            return
        self.save_position()
        track = self.playlist.track(track.id) or track
        self._let_go_timer.stop()
        self._set_playlist(replace(self.playlist, current=track.id))
        if self._player is None:
            self._player = self._make_player(self.playlist, self._heard)
        self._player.set_even_loudness(self.has_even_loudness)
        self._player.go_to(track.id, track.starts_at if seconds is None else seconds)
        self._jump_count += 1
        if not self._is_on:
            self._is_on = True
            self._engine().play_own(self._player, self.level, SOUND_RAMP_SECONDS)
            self._keep_timer.start()
        self._chapter_changed()

    @Slot()
    def stop(self) -> None:
        """Fade out and switch own audio off; the position in a long track is saved."""
        self.save_position()
        self._switch_off()
        self.changed.emit()

    @Slot()
    def next(self) -> None:
        """Go to the next chapter or track, if there is one."""
        chapter = self._chapter_beside(1)
        if chapter is not None and self.current_track is not None:
            self.play(self.current_track.id, chapter.starts_at)
        else:
            self._go_to(self._next_track())

    @Slot()
    def previous(self) -> None:
        """Go to the start of the chapter or track or, in its first seconds, to the previous one."""
        current, position = self.current_track, self.position
        if current is None:
            return
        chapter = self._chapter_beside(0)
        if position is not None and chapter is not None:
            is_early = position.seconds <= chapter.starts_at + TRACK_RESTART_SECONDS
            wanted = self._chapter_beside(-1) if is_early else chapter
            if wanted is not None:
                self.play(current.id, wanted.starts_at)
                return
        before = lists.previous_track(self.playlist, current.id)
        if before is None or (position is not None and position.seconds > TRACK_RESTART_SECONDS):
            if self._is_on:
                self.play(current.id, 0.0)
            return
        self._go_to(before)

    @Slot()
    def save_position(self) -> None:
        """Save the position in a long track, for example when the sound pauses.

        While a track plays, this also happens every 30 s.
        """
        position = self.position
        if position is not None:
            self._set_playlist(lists.with_resume_position(self.playlist, position))

    def close(self) -> None:
        """Save the position, and release files and threads; must be called before the engine is closed."""
        self.save_position()
        self._search.close()
        if self._is_on:
            self._switch_off()
        self._let_go_timer.stop()
        self._release_player()

    def _next_track(self) -> Track | None:
        current = self.current_track
        return None if current is None else lists.next_track(self.playlist, current.id)

    def _go_to(self, track: Track | None) -> None:
        if track is None:
            return
        if self._is_on:
            self.play(track.id)
        else:
            self._set_playlist(replace(self.playlist, current=track.id))

    def _switch_off(self) -> None:
        if self._is_on:
            self._is_on = False
            self._engine().play_own(None, self.level, SOUND_RAMP_SECONDS)
            self._let_go_timer.start()
        self._keep_timer.stop()
        self._chapter_timer.stop()

    @Slot()
    def _release_player(self) -> None:
        """Close the player after its sound has faded."""
        if self._player is not None:
            self._player.close()
            self._player = None

    def _set_playlist(self, playlist: Playlist) -> None:
        """Apply a changed list to the player and the disk."""
        if playlist == self.playlist:
            return
        self.notices.drop_outdated(self.playlist, playlist)
        self._loaded = playlist
        if self._player is not None:
            self._player.set_playlist(playlist)
        self._save(playlist)
        self.changed.emit()

    def _save(self, playlist: Playlist) -> None:
        if not self._may_save:
            return
        try:
            self._playlists.save(playlist)
        except Refusal as refusal:
            self.trouble_met.emit(str(refusal))

    @Slot(object, object)
    def _on_found(self, tracks: Sequence[Track], sentences: Sequence[str]) -> None:
        playlist, repeated = lists.with_found_tracks(self.playlist, tracks)
        self._set_playlist(playlist)
        self.notices.add_already_listed(repeated)
        for track in tracks:
            if track.unavailable and track not in repeated:
                self.notices.add(track.unavailable, track.id)
        for sentence in sentences:
            self.notices.add(sentence)

    @Slot(object)
    def _on_started(self, track_id: UUID) -> None:
        position = self.position
        if position is not None and position.track_id == track_id:
            playlist = lists.with_track_availability(self.playlist, track_id, "")
            self._set_playlist(replace(playlist, current=track_id))

    @Slot(object, object)
    def _on_opened(self, track_id: UUID, chapters: Sequence[Chapter]) -> None:
        self._chapters.set_chapters(track_id, chapters)
        self._chapter_changed()

    @Slot(object, float)
    def _on_measured(self, track_id: UUID, seconds: float) -> None:
        self._set_playlist(lists.with_track_length(self.playlist, track_id, seconds))

    @Slot()
    def _chapter_changed(self) -> None:
        """Announce that a new chapter has begun, and check again when the next chapter is due."""
        self.changed.emit()
        position, later = self.position, self._chapter_beside(1)
        if position is None or later is None:
            self._chapter_timer.stop()
        else:
            left = max(CHAPTER_CHECK_SECONDS, later.starts_at - position.seconds)
            self._chapter_timer.start(round(1000 * left))

    def _chapter_beside(self, by: int) -> Chapter | None:
        """The chapter that is `by` chapters after the present chapter; None if there is no such chapter."""
        return self._chapters.chapter_beside(self.position, by)

    @Slot(object)
    def _on_finished(self, track_id: UUID) -> None:
        self._set_playlist(lists.with_resume_position(self.playlist, TrackPosition(track_id, 0.0)))

    @Slot(object, str)
    def _on_unavailable(self, track_id: UUID, sentence: str) -> None:
        track = self.playlist.track(track_id)
        self.save_position()
        if track is not None and track.unavailable != sentence:
            self._set_playlist(lists.with_track_availability(self.playlist, track_id, sentence))
            self.notices.add(sentence, track_id)

    @Slot(object, str)
    def _on_cut_short(self, track_id: UUID, sentence: str) -> None:
        self.notices.add(sentence, track_id)

    @Slot()
    def _on_list_ended(self) -> None:
        """Handle the end of the list, unless another track was chosen meanwhile."""
        if self._player is None or not self._player.has_ended or not self._is_on:
            return
        self._switch_off()
        first = next(iter(self.playlist.tracks), None)
        self._set_playlist(replace(self.playlist, current=None if first is None else first.id))
        self.ended.emit()
        self.changed.emit()
