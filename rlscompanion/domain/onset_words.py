"""Says in words how symptom onsets compare, or what data the comparison still needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from rlscompanion.domain.clock_style import clock_text_of_hours
from rlscompanion.domain.items import BodyPart
from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.night import Night, weekday_date
from rlscompanion.domain.onset import (
    COMPARED_NIGHTS,
    DAY_START_HOUR,
    MIN_ONSETS,
    NEW_PART_DAYS,
    OnsetShift,
    dose_changes,
    nights_from_baseline,
    onset_shift,
)

MONTHS_OFFERED = 24
"""The number of latest months of which each is offered as the start of a baseline."""

AFTER_CHANGE = f"The first {COMPARED_NIGHTS} days after the latest change of a dopaminergic medicine"
FROM_FIRST_DIARY = f"The first {COMPARED_NIGHTS} days in your diary"


@dataclass(frozen=True)
class BaselineChoice:
    """A start of the comparison to choose: its first evening (None for the usual start) and its title."""

    start: date | None
    title: str


def baseline_choices(
    nights: Sequence[Night], medicines: Mapping[UUID, Medicine], chosen: date | None = None
) -> tuple[BaselineChoice, ...]:
    """The baselines that the person can choose: the usual one, then the others from latest to earliest.

    They start on the day after each change of a dopaminergic medicine, and on the first day of each of the
    latest MONTHS_OFFERED months with a diary. The start chosen so far (`chosen`) is always included.
    """
    changed = dose_changes(nights, medicines)
    days = {
        evening + timedelta(days=1): f", after the medicine change of {weekday_date(evening)}"
        for evening in changed
    }
    for start in (*_months(nights), *([chosen] if chosen else [])):
        days.setdefault(start, "")
    usual = BaselineChoice(None, AFTER_CHANGE if changed else FROM_FIRST_DIARY)
    return usual, *(
        BaselineChoice(day, f"The {COMPARED_NIGHTS} days from {_dated(day)}{why}")
        for day, why in sorted(days.items())[::-1]
    )


@dataclass(frozen=True)
class OnsetComparison:
    """The comparison of onsets in words, and the advice shown with it (empty without advice)."""

    words: str
    advice: str


def onset_comparison(
    nights: Sequence[Night], medicines: Mapping[UUID, Medicine], baseline_from: date | None = None
) -> OnsetComparison:
    """The comparison of onsets in words: both medians with their counts, or what data is missing."""
    shift = onset_shift(nights, medicines, baseline_from)
    if shift is None:
        return OnsetComparison(
            _too_few_days(nights_from_baseline(nights, medicines, baseline_from), baseline_from), ""
        )
    return OnsetComparison(_both_sides(shift), shift.advice)


def onset_clock(hours: float) -> str:
    """The clock time, such as "21:15", of an onset given in hours since 06:00."""
    return clock_text_of_hours(hours + DAY_START_HOUR)


def _both_sides(shift: OnsetShift) -> str:
    if shift.baseline_median is None or shift.latest_median is None:
        said = (
            f"Nothing to compare yet. Note when symptoms began on at least {MIN_ONSETS} of the latest "
            f"{COMPARED_NIGHTS} logged days (so far {shift.latest_entries}) and of the first "
            f"{COMPARED_NIGHTS} from {_dated(shift.since)} (so far {shift.baseline_entries})."
        )
    else:
        said = (
            f"In the first {COMPARED_NIGHTS} logged days from {_dated(shift.since)}, symptoms usually began "
            f"around {onset_clock(shift.baseline_median)} (noted {shift.baseline_entries} times). In the "
            f"latest {COMPARED_NIGHTS}, around {onset_clock(shift.latest_median)} (noted "
            f"{shift.latest_entries} times): "
            f"{_difference(_printed_minutes(shift))}.{_interval(shift)}{_clocks(shift)}"
        )
    return f"{said}{_new_parts(shift.new_parts)}"


def _too_few_days(logged: Sequence[Night], baseline_from: date | None) -> str:
    since = baseline_from or (logged[0].evening if logged else None)
    where = f" from {_dated(since)}" if since else ""
    return (
        f"Nothing to compare yet. This needs {2 * COMPARED_NIGHTS} logged days{where}. "
        f"There {'is' if len(logged) == 1 else 'are'} {len(logged) or 'none'} so far."
    )


def _printed_minutes(shift: OnsetShift) -> int:
    """The difference of the two printed clock times in minutes; positive when earlier."""
    return round(60 * (shift.baseline_median or 0.0)) - round(60 * (shift.latest_median or 0.0))


def _difference(minutes: int) -> str:
    if not minutes:
        return "no difference"
    hours, rest = divmod(abs(minutes), 60)
    size = " ".join([*([f"{hours} h"] if hours else []), *([f"{rest} min"] if rest else [])])
    return f"{size} {'earlier' if minutes > 0 else 'later'}"


def _interval(shift: OnsetShift) -> str:
    """The 95 % interval of the difference, in words."""
    if shift.half_width is None or shift.hours_earlier is None:
        return ""
    bounds = [round(60 * (shift.hours_earlier + side * shift.half_width)) for side in (1, -1)]
    if bounds[0] == bounds[1]:
        return ""
    earliest, latest = (_difference(minutes) for minutes in bounds)
    return f" The real difference is probably between {earliest} and {latest}."


def _clocks(shift: OnsetShift) -> str:
    if not shift.has_clock_change or shift.hours_earlier_by_first_clock is None:
        return ""
    then = _difference(round(60 * shift.hours_earlier_by_first_clock))
    return f" The clocks changed in between; by the clock of the first days: {then}."


def _new_parts(parts: frozenset[BodyPart]) -> str:
    if not parts:
        return ""
    named = ", ".join(part.value for part in BodyPart if part in parts)
    return f" New on {NEW_PART_DAYS} or more of the latest days, and never before: {named}."


def _months(nights: Sequence[Night]) -> list[date]:
    """The first day of each of the latest months that have a diary."""
    found = {night.evening.replace(day=1) for night in nights if night.saved_at is not None}
    return sorted(found)[-MONTHS_OFFERED:]


def _dated(day: date) -> str:
    return f"{weekday_date(day)} {day.year}"
