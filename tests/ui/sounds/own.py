"""Helpers that read and operate the list of the person's own audio."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QListView

from rlscompanion.domain.playlist import Track
from tests.fakes import FakePlayer
from tests.ui.bedside import Bedside


def rows(bedside: Bedside) -> QListView:
    return bedside.control("Tracks", QListView)


def shown(bedside: Bedside) -> list[str]:
    """The first words of each row in the list of tracks."""
    model = rows(bedside).model()
    return [model.index(row, 0).data().split("  ·  ")[0].strip() for row in range(model.rowCount())]


def go_to(bedside: Bedside, row: int) -> None:
    rows(bedside).setFocus()
    rows(bedside).setCurrentIndex(rows(bedside).model().index(row, 0))


def player(bedside: Bedside) -> FakePlayer:
    [made] = bedside.players
    return made


def ids(tracks: Sequence[Track]) -> list[UUID]:
    return [track.id for track in tracks]
