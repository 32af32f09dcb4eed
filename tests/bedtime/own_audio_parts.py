"""A player of the person's own audio that the test controls."""

from rlscompanion.domain.playlist import Track, TrackPosition
from tests import fakes


class FakePlayer(fakes.FakePlayer):
    """A player of own audio; the test sets its position, and when the list ends."""

    @property
    def positions(self) -> list[tuple[int, float]]:
        """The positions that were requested, as track numbers and seconds."""
        return [(track_id.int, seconds) for track_id, seconds in self.went]

    def reach(self, track: Track, seconds: float) -> None:
        """Let the player have played up to a position in a track."""
        self.at = TrackPosition(track.id, seconds)

    def end(self) -> None:
        """Let the player have played to the end of the list."""
        self.has_ended = True
        self.listener.list_ended()
