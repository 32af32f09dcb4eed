"""Turns presses of buttons in the night into diary entries, even if the app was restarted in between.

- The first *Lights out* of a night is the time when the person tried to sleep. A later *Lights out* only
means that the person has not got up yet.
- Each *Restless legs* or *Just awake* is an awakening; the diary proposes the number of awakenings.
- If the same thing was tried several times in the night, the latest answer about it counts.
- The last *Good morning* is the time of getting up.
- What cannot be recorded (falling asleep, the final awakening) stays blank.
- When its diary is first saved, a night gets the date of its midpoint, unless another night has that date.
- A night ends when its diary is saved, four hours after getting up, or eighteen hours after lights out.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from rlscompanion.bedtime.diary import Diary, current_sleep
from rlscompanion.bedtime.ports import BedtimeClock
from rlscompanion.domain.items import Helped, Item
from rlscompanion.domain.ladder import with_helped_answer
from rlscompanion.domain.moment import Moment, evening_of, minutes_between
from rlscompanion.domain.night import Awakening, AwakeningKind, Night, Sleep, ValueSource
from rlscompanion.domain.refusal import Refusal

MAX_NIGHT_MINUTES = 18 * 60
"""How many minutes after lights out a night ends, even if its diary is not saved."""
MAX_MINUTES_AFTER_GETTING_UP = 4 * 60
"""How many minutes after getting up a night ends, even if its diary is not saved."""
DIARY_HOURS = range(4, 12)
"""The morning hours (local time) in which the diary to fill in is the diary of the night just ending."""


def is_in_progress(night: Night, now: Moment) -> bool:
    """Whether a night is in progress at `now`, so that a press of a button belongs to this night."""
    sleep = current_sleep(night)
    if night.saved_at is not None or sleep is None or sleep.tried_to_sleep is None:
        return False
    if sleep.got_up is not None and minutes_between(sleep.got_up, now) >= MAX_MINUTES_AFTER_GETTING_UP:
        return False
    return 0 <= minutes_between(sleep.tried_to_sleep, now) < MAX_NIGHT_MINUTES


def with_lights_out(night: Night, now: Moment, source: ValueSource, new_id: UUID) -> Night:
    """Record lights out at `now` in a night, and return the night.

    If a further sleep begins with this lights out, the sleep gets the id `new_id`.
    """
    sleep = current_sleep(night)
    if sleep is not None and is_in_progress(night, now):
        sources = dict(sleep.sources)
        sources.pop(Item.GOT_UP, None)
        return _with_sleep(night, replace(sleep, got_up=None, sources=sources))
    if sleep is None or sleep.tried_to_sleep is not None:
        sleep = Sleep(new_id, is_main=not night.sleeps)
        night = replace(night, sleeps=(*night.sleeps, sleep))
    sources = {**sleep.sources, Item.TRIED_TO_SLEEP: source}
    return replace(_with_sleep(night, replace(sleep, tried_to_sleep=now, sources=sources)), saved_at=None)


def with_awakening(night: Night, awakening: Awakening, new_id: UUID) -> Night:
    """Record an awakening in a night, and return the night.

    If the night is not in progress yet, lights out is recorded first, as an estimate; a sleep that begins
    then gets the id `new_id`. If the person has typed a number of awakenings, this number goes up by one;
    otherwise the recorded awakenings are counted.
    """
    if not is_in_progress(night, awakening.at):
        night = with_lights_out(night, awakening.at, ValueSource.ESTIMATED, new_id)
    sleep, logged = current_sleep(night), (*night.awakenings, awakening)
    assert sleep is not None
    since, given = sleep.tried_to_sleep, sleep.times_awake
    if given is not None and sleep.sources.get(Item.TIMES_AWAKE) is not ValueSource.RECORDED:
        counted = replace(sleep, times_awake=given + 1)
    else:
        times = sum(since is None or each.at >= since for each in logged)
        sources = {**sleep.sources, Item.TIMES_AWAKE: ValueSource.RECORDED}
        counted = replace(sleep, times_awake=times, sources=sources)
    return replace(_with_sleep(night, counted), awakenings=logged)


def with_good_morning(night: Night, now: Moment) -> Night:
    """Record getting up at `now`, if the night is still in progress, and return the night."""
    sleep = current_sleep(night)
    if sleep is None or not is_in_progress(night, now):
        return night
    up = replace(sleep, got_up=now, sources={**sleep.sources, Item.GOT_UP: ValueSource.RECORDED})
    return _with_sleep(night, up)


def _with_sleep(night: Night, sleep: Sleep) -> Night:
    return replace(night, sleeps=tuple(sleep if each.id == sleep.id else each for each in night.sleeps))


class NightRecorder(QObject):
    """Records each press of a button in the night to which the press belongs, through the diary.

    When a method that records a press returns, the press is on disk, or waits in the diary until it can be
    written.
    """

    def __init__(
        self,
        clock: BedtimeClock,
        diary: Diary,
        new_id: Callable[[], UUID] = uuid4,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock, self._diary, self._new_id = clock, diary, new_id

    @property
    def night(self) -> Night | None:
        """The night in progress, with lights out recorded and the diary not saved yet; None by day."""
        return next(filter(self._is_in_progress, self._unsaved()), None)

    def _unsaved(self) -> Iterator[Night | None]:
        """Unsaved nights that may be in progress.

        The latest unfinished night is not enough: its diary may have been begun early, for the next evening.
        """
        yield self._diary.unfinished_night()
        latest = self._diary.latest_evening()
        yield from (self._diary.night_of(latest - timedelta(days=days)) for days in (0, 1))

    def _is_in_progress(self, night: Night | None) -> bool:
        return night is not None and is_in_progress(night, self._clock.now())

    @property
    def is_in_bed(self) -> bool:
        """Whether lights out was recorded and no getting up since; False if the log cannot be read."""
        night = self._night_if_readable()
        sleep = current_sleep(night) if night else None
        return sleep is not None and sleep.got_up is None

    def record_lights_out(self, estimated: bool = False) -> None:
        """Record lights out now; `estimated` means that the screen went dark by itself."""
        now, new_id = self._clock.now(), self._new_id()
        source = ValueSource.ESTIMATED if estimated else ValueSource.RECORDED
        self._record(partial(with_lights_out, now=now, source=source, new_id=new_id))

    def record_awakening(self, kind: AwakeningKind) -> Awakening:
        """Record a press on *Restless legs* or *Just awake*, and return the awakening."""
        awakening, new_id = Awakening(self._new_id(), self._clock.now(), kind), self._new_id()
        self._record(partial(with_awakening, awakening=awakening, new_id=new_id))
        return awakening

    def record_tried(self, item: Item, helped: Helped) -> None:
        """Record something tried in the night, such as walking, and whether it helped."""
        self._record(partial(with_helped_answer, item=item, helped=helped))

    def record_good_morning(self) -> None:
        """Record a press on *Good morning*."""
        now = self._clock.now()
        try:
            has_night = self.night is not None
        except Refusal:  # what the night is shows when it can be read again
            has_night = True
        if has_night:
            self._record(partial(with_good_morning, now=now))

    def evening_to_fill_in(self) -> date:
        """The evening of the diary to fill in: the evening of the night in progress, else of last night."""
        if (night := self._night_if_readable()) is not None:
            return night.evening
        now = self._clock.now()
        evening = evening_of(now)
        return evening if now.local.hour in DIARY_HOURS else evening - timedelta(days=1)

    def _record(self, change: Callable[[Night], Night]) -> None:
        """Record a press in the night in progress; if the press begins a night, hold the clock steady."""
        night = self._night_if_readable()
        evening = night.evening if night is not None else self._diary.latest_evening()
        self._diary.apply_change(evening, change)
        if night is None:
            self._clock.hold_steady(for_night=True)

    def _night_if_readable(self) -> Night | None:
        """The night in progress; None if the log cannot be read.

        The pending writes or the diary report such a failure.
        """
        try:
            return self.night
        except Refusal:
            return None
