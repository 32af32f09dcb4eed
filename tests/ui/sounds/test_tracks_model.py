"""The person's own audio as the rows of a list."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from rlscompanion.domain.playlist import Playlist, Track
from rlscompanion.ui.sounds.own_panel import TracksModel, track_text
from tests.bedtime.signal_recorder import SignalRecorder
from tests.cases import each_case
from tests.waiting import PATIENCE_MS


def tracks(count: int) -> tuple[Track, ...]:
    return tuple(
        Track(UUID(int=n), f"/music/{n}.flac", f"Track {n}", seconds=200.0) for n in range(1, count + 1)
    )


THREE = tracks(3)


class CountingModel(TracksModel):
    """A list of tracks that counts how often data are requested from it."""

    asked = 0

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        self.asked += 1
        return super().data(index, role)


@each_case(
    ("track", "text"),
    [
        (Track(UUID(int=1), "/a.ogg", "Piece"), "Piece"),
        (Track(UUID(int=1), "/a.ogg", "Piece", "Somebody", 372.0), "Piece  ·  Somebody  ·  6:12"),
        (Track(UUID(int=1), "/a.ogg", "Hum", seconds=9.0, loop=True), "Hum  ·  loops"),
        (
            Track(UUID(int=1), "/a.ogg", "Gone", seconds=9.0, unavailable="It is not there."),
            "Gone  ·  It is not there.",
        ),
    ],
)
def test_a_track_in_one_line(track: Track, text: str) -> None:
    assert track_text(track) == text


def test_the_track_that_sounds_is_marked_for_the_eye_only(qtbot: QtBot) -> None:
    model = TracksModel()
    model.show_playlist(Playlist(THREE[:2]), THREE[1].id)

    first, second = model.index(0), model.index(1)
    assert not first.data().startswith("▶")
    assert second.data().startswith("▶ ")
    assert second.data(Qt.ItemDataRole.AccessibleTextRole) == track_text(THREE[1])
    assert second.data(Qt.ItemDataRole.ToolTipRole) == "/music/2.flac"


def test_rows_that_stay_are_not_begun_anew(qtbot: QtBot) -> None:
    model = TracksModel()
    model.show_playlist(Playlist(THREE), None)
    heard = SignalRecorder(model, "modelReset", "dataChanged")
    looped = replace(THREE[1], loop=True)
    model.show_playlist(Playlist((THREE[0], looped, THREE[2])), THREE[0].id)

    [received] = heard.take()
    assert isinstance(received, tuple)
    assert received[0] == "dataChanged"
    assert model.track(1) == looped


def test_rows_that_come_or_move_are_shown(qtbot: QtBot) -> None:
    model = TracksModel()
    model.show_playlist(Playlist(THREE[:2]), None)
    model.show_playlist(Playlist((THREE[1], THREE[0], THREE[2])), None)

    assert [model.track(row).title for row in range(model.rowCount())] == ["Track 2", "Track 1", "Track 3"]
    assert model.rowCount(model.index(0)) == 0


def test_ten_thousand_rows_are_asked_for_only_where_they_are_seen(qtbot: QtBot) -> None:
    model, view = CountingModel(), QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setUniformItemSizes(True)
    view.resize(600, 400)
    view.show()
    qtbot.waitExposed(view, timeout=PATIENCE_MS)
    many = tracks(10_000)
    model.show_playlist(Playlist(many), None)
    view.grab()
    first = model.asked

    model.show_playlist(Playlist((replace(many[0], unavailable="Gone."), *many[1:])), many[1].id)
    view.grab()

    assert model.rowCount() == 10_000
    assert first < 1000
    assert model.asked - first < 1000
