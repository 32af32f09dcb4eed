"""What an evening's presses become in the diary, also when the app was closed and opened again in the night.

- The first *Lights out* of a night is when the person tried to sleep; a later one changes nothing but
  that they are not up yet.
- Each *Restless legs* or *Just awake* is an awakening; their number is what the diary proposes.
- The last *Good morning* is when they got up.
- What nobody can know (when sleep came, when it ended) stays blank.
- A recorded night takes the date of its midpoint when its diary is first saved, unless another night has it.
- A night goes on until its diary is saved, the person has been up for four hours, or eighteen have gone by.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from rlscompanion.bedtime.ports import Clock, SessionLog, SleepLog
from rlscompanion.domain.moment import Moment, evening_of, minutes_between, noon_of
from rlscompanion.domain.night import (
    Awakening,
    AwakeningKind,
    Item,
    Night,
    Sleep,
    Source,
    evening_at_lights_out,
    proposed_evening,
    with_main_designated,
)
from rlscompanion.domain.refusal import Refusal

NIGHT_MINUTES = 18 * 60
UP_MINUTES = 4 * 60
DIARY_HOURS = range(4, 12)
"""Local hours in which "last night" is the night that is just ending."""


def begun(evening: date, zone: str) -> Night:
    """A night of which nothing is known yet."""
    return Night(id=uuid4(), evening=evening, zone=zone, sleeps=(Sleep(id=uuid4()),))


def goes_on(night: Night, now: Moment) -> bool:
    """Whether a press now still belongs to this night."""
    sleep = current_sleep(night)
    if night.saved_at is not None or sleep is None or sleep.tried_to_sleep is None:
        return False
    if sleep.got_up is not None and minutes_between(sleep.got_up, now) >= UP_MINUTES:
        return False
    return 0 <= minutes_between(sleep.tried_to_sleep, now) < NIGHT_MINUTES


def current_sleep(night: Night) -> Sleep | None:
    """The sleep that presses are booked on: the last one begun."""
    return night.sleeps[-1] if night.sleeps else None


def with_lights_out(night: Night, now: Moment, source: Source) -> Night:
    """The night with the lights put out at a moment."""
    sleep = night.sleeps[-1]
    if sleep.tried_to_sleep is None:
        told = {**sleep.sources, Item.TRIED_TO_SLEEP: source}
        return _with_sleep(night, replace(sleep, tried_to_sleep=now, sources=told))
    sources = dict(sleep.sources)
    sources.pop(Item.GOT_UP, None)
    return _with_sleep(night, replace(sleep, got_up=None, sources=sources))


def with_awakening(night: Night, awakening: Awakening) -> Night:
    """The night with one more awakening logged."""
    sleep = night.sleeps[-1]
    logged = (*night.awakenings, awakening)
    since = sleep.tried_to_sleep
    times = sum(since is None or each.at >= since for each in logged)
    counted = replace(sleep, times_awake=times, sources={**sleep.sources, Item.TIMES_AWAKE: Source.RECORDED})
    return replace(_with_sleep(night, counted), awakenings=logged)


def with_good_morning(night: Night, now: Moment) -> Night:
    """The night with the person up at a moment."""
    sleep = night.sleeps[-1]
    up = replace(sleep, got_up=now, sources={**sleep.sources, Item.GOT_UP: Source.RECORDED})
    return _with_sleep(night, up)


def _with_sleep(night: Night, sleep: Sleep) -> Night:
    return replace(night, sleeps=(*night.sleeps[:-1], sleep))


class NightRecorder(QObject):
    """Books the presses of a night on the night they belong to; every press is on disk when its method ends.

    A press that cannot be written is kept in memory, told by `trouble_met`, and written with the next one.
    """

    night_changed = Signal()
    trouble_met = Signal(str)

    def __init__(
        self,
        clock: Clock,
        nights: SleepLog,
        sessions: SessionLog,
        new_id: Callable[[], UUID] = uuid4,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._nights = nights
        self._sessions = sessions
        self._new_id = new_id
        self._night: Night | None = None

    @property
    def night(self) -> Night | None:
        """The night that is going on: its lights were put out, and its diary is not saved."""
        night = self._night or self._nights.open_night()
        return night if night is not None and goes_on(night, self._clock.now()) else None

    @property
    def is_in_bed(self) -> bool:
        """Whether the lights are out and nobody has got up since."""
        night = self.night
        sleep = current_sleep(night) if night else None
        return sleep is not None and sleep.got_up is None

    def put_lights_out(self, estimated: bool = False) -> None:
        """Lights out was pressed or, `estimated`, the screen went dark by itself."""
        now = self._clock.now()
        night = self.night or self._new_night(now)
        self._keep(with_lights_out(night, now, Source.ESTIMATED if estimated else Source.RECORDED))

    def log_awakening(self, kind: AwakeningKind) -> Awakening:
        """Restless legs or Just awake was pressed."""
        now = self._clock.now()
        awakening = Awakening(self._new_id(), now, kind)
        night = self.night or with_lights_out(self._new_night(now), now, Source.ESTIMATED)
        self._keep(with_awakening(night, awakening))
        return awakening

    def say_good_morning(self) -> None:
        """Good morning was pressed."""
        if (night := self.night) is not None:
            self._keep(with_good_morning(night, self._clock.now()))

    def night_to_fill_in(self) -> Night:
        """The night whose diary is due: the one that goes on, else last night's, which may be empty yet."""
        if (night := self.night) is not None:
            return night
        return self.night_on(self._last_evening())

    def night_on(self, evening: date) -> Night:
        """The night of an evening as it is kept, or an empty one."""
        return self._nights.night_of(evening) or begun(evening, self._clock.zone())

    def night_before(self, night: Night) -> Night | None:
        """The night of the evening before, if it is kept."""
        return self._nights.night_of(night.evening - timedelta(days=1))

    def remove(self, night: Night) -> None:
        """Delete a night. Raises Refusal, with nothing changed, if that cannot be."""
        self._nights.remove(night.id)
        if self._night is not None and self._night.id == night.id:
            self._night = None
        self.night_changed.emit()

    def bring_back(self, night: Night) -> None:
        """Keep a night again that was deleted, just as it was.

        Raises Refusal if it cannot be written, or if its date has another diary by now.
        """
        if self.is_taken(night.evening, by_other_than=night):
            raise Refusal(f"{night.label} has another diary by now. Delete or move that one first.")
        self._nights.save(night)
        try:
            self._adopt_sessions(night)
        except Refusal as refusal:
            self.trouble_met.emit(str(refusal))
        self.night_changed.emit()

    def latest_evening(self) -> date:
        """The latest evening there can be a diary for."""
        return evening_at_lights_out(self._clock.now())

    def is_taken(self, evening: date, by_other_than: Night) -> bool:
        """Whether another night than this one stands under the date."""
        other = self._nights.night_of(evening)
        return other is not None and other.id != by_other_than.id

    def save_diary(self, night: Night, keep_date: bool = False) -> None:
        """Keep a filled-in night, under its own date if that was chosen.

        Raises Refusal, with nothing changed, if it cannot be written.
        """
        saved = with_main_designated(
            replace(
                night,
                evening=night.evening if keep_date else self._evening_for(night),
                saved_at=self._clock.now(),
            )
        )
        self._nights.save(saved)
        try:
            self._adopt_sessions(saved)
        except Refusal as refusal:
            self.trouble_met.emit(str(refusal))
        if self._night is not None and self._night.id == night.id:
            self._night = None
        self.night_changed.emit()

    def _evening_for(self, night: Night) -> date:
        sleep = current_sleep(night)
        if night.saved_at is not None or sleep is None or Item.TRIED_TO_SLEEP not in sleep.sources:
            return night.evening
        proposed = proposed_evening(sleep) or night.evening
        return night.evening if self.is_taken(proposed, by_other_than=night) else proposed

    def _last_evening(self) -> date:
        now = self._clock.now()
        evening = evening_of(now)
        return evening if now.local.hour in DIARY_HOURS else evening - timedelta(days=1)

    def _new_night(self, now: Moment) -> Night:
        evening = evening_at_lights_out(now)
        kept = self._nights.night_of(evening)
        if kept is None:
            return begun(evening, self._clock.zone())
        if (sleep := current_sleep(kept)) is not None and sleep.tried_to_sleep is None:
            return replace(kept, saved_at=None)
        another = Sleep(id=self._new_id(), is_main=not kept.sleeps)
        return replace(kept, sleeps=(*kept.sleeps, another), saved_at=None)

    def _keep(self, night: Night) -> None:
        self._night = night
        try:
            self._nights.save(night)
            self._adopt_sessions(night)
        except Refusal as refusal:
            self.trouble_met.emit(str(refusal))
        self.night_changed.emit()

    def _adopt_sessions(self, night: Night) -> None:
        until = noon_of(night.evening + timedelta(days=1), night.zone)
        self._sessions.adopt(night.id, noon_of(night.evening, night.zone), until)
