"""The sleep measures of a diary entry, such as time asleep and sleep efficiency.

Durations are elapsed minutes, correct across a clock change. A measure is None if an item that it needs is
unknown. Sources: Consensus Sleep Diary (Carney et al., Sleep 2012;35:287-302) and, for sleep efficiency over
the duration of the sleep episode, Reed & Sacco (J Clin Sleep Med 2016;12:263-6).
"""

from datetime import date

from rlscompanion.domain.items import Item
from rlscompanion.domain.moment import Moment, evening_of, minutes_between
from rlscompanion.domain.night import Sleep

_LIKELY_MINUTES_TO_MIDPOINT = 4 * 60

_TOTAL_SLEEP_ITEMS = (Item.TRIED_TO_SLEEP, Item.MINUTES_TO_FALL_ASLEEP, Item.MINUTES_AWAKE, Item.WOKE_UP)
_EFFICIENCY_ITEMS = (*_TOTAL_SLEEP_ITEMS, Item.MINUTES_TRYING_AGAIN)


def sleep_onset(sleep: Sleep) -> Moment | None:
    """The moment of falling asleep: trying to sleep plus the minutes to fall asleep.

    None for a sleepless night.
    """
    if not sleep.slept or sleep.tried_to_sleep is None or sleep.minutes_to_fall_asleep is None:
        return None
    return sleep.tried_to_sleep.plus_minutes(sleep.minutes_to_fall_asleep)


def sleep_period(sleep: Sleep) -> float | None:
    """Minutes from falling asleep to the final awakening (SPT)."""
    asleep = sleep_onset(sleep)
    return minutes_between(asleep, sleep.woke_up) if asleep and sleep.woke_up else None


def total_sleep(sleep: Sleep) -> float | None:
    """Minutes asleep (TST): the sleep period minus the minutes awake in the sleep period.

    The result is 0 for a sleepless night.
    """
    if not sleep.slept:
        return 0.0
    period = sleep_period(sleep)
    return None if period is None or sleep.minutes_awake is None else period - sleep.minutes_awake


def missing_for_total_sleep(sleep: Sleep) -> tuple[Item, ...]:
    """The items without an answer in the diary that `total_sleep` needs."""
    return _unknown_items(sleep, _TOTAL_SLEEP_ITEMS)


def missing_for_efficiency(sleep: Sleep) -> tuple[Item, ...]:
    """The items without an answer in the diary that `sleep_efficiency` needs."""
    return _unknown_items(sleep, _EFFICIENCY_ITEMS)


def _unknown_items(sleep: Sleep, needed: tuple[Item, ...]) -> tuple[Item, ...]:
    """The needed items that are unknown.

    There are none for a sleepless night, whose measures are 0.
    """
    return tuple(item for item in needed if sleep.slept and getattr(sleep, item.value) is None)


def terminal_wakefulness(sleep: Sleep) -> float | None:
    """Minutes from the final awakening to getting up (terminal wakefulness)."""
    if not sleep.slept or sleep.woke_up is None or sleep.got_up is None:
        return None
    return minutes_between(sleep.woke_up, sleep.got_up)


def time_in_bed(sleep: Sleep) -> float | None:
    """Minutes from going to bed to getting up (TIB)."""
    if sleep.went_to_bed is None or sleep.got_up is None:
        return None
    return minutes_between(sleep.went_to_bed, sleep.got_up)


def early_awakening(sleep: Sleep) -> float | None:
    """Minutes from the final awakening to the planned wake-up (EMA).

    The result is 0 if the person woke up later than planned.
    """
    if not sleep.slept or sleep.planned_wake is None or sleep.woke_up is None:
        return None
    return max(0.0, minutes_between(sleep.woke_up, sleep.planned_wake))


def sleep_midpoint(sleep: Sleep) -> Moment | None:
    """The moment halfway between falling asleep and the final awakening.

    None for a sleepless night.
    """
    asleep, period = sleep_onset(sleep), sleep_period(sleep)
    return asleep.plus_minutes(period / 2) if asleep and period is not None else None


def sleep_episode(sleep: Sleep) -> float | None:
    """Minutes of the sleep episode (DSE): from trying to sleep to the last try to get back to sleep.

    The sleep episode is the sum of four items: the minutes to fall asleep, asleep, awake in between, and
    trying to get back to sleep at the end. The result is None if any of the four is unknown.
    """
    if not sleep.slept:
        return None
    asleep = total_sleep(sleep)
    parts = (sleep.minutes_to_fall_asleep, asleep, sleep.minutes_awake, sleep.minutes_trying_again)
    known = [part for part in parts if part is not None]
    return float(sum(known)) if len(known) == len(parts) else None


def sleep_efficiency(sleep: Sleep) -> float | None:
    """Percent of the sleep episode spent asleep (SE over DSE); 0 for a sleepless night."""
    return _percent_asleep(sleep, sleep_episode(sleep))


def efficiency_in_bed(sleep: Sleep) -> float | None:
    """Percent of the time in bed spent asleep (SE over TIB).

    Reading in bed, for example, counts as lost sleep.
    """
    return _percent_asleep(sleep, time_in_bed(sleep))


def _percent_asleep(sleep: Sleep, whole: float | None) -> float | None:
    if not sleep.slept:
        return 0.0
    asleep = total_sleep(sleep)
    return 100.0 * asleep / whole if asleep is not None and whole is not None and whole > 0 else None


def likely_sleep_midpoint(sleep: Sleep) -> Moment | None:
    """The midpoint of a sleep; if unknown, a moment estimated from the known times of the sleep.

    None if no time of the sleep is known.
    """
    if (known := sleep_midpoint(sleep)) is not None:
        return known
    start = sleep.tried_to_sleep or sleep.went_to_bed
    end = sleep.woke_up or sleep.got_up
    if start is not None and end is not None:
        return start.plus_minutes(minutes_between(start, end) / 2)
    if start is not None:
        return start.plus_minutes(_LIKELY_MINUTES_TO_MIDPOINT)
    return end.plus_minutes(-_LIKELY_MINUTES_TO_MIDPOINT) if end is not None else None


def proposed_evening(sleep: Sleep) -> date | None:
    """The date of the evening to which a sleep belongs, by the midpoint (or likely midpoint) of the sleep."""
    middle = likely_sleep_midpoint(sleep)
    return None if middle is None else evening_of(middle)


def evening_at_lights_out(lights_out: Moment) -> date:
    """The date of the evening to which the sleep after `lights_out` belongs.

    The midpoint of the sleep is assumed to come four hours after lights out.
    """
    return evening_of(lights_out.plus_minutes(_LIKELY_MINUTES_TO_MIDPOINT))
