"""A player of own audio that the test controls."""

from rlscompanion.domain.playlist import Track, TrackPosition
from tests import fakes


class FakePlayer(fakes.FakePlayer):
    """A player whose positions and end the test sets."""

    @property
    def positions(self) -> list[tuple[int, float]]:
        """The requested positions: track numbers and seconds."""
        return [(track_id.int, seconds) for track_id, seconds in self.went]

    def reach(self, track: Track, seconds: float) -> None:
        """Reach a position in a track by playing."""
        self.at = TrackPosition(track.id, seconds)

    def end(self) -> None:
        """Reach the end of the list."""
        self.has_ended = True
        self.listener.list_ended()
