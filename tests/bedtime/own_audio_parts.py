"""A player of own audio that the test moves along by hand."""

from rlscompanion.domain.playlist import Track, TrackPosition
from tests import fakes


class FakePlayer(fakes.FakePlayer):
    """Comes to positions by playing, where the test says so."""

    @property
    def positions(self) -> list[tuple[int, float]]:
        """Where it was sent: the numbers of tracks, and seconds."""
        return [(track_id.int, seconds) for track_id, seconds in self.went]

    def reach(self, track: Track, seconds: float) -> None:
        """Come to a position in a track by playing."""
        self.at = TrackPosition(track.id, seconds)

    def end(self) -> None:
        """Come to the end of the list."""
        self.has_ended = True
        self.listener.list_ended()
