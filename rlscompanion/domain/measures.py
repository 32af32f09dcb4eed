"""What a diary entry says in numbers.

Definitions after the Consensus Sleep Diary (Carney et al., Sleep 2012;35:287-302); sleep efficiency over the
duration of the sleep episode after Reed & Sacco (J Clin Sleep Med 2016;12:263-6). Durations are minutes that
truly passed, so a clock change in the night is right. A measure is None where an item it needs is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rlscompanion.domain.moment import Moment, minutes_between

if TYPE_CHECKING:
    from rlscompanion.domain.night import Sleep


def onset(sleep: Sleep) -> Moment | None:
    """When sleep came: tried to sleep plus minutes to fall asleep. None for a sleepless night."""
    if not sleep.slept or sleep.tried_to_sleep is None or sleep.minutes_to_fall_asleep is None:
        return None
    return sleep.tried_to_sleep.plus_minutes(sleep.minutes_to_fall_asleep)


def sleep_period(sleep: Sleep) -> float | None:
    """Minutes from falling asleep to the final awakening (SPT)."""
    asleep = onset(sleep)
    return minutes_between(asleep, sleep.woke_up) if asleep and sleep.woke_up else None


def total_sleep(sleep: Sleep) -> float | None:
    """Minutes asleep (TST): the sleep period less the minutes awake in it; 0 for a sleepless night."""
    if not sleep.slept:
        return 0.0
    period = sleep_period(sleep)
    return None if period is None or sleep.minutes_awake is None else period - sleep.minutes_awake


def terminal_wakefulness(sleep: Sleep) -> float | None:
    """Minutes from the final awakening to getting up."""
    if not sleep.slept or sleep.woke_up is None or sleep.got_up is None:
        return None
    return minutes_between(sleep.woke_up, sleep.got_up)


def time_in_bed(sleep: Sleep) -> float | None:
    """Minutes from going to bed to getting up (TIB)."""
    if sleep.went_to_bed is None or sleep.got_up is None:
        return None
    return minutes_between(sleep.went_to_bed, sleep.got_up)


def early_awakening(sleep: Sleep) -> float | None:
    """Minutes by which the final awakening came before the planned one (EMA), at least 0."""
    if not sleep.slept or sleep.planned_wake is None or sleep.woke_up is None:
        return None
    return max(0.0, minutes_between(sleep.woke_up, sleep.planned_wake))


def midpoint(sleep: Sleep) -> Moment | None:
    """The middle of the sleep period. None for a sleepless night."""
    asleep, period = onset(sleep), sleep_period(sleep)
    return asleep.plus_minutes(period / 2) if asleep and period is not None else None


def sleep_episode(sleep: Sleep) -> float | None:
    """Minutes given to sleep (DSE): falling asleep, asleep, awake in between, and trying again at the end.

    Minutes trying again that are unknown are not taken as 0: the measure is then None.
    """
    if not sleep.slept:
        return None
    asleep = total_sleep(sleep)
    parts = (sleep.minutes_to_fall_asleep, asleep, sleep.minutes_awake, sleep.minutes_trying_again)
    known = [part for part in parts if part is not None]
    return float(sum(known)) if len(known) == len(parts) else None


def efficiency(sleep: Sleep) -> float | None:
    """Percent of the sleep episode spent asleep (SE over DSE); 0 for a sleepless night."""
    return _percent(sleep, sleep_episode(sleep))


def efficiency_in_bed(sleep: Sleep) -> float | None:
    """Percent of the time in bed spent asleep (SE over TIB): it counts reading in bed as failure."""
    return _percent(sleep, time_in_bed(sleep))


def _percent(sleep: Sleep, whole: float | None) -> float | None:
    if not sleep.slept:
        return 0.0
    asleep = total_sleep(sleep)
    return 100.0 * asleep / whole if asleep is not None and whole is not None and whole > 0 else None
