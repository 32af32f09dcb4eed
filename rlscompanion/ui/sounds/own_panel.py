"""The person's own audio files: the list of tracks, and buttons to add and play tracks."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from rlscompanion.bedtime.own_audio import OwnAudio
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.domain.playlist import AUDIO_FILE_ENDINGS, Playlist, Track
from rlscompanion.ui.sounds.removals import RemovalNotice
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.combo_box import CheckBox
from rlscompanion.ui.widgets.controls import button, display_label, label, set_identifier, show_text
from rlscompanion.ui.widgets.quantity_text import countdown_text
from rlscompanion.ui.widgets.reorderable_list import ReorderableList
from rlscompanion.ui.widgets.reorderable_rows import KeyedRows, ModelIndex
from rlscompanion.ui.widgets.sliders import LevelSlider
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

AUDIO_FILE_FILTER = f"Audio ({' '.join(f'*{ending}' for ending in AUDIO_FILE_ENDINGS)});;All files (*)"
NO_TRACKS_YET_TEXT = "Drop your own music, audiobooks or recordings here, or add files below."
SEARCHING_FILES_TEXT = "Looking through your files."
CROSS_FADE_SECONDS = 0.5
TRACK_LIST_HEIGHT = 240


def track_text(track: Track) -> str:
    """A track as one line of text: title, artist, then its length or why the track cannot be played."""
    parts = [track.title]
    if track.artist:
        parts.append(track.artist)
    if track.unavailable:
        parts.append(track.unavailable)
    elif track.loop:
        parts.append("loops")
    elif track.seconds is not None:
        parts.append(countdown_text(track.seconds))
    return "  ·  ".join(parts)


class TracksModel(KeyedRows):
    """The model of the list of the person's tracks; the key of a row is the track's id."""

    def __init__(self) -> None:
        super().__init__()
        self._playlist = Playlist()
        self._playing_id: object = None

    def show_playlist(self, playlist: Playlist, playing_id: object) -> None:
        """Show the tracks of this playlist; `playing_id` is the id of the track that plays, or None."""
        with self.replacing_rows([track.id for track in playlist.tracks]):
            self._playlist, self._playing_id = playlist, playing_id

    def track(self, row: int) -> Track:
        """The track in this row, from 0."""
        return self._playlist.tracks[row]

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a track's row, with a triangle before the track that plays."""
        track = self._playlist.tracks[index.row()]
        mark = "▶ " if track.id == self._playing_id else "    "
        if role == Qt.ItemDataRole.DisplayRole:
            return mark + track_text(track)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return track_text(track)
        if role == Qt.ItemDataRole.ToolTipRole:
            return track.path
        return None


class OwnAudioPanel(QWidget):
    """The list of the person's own tracks, with buttons to add and play tracks.

    Enter or a double click plays a track together with the mix of built-in sounds.
    """

    def __init__(self, own: OwnAudio, sound: SoundControl, removals: RemovalNotice) -> None:
        super().__init__()
        self._own, self._sound, self._removals = own, sound, removals
        self.setAcceptDrops(True)
        self._model = TracksModel()
        self._list = ReorderableList("Tracks", self._model)
        self._list.setUniformItemSizes(True)
        self._list.setMinimumHeight(TRACK_LIST_HEIGHT)
        self._list.activated.connect(self._play_row)
        self._list.removal_asked.connect(self._remove)
        self._list.move_asked.connect(self._move)
        self._list.selectionModel().currentChanged.connect(self._show_loop_of_row)
        self._hint = display_label("Own audio hint", "sentence", wrap=True)
        self._play = button("Play", "Play own audio", pressed=self._play_or_stop)
        self._previous = button("Previous", "Previous track", "flat", pressed=own.previous)
        self._next = button("Next", "Next track", "flat", pressed=own.next)
        self._level = LevelSlider("Own audio volume")
        self._level.valueChanged.connect(self._level_moved)
        self._repeat = CheckBox("Repeat list", "Repeat")
        self._repeat.toggled.connect(own.set_repeat)
        self._even_loudness = CheckBox("Even loudness", "Even loudness")
        self._even_loudness.setToolTip(
            "Play all files equally loud, where they have loudness tags (ReplayGain, R128)"
        )
        self._even_loudness.toggled.connect(own.set_even_loudness)
        self._chapter = display_label("Chapter", "small", wrap=True)
        self._loop = CheckBox("Repeat track", "Loop")
        self._loop.toggled.connect(self._set_loop)
        self._smooth_loop = CheckBox("Repeat smoothly", "Cross-fade the loop")
        self._smooth_loop.setToolTip("Blend the end into the beginning each time, so that no gap is heard")
        self._smooth_loop.toggled.connect(self._set_loop)
        for tick in (self._repeat, self._loop, self._smooth_loop, self._even_loudness):
            tick.setProperty("bulk", "beside")
        self._lay_out()
        own.changed.connect(self._show)
        self._show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and folders dragged over the panel."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the dropped files and folders to the list of tracks."""
        self._own.add([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        add_files = button("Add files", "Add files", pressed=self._add_files)
        add_folder = button("Add folder", "Add folder", pressed=self._add_folder)
        remove = button("Remove", "Remove track", "flat", pressed=self._list.ask_removal)
        up, down = self._list.make_arrow_buttons("track")
        name = label("Own audio volume", "soft", buddy=self._level)
        playing = (self._play, self._previous, self._next, name, self._level)
        changing = (remove, up, down, self._repeat, self._loop, self._smooth_loop, self._even_loudness)
        self._for_tracks = (*playing, *changing, self._list)
        self._searching = label(SEARCHING_FILES_TEXT, "small")
        self._empty = QFrame()
        self._empty.setProperty("role", "drop")
        self._empty.setMinimumHeight(TRACK_LIST_HEIGHT)
        middle = Qt.AlignmentFlag.AlignCenter
        self._hint.setAlignment(middle)
        in_column(STRETCH, self._hint, STRETCH, into=self._empty, margins=24)
        lines = in_column(
            WrappingRow(playing, stretched=self._level),
            self._chapter,
            (self._list, 1),
            (self._empty, 1),
            self._searching,
            into=self,
            spacing=10,
        )
        lines.addLayout(WrappingRow((add_files, add_folder, *changing)))
        lines.addStretch(0)

    @Slot()
    def _show(self) -> None:
        own = self._own
        position = own.position
        self._model.show_playlist(
            own.playlist, own.current_track.id if own.is_on and own.current_track else None
        )
        is_empty = not own.playlist.tracks
        for each in self._for_tracks:
            each.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self._searching.setVisible(own.is_scanning and not is_empty)
        show_text(self._hint, SEARCHING_FILES_TEXT if own.is_scanning else NO_TRACKS_YET_TEXT)
        word = "Stop" if own.is_on else "Play"
        set_identifier(self._play, f"{word} own audio")
        self._play.setText(word)
        self._previous.setEnabled(own.is_on)
        self._next.setEnabled(own.is_on and own.can_go_next)
        self._repeat.blockSignals(True)
        self._repeat.setChecked(own.playlist.repeat)
        self._repeat.blockSignals(False)
        self._level.show_level(own.level)
        self._even_loudness.blockSignals(True)
        self._even_loudness.setChecked(own.has_even_loudness)
        self._even_loudness.blockSignals(False)
        chapter = own.chapter
        show_text(self._chapter, f"{chapter[0]} of {chapter[1]}: {chapter[2]}" if chapter else "")
        self._chapter.setVisible(chapter is not None)
        if position is not None and self._selected_track() is None:
            self._list.make_current(position.track_id)
        self._show_loop_of_row()

    def _selected_track(self) -> Track | None:
        index = self._list.currentIndex()
        return self._model.track(index.row()) if index.isValid() else None

    @Slot()
    def _show_loop_of_row(self) -> None:
        track = self._selected_track()
        self._loop.setEnabled(track is not None)
        self._smooth_loop.setEnabled(track is not None and track.loop)
        for tick, is_set in (
            (self._loop, track is not None and track.loop),
            (self._smooth_loop, track is not None and track.cross_fade > 0),
        ):
            tick.blockSignals(True)
            tick.setChecked(is_set)
            tick.blockSignals(False)

    @Slot(QModelIndex)
    def _play_row(self, index: QModelIndex) -> None:
        self._play_track(self._model.track(index.row()))

    @Slot()
    def _play_or_stop(self) -> None:
        if self._own.is_on:
            self._own.stop()
        else:
            self._play_track(self._selected_track() or self._own.current_track)

    def _play_track(self, track: Track | None) -> None:
        if track is None:
            return
        self._own.play(track.id)
        self._sound.set_own_audio(self._own.is_on)
        if self._own.is_on and not self._sound.is_playing:
            self._sound.toggle_playing()

    @Slot(int)
    def _level_moved(self, level: int) -> None:
        self._own.set_level(level / 100)

    @Slot()
    def _set_loop(self) -> None:
        track = self._selected_track()
        if track is not None:
            loop = self._loop.isChecked()
            is_soft = loop and self._smooth_loop.isChecked()
            self._own.set_loop(track.id, loop, CROSS_FADE_SECONDS if is_soft else 0.0)

    @Slot(object)
    def _remove(self, track_id: UUID) -> None:
        index = self._own.playlist.index_of(track_id)
        if index is not None:
            track = self._own.playlist.tracks[index]
            self._own.remove([track_id])
            self._removals.offer_undo(track.title, partial(self._own.put_back, track, index))

    @Slot(object, int)
    def _move(self, track_id: UUID, by: int) -> None:
        index = self._own.playlist.index_of(track_id)
        if index is not None:
            self._own.move(track_id, min(max(index + by, 0), self._model.rowCount() - 1))

    @Slot()
    def _add_files(self) -> None:
        self._ask_for_paths(QFileDialog.FileMode.ExistingFiles)

    @Slot()
    def _add_folder(self) -> None:
        self._ask_for_paths(QFileDialog.FileMode.Directory)

    def _ask_for_paths(self, mode: QFileDialog.FileMode) -> None:
        """Open a file dialog in the app's own dark style; the system's dialog would be bright."""
        dialog = QFileDialog(self, "Add audio")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.setNameFilter(AUDIO_FILE_FILTER)
        dialog.filesSelected.connect(self._own.add)
        dialog.open()
