"""Helpers that read and operate the list of the person's own audio."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QListView

from rlscompanion.domain.playlist import Track
from tests.fakes import FakePlayer
from tests.ui.bedside import Bedside


def track_rows(bedside: Bedside) -> QListView:
    return bedside.control("Tracks", QListView)


def track_titles(bedside: Bedside) -> list[str]:
    """The first words of each row in the list of tracks."""
    model = track_rows(bedside).model()
    return [model.index(row, 0).data().split("  ·  ")[0].strip() for row in range(model.rowCount())]


def focus_track(bedside: Bedside, row: int) -> None:
    track_rows(bedside).setFocus()
    track_rows(bedside).setCurrentIndex(track_rows(bedside).model().index(row, 0))


def fake_player(bedside: Bedside) -> FakePlayer:
    [made] = bedside.players
    return made


def track_ids(tracks: Sequence[Track]) -> list[UUID]:
    return [track.id for track in tracks]
