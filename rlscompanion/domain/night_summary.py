"""A short form of a night for lists; its measures are computed only when shown."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Sleep


class NightSummary(NamedTuple):
    """A night in a list. Moments are UTC seconds; fields of the main sleep are None without one."""

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
        """The date of its evening."""
        return date.fromisoformat(self.evening_text)

    @property
    def is_filled_in(self) -> bool:
        """Whether its diary is saved."""
        return self.saved_at is not None

    @property
    def sleep(self) -> Sleep | None:
        """The main sleep with the items its measures need; None if there is none."""
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
