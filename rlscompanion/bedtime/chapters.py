"""Keeps the chapters of the person's own audio files, and finds the chapter at a position in a file."""

from collections.abc import Sequence
from uuid import UUID

from rlscompanion.domain.playlist import Chapter, TrackPosition


class Chapters:
    """The chapters of each track that has been opened."""

    def __init__(self) -> None:
        self._by_track: dict[UUID, tuple[Chapter, ...]] = {}

    def set_chapters(self, track_id: UUID, chapters: Sequence[Chapter]) -> None:
        """Remember the chapters of a track; `chapters` are sorted by their start."""
        self._by_track[track_id] = tuple(chapters)

    def chapter_beside(self, position: TrackPosition | None, steps: int) -> Chapter | None:
        """The chapter that is `steps` chapters after the chapter at a position (before it, if negative).

        None if there is no such chapter.
        """
        chapters = self._by_track.get(position.track_id, ()) if position else ()
        if position is None or not chapters:
            return None
        index = max(0, sum(each.starts_at <= position.seconds for each in chapters) - 1) + steps
        return chapters[index] if 0 <= index < len(chapters) else None

    def number_and_title(self, position: TrackPosition | None) -> tuple[int, int, str] | None:
        """The chapter at a position: its number from 1, the number of chapters, and its title.

        None if the track has no chapters.
        """
        now = self.chapter_beside(position, 0)
        if position is None or now is None:
            return None
        chapters = self._by_track[position.track_id]
        return chapters.index(now) + 1, len(chapters), now.title
