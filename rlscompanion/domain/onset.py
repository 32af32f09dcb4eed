"""When symptoms begin each day (the onset), and whether they begin earlier than before or have spread.

An onset is counted in hours since 06:00 of the evening's date, so that 11:30 is early and 01:00 late. The
comparison is no diagnosis; its limits follow the project's summary of the clinical literature.

After each logged day, the latest COMPARED_DAYS days are compared with the first COMPARED_DAYS days. People
read the result every day, so a rule that suits a single comparison raises false alarms over months. The rule
here was chosen by simulation. For false alarms, 20,000 people had daily comparisons for half a year, with an
onset that does not change: a standard deviation (SD) of 60 or 90 minutes from day to day, and an
autocorrelation (AR) of 0.5. For changes found, 40,000 people had daily comparisons for 60 days after an
abrupt change:

    a shift of 2 h or more          false alarms, SD 60 / SD 90    found after a 2 h shift, SD 60, AR 0 / 0.5
    one comparison                  2.3 / 21 %                     90 / 88 %
    7 in a row                      0.9 / 11 %                     74 / 76 %
    5 in a row, interval above 0    1.3 / 8 %                      79 / 80 %
    6 in a row, interval above 0    1.0 / 7 %                      76 / 78 %   (this rule)
    7 in a row, interval above 0    0.8 / 6 %                      73 / 76 %

    body part on 5 of 14 days       false alarms where it is felt by chance on 5 / 10 / 15 % of days
    one comparison                  1.0 / 6.3 / 7.7 %
    5 in a row                      0.2 / 2.3 / 4.8 %
    6 in a row                      0.1 / 1.7 / 4.1 %              (this rule)
    7 in a row                      0.1 / 1.4 / 3.4 %

A shift of 3 h is found in more than 99 %. False alarms exceed 5 % in two cases. With an AR of 0.7, they reach
6 %. For body parts felt in spells of days, they reach 15 % (felt on 10 % of days, neighbouring days
correlated by 0.3). tests/domain/test_onset_simulated.py repeats the simulation, with clock changes and
journeys.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median, mode
from uuid import UUID

from rlscompanion.domain.items import BodyPart
from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night

COMPARED_DAYS = 14
"""How many latest logged days are compared with as many first logged days."""

MIN_ONSETS = 8
"""The fewest known onsets for a comparison, among the first days and among the latest days."""

MIN_SHIFT_HOURS = 2.0
"""The smallest shift of the onset, in hours, that is flagged."""

COMPARISONS_IN_A_ROW = 6
"""The number of consecutive comparisons that must all show a shift or a new body part.

A single comparison (there is one after each logged day) raises too many false alarms.
"""

UNFLAGGED_DAYS_AFTER_TRAVEL = 14
"""The number of days after a change of time zone during which no shift is flagged."""

MIN_DAYS_WITH_NEW_PART = 5
"""The fewest of the latest logged days with symptoms in a body part, for the body part to count as new.

If three such days in one comparison were enough, false alarms would be frequent: within half a year, one for
every fourth person who seldom feels symptoms in the arms.
"""

DAY_START_HOUR = 6
"""The hour, on an evening's date, from which the hours of an onset are counted."""

SEE_PRESCRIBER_ADVICE = (
    "Your symptoms seem to start earlier or have spread. There are several possible reasons, one being "
    "a medicine effect called augmentation. Please show this to your prescriber; don't stop or change "
    "your dose."
)


def onset_hours(night: Night) -> float | None:
    """Hours from 06:00 of the evening's date to the onset of symptoms that night, by the night's local clock.

    None if unknown; negative for an impossible onset before that morning.
    """
    return (
        None if night.symptoms_began is None else hours_since_day_start(night.symptoms_began, night.evening)
    )


def hours_since_day_start(moment: Moment, evening: date) -> float:
    """Hours from 06:00 of an evening's date to a moment, by the local clock at that moment."""
    local = moment.local
    days = (local.date() - evening).days
    return 24.0 * days + local.hour + local.minute / 60 + local.second / 3600 - DAY_START_HOUR


@dataclass(frozen=True)
class OnsetShift:
    """The onsets on the latest logged days, compared with the first logged days (the baseline).

    `baseline_since` is the first evening of the baseline. The medians are hours since 06:00, None for a group
    of days with fewer than MIN_ONSETS onsets. `half_width` is half the width of the 95 % interval of the
    difference between the medians, in hours. `hours_earlier_by_first_clock` is the difference if all onsets
    are read with the UTC offset of the baseline. It differs from `hours_earlier` after a clock change or a
    journey.

    `new_body_parts` are body parts in which symptoms were never felt in the baseline, but are felt often now:
    on at least MIN_DAYS_WITH_NEW_PART of the latest days, in each of COMPARISONS_IN_A_ROW comparisons.
    `is_flagged` means a lasting shift or a new body part.
    """

    baseline_since: date
    baseline_onset_count: int
    latest_onset_count: int
    baseline_median: float | None
    latest_median: float | None
    half_width: float | None
    hours_earlier_by_first_clock: float | None
    new_body_parts: frozenset[BodyPart]
    has_dopaminergic: bool
    is_flagged: bool

    @property
    def hours_earlier(self) -> float | None:
        """Hours by which the latest median onset is earlier than the median onset of the baseline.

        Negative if the latest median is later, None if one of the medians is unknown.
        """
        if self.baseline_median is None or self.latest_median is None:
            return None
        return self.baseline_median - self.latest_median

    @property
    def has_clock_change(self) -> bool:
        """Whether a clock change or a journey changes the result.

        In that case `hours_earlier` and `hours_earlier_by_first_clock` differ.
        """
        here, then = self.hours_earlier, self.hours_earlier_by_first_clock
        return here is not None and then is not None and abs(here - then) > 1 / 120

    @property
    def advice(self) -> str:
        """The advice to see the prescriber; empty unless flagged and a dopaminergic medicine was logged."""
        return SEE_PRESCRIBER_ADVICE if self.is_flagged and self.has_dopaminergic else ""


def dose_change_evenings(nights: Sequence[Night], medicines: Mapping[UUID, Medicine]) -> tuple[date, ...]:
    """The evenings on which a dopaminergic medicine changed, or its total amount a night; in order.

    The first dose is a change. A different amount is no change if the next night with a dose has the earlier
    amount again: a tablet was forgotten or not noted. Nights with an unknown amount are skipped. Nights
    without a dose are skipped too, since many people note a dose only when it changes.
    """
    found: list[date] = []
    before: _AmountsTaken = {}
    other: tuple[date, _AmountsTaken] | None = None
    for night in sorted(nights, key=lambda each: each.evening):
        taken = _amounts_taken(night, medicines)
        if not taken:
            continue
        if taken == before:
            other = None
        elif not before:
            found.append(night.evening)
            before = taken
        elif other is not None and other[1] == taken:
            found.append(other[0])
            before, other = taken, None
        else:
            other = night.evening, taken
    return (*found, other[0]) if other is not None else tuple(found)


_AmountsTaken = dict[tuple[UUID, str], float]


def _amounts_taken(night: Night, medicines: Mapping[UUID, Medicine]) -> _AmountsTaken | None:
    """The amount of each dopaminergic medicine in a night, by medicine and unit.

    None if an amount is unknown.
    """
    found: _AmountsTaken = {}
    for dose in night.doses:
        medicine = medicines.get(dose.medicine_id)
        if medicine is None or not medicine.is_dopaminergic:
            continue
        if dose.amount is None:
            return None
        key = dose.medicine_id, dose.unit
        found[key] = round(found.get(key, 0.0) + dose.amount, 6)
    return found


def latest_dose_change_evening(nights: Sequence[Night], medicines: Mapping[UUID, Medicine]) -> date | None:
    """The latest evening on which the dose of a dopaminergic medicine changed; None if no dose was logged.

    See `dose_change_evenings`.
    """
    return next(reversed(dose_change_evenings(nights, medicines)), None)


def nights_from_baseline(
    nights: Sequence[Night], medicines: Mapping[UUID, Medicine], baseline_from: date | None = None
) -> list[Night]:
    """The logged days from the start of the baseline on, in order; a logged day has a saved diary.

    The baseline is the first days that later days are compared with. It starts on the day that the person
    chose (`baseline_from`). Without a choice, it starts after the latest change of a dopaminergic medicine
    or, if there is no change, on the first logged day.
    """
    changed = latest_dose_change_evening(nights, medicines) if baseline_from is None else None
    since = baseline_from or (changed + timedelta(days=1) if changed else date.min)
    return sorted(
        (night for night in nights if night.saved_at is not None and night.evening >= since),
        key=lambda night: night.evening,
    )


def first_and_latest_days(logged: Sequence[Night]) -> tuple[Sequence[Night], Sequence[Night]] | None:
    """The first and the latest COMPARED_DAYS of these logged days; None if the two groups would overlap."""
    if len(logged) < 2 * COMPARED_DAYS:
        return None
    return logged[:COMPARED_DAYS], logged[-COMPARED_DAYS:]


def onset_shift(
    nights: Sequence[Night], medicines: Mapping[UUID, Medicine], baseline_from: date | None = None
) -> OnsetShift | None:
    """Compare when symptoms began on the latest logged days and on the first days of the baseline.

    The latest days and the first days are COMPARED_DAYS days each, taken from `nights_from_baseline`. The
    same comparison is repeated as of each earlier logged day. A shift is flagged if each of the latest
    COMPARISONS_IN_A_ROW comparisons shows MIN_SHIFT_HOURS or more, with an interval wholly above zero. The
    shift must show by the clock of each night, and also by the clock of the baseline. No shift is flagged if
    the time zone changed within the last UNFLAGGED_DAYS_AFTER_TRAVEL days. A new body part is flagged if each
    of the latest COMPARISONS_IN_A_ROW comparisons shows the body part.

    Returns None if the first days and the latest days would overlap, so that there is nothing to compare yet.
    """
    groups = first_and_latest_days(logged := nights_from_baseline(nights, medicines, baseline_from))
    if groups is None:
        return None
    baseline, latest = groups
    found = _compare(baseline, latest)
    new_parts = _new_body_parts(logged)
    return OnsetShift(
        baseline_since=baseline[0].evening,
        baseline_onset_count=len(_known_onset_hours(baseline)),
        latest_onset_count=len(_known_onset_hours(latest)),
        baseline_median=found.baseline_median if found else None,
        latest_median=found.latest_median if found else None,
        half_width=found.half_width if found else None,
        hours_earlier_by_first_clock=found.hours_earlier_by_first_clock if found else None,
        new_body_parts=new_parts,
        has_dopaminergic=latest_dose_change_evening(nights, medicines) is not None,
        is_flagged=bool(new_parts) or (_has_shift_lasted(logged) and not _has_travelled_lately(logged)),
    )


@dataclass(frozen=True)
class _Comparison:
    """The first and the latest logged days compared, as of a day; values are hours since 06:00."""

    baseline_median: float
    latest_median: float
    hours_earlier_by_first_clock: float
    half_width: float

    @property
    def shows_a_shift(self) -> bool:
        """Whether symptoms begin clearly earlier, both by each night's clock and by the baseline's clock."""
        least = min(self.baseline_median - self.latest_median, self.hours_earlier_by_first_clock)
        # Typed in whole minutes; sums of hours as fractions miss the limit by a hair.
        return least > MIN_SHIFT_HOURS - 1e-6 and least > self.half_width


def _compare(baseline: Sequence[Night], latest: Sequence[Night]) -> _Comparison | None:
    """Compare the first and the latest days; None if a group has fewer than MIN_ONSETS onsets."""
    early, late = _known_onset_hours(baseline), _known_onset_hours(latest)
    if min(len(early), len(late)) < MIN_ONSETS:
        return None
    offset = mode(night.symptoms_began.offset for night in baseline if night.symptoms_began is not None)
    early_then, late_then = _onset_hours_by_offset(baseline, offset), _onset_hours_by_offset(latest, offset)
    return _Comparison(
        baseline_median=median(early),
        latest_median=median(late),
        hours_earlier_by_first_clock=median(early_then) - median(late_then),
        half_width=median_difference_half_width(early, late),
    )


_MEDIAN_ERROR_FACTOR = math.sqrt(math.pi / 2)
"""The standard error of the median divided by the standard error of the mean, for normal distributions."""

_AUTOCORRELATION_FACTOR = math.sqrt(3)
"""How much wider an autocorrelation AR of 0.5 makes an interval: the root of (1 + AR) / (1 - AR)."""


def median_difference_half_width(early: Sequence[float], late: Sequence[float]) -> float:
    """Half the width of the 95 % interval of the difference of two medians, in the unit of the values.

    Assumed are normally distributed values, the same SD in both groups, and an autocorrelation of 0.5. The SD
    is estimated from the mean absolute deviation from each median. In simulations with 14 values in each
    group, the interval contains the true difference for 97 of 100 people with this autocorrelation. Without
    autocorrelation, it contains the true difference for 99 of 100 people.
    """
    deviations = [abs(each - median(side)) for side in (early, late) for each in side]
    spread = _MEDIAN_ERROR_FACTOR * math.fsum(deviations) / (len(deviations) - 2)
    width = math.sqrt(1 / len(early) + 1 / len(late))
    return 1.96 * _MEDIAN_ERROR_FACTOR * _AUTOCORRELATION_FACTOR * spread * width


def _latest_compared_days(logged: Sequence[Night]) -> list[Sequence[Night]]:
    """The latest COMPARED_DAYS days of each of the latest COMPARISONS_IN_A_ROW comparisons, newest first.

    Empty if the latest days of the oldest comparison would overlap the baseline.
    """
    earliest = len(logged) - COMPARISONS_IN_A_ROW + 1
    if earliest < 2 * COMPARED_DAYS:
        return []
    return [logged[end - COMPARED_DAYS : end] for end in range(len(logged), earliest - 1, -1)]


def _has_shift_lasted(logged: Sequence[Night]) -> bool:
    """Whether each of the latest COMPARISONS_IN_A_ROW comparisons shows a shift."""
    seen = _latest_compared_days(logged)
    comparisons = (_compare(logged[:COMPARED_DAYS], latest) for latest in seen)
    return bool(seen) and all(each is not None and each.shows_a_shift for each in comparisons)


def _has_travelled_lately(logged: Sequence[Night]) -> bool:
    """Whether the nights of the last UNFLAGGED_DAYS_AFTER_TRAVEL days have more than one time zone.

    The last night before these days counts too.
    """
    since = logged[-1].evening - timedelta(days=UNFLAGGED_DAYS_AFTER_TRAVEL)
    lately = [night.zone for night in logged if night.evening >= since]
    before = [night.zone for night in logged if night.evening < since]
    return len({*lately, *before[-1:]}) > 1


def _known_onset_hours(nights: Sequence[Night]) -> list[float]:
    return [hours for night in nights if (hours := onset_hours(night)) is not None]


def _onset_hours_by_offset(nights: Sequence[Night], offset: int) -> list[float]:
    """The onsets read on a clock that is `offset` minutes ahead of UTC."""
    return [
        hours + (offset - night.symptoms_began.offset) / 60
        for night in nights
        if night.symptoms_began is not None and (hours := onset_hours(night)) is not None
    ]


def _new_body_parts(logged: Sequence[Night]) -> frozenset[BodyPart]:
    """Body parts that each of the latest comparisons shows on enough days, and the baseline on no day."""
    before = [night.body_parts for night in logged[:COMPARED_DAYS] if night.body_parts is not None]
    seen = _latest_compared_days(logged)
    if not seen or len(before) < MIN_ONSETS:
        return frozenset()
    return frozenset(BodyPart).difference(*before).intersection(*map(_body_parts_felt_often, seen))


def _body_parts_felt_often(latest: Sequence[Night]) -> frozenset[BodyPart]:
    """Body parts felt on at least MIN_DAYS_WITH_NEW_PART of these days.

    None are returned if fewer than MIN_ONSETS days have an answer.
    """
    felt = [night.body_parts for night in latest if night.body_parts is not None]
    if len(felt) < MIN_ONSETS:
        return frozenset()
    return frozenset(
        part for part in BodyPart if sum(part in parts for parts in felt) >= MIN_DAYS_WITH_NEW_PART
    )
