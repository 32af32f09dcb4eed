"""A short form of nights for long lists; a night's measures are computed only when the night is shown."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Sleep


class NightSummary(NamedTuple):
    """What a list of nights shows about one night; moments are UTC seconds.

    The fields from `slept` on belong to the main sleep. They are None if the night has no main sleep.
    """

    id_text: str
    evening_text: str
    quality: int | None
    worst_urge: int | None
    saved_at: int | None
    slept: int | None
    tried_to_sleep: int | None
    minutes_to_fall_asleep: int | None
    times_awake: int | None
    minutes_awake: int | None
    woke_up: int | None
    minutes_trying_again: int | None

    @property
    def id(self) -> UUID:
        """The id of the night."""
        return UUID(self.id_text)

    @property
    def evening(self) -> date:
        """The date of the evening on which the night begins."""
        return date.fromisoformat(self.evening_text)

    @property
    def is_filled_in(self) -> bool:
        """Whether the night's diary is saved."""
        return self.saved_at is not None

    @property
    def sleep(self) -> Sleep | None:
        """The night's main sleep, with the items that the sleep measures need; None without a main sleep."""
        if self.slept is None:
            return None
        return Sleep(
            id=self.id,
            slept=bool(self.slept),
            tried_to_sleep=None if self.tried_to_sleep is None else Moment(self.tried_to_sleep),
            minutes_to_fall_asleep=self.minutes_to_fall_asleep,
            times_awake=self.times_awake,
            minutes_awake=self.minutes_awake,
            woke_up=None if self.woke_up is None else Moment(self.woke_up),
            minutes_trying_again=self.minutes_trying_again,
        )
