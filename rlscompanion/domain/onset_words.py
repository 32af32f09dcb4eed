"""Says in words how the onsets of symptoms compare, or what data the comparison still needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from rlscompanion.domain.clock_style import clock_text_of_hours
from rlscompanion.domain.items import BodyPart
from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.night import Night, weekday_date
from rlscompanion.domain.onset import (
    COMPARED_DAYS,
    DAY_START_HOUR,
    MIN_DAYS_WITH_NEW_PART,
    MIN_ONSETS,
    OnsetShift,
    dose_change_evenings,
    nights_from_baseline,
    onset_shift,
)

MAX_BASELINE_MONTHS = 24
"""The number of latest months that are each offered as the start of a baseline (the days to compare with)."""

BASELINE_AFTER_CHANGE_TITLE = (
    f"The first {COMPARED_DAYS} days after the latest change of a dopaminergic medicine"
)
BASELINE_FROM_FIRST_DIARY_TITLE = f"The first {COMPARED_DAYS} days in your diary"


@dataclass(frozen=True)
class BaselineChoice:
    """A start of the baseline that the person can choose.

    The baseline is what later days are compared with. `start` is its first evening, None for the usual start.
    `title` is the name of the choice on the screen.
    """

    start: date | None
    title: str


def baseline_choices(
    nights: Sequence[Night], medicines: Mapping[UUID, Medicine], chosen: date | None = None
) -> tuple[BaselineChoice, ...]:
    """The starts of a baseline that the person can choose: the usual start, then the others, latest first.

    A baseline is the days that later days are compared with. The other starts are the day after each change
    of a dopaminergic medicine, and the first day of each of the latest MAX_BASELINE_MONTHS months with a
    diary. The start chosen so far (`chosen`) is always included.
    """
    changed = dose_change_evenings(nights, medicines)
    days = {
        evening + timedelta(days=1): f", after the medicine change of {weekday_date(evening)}"
        for evening in changed
    }
    for start in (*_latest_months(nights), *([chosen] if chosen else [])):
        days.setdefault(start, "")
    usual = BaselineChoice(None, BASELINE_AFTER_CHANGE_TITLE if changed else BASELINE_FROM_FIRST_DIARY_TITLE)
    return usual, *(
        BaselineChoice(day, f"The {COMPARED_DAYS} days from {_date_with_year(day)}{why}")
        for day, why in sorted(days.items())[::-1]
    )


@dataclass(frozen=True)
class OnsetComparison:
    """The comparison of onsets in words, and the advice shown with these words (empty without advice)."""

    words: str
    advice: str


def onset_comparison(
    nights: Sequence[Night], medicines: Mapping[UUID, Medicine], baseline_from: date | None = None
) -> OnsetComparison:
    """The comparison of onsets in words: the two medians and their numbers of days, or the missing data."""
    shift = onset_shift(nights, medicines, baseline_from)
    if shift is None:
        return OnsetComparison(
            _too_few_days_words(nights_from_baseline(nights, medicines, baseline_from), baseline_from), ""
        )
    return OnsetComparison(_both_medians_words(shift), shift.advice)


def onset_clock_text(hours: float) -> str:
    """The clock time of an onset as text, such as "21:15"; `hours` are counted from 06:00."""
    return clock_text_of_hours(hours + DAY_START_HOUR)


def _both_medians_words(shift: OnsetShift) -> str:
    if shift.baseline_median is None or shift.latest_median is None:
        said = (
            f"Nothing to compare yet. Note when symptoms began on at least {MIN_ONSETS} of the latest "
            f"{COMPARED_DAYS} logged days (so far {shift.latest_onset_count}) and of the first "
            f"{COMPARED_DAYS} from {_date_with_year(shift.baseline_since)} "
            f"(so far {shift.baseline_onset_count})."
        )
    else:
        said = (
            f"In the first {COMPARED_DAYS} logged days from {_date_with_year(shift.baseline_since)}, "
            f"symptoms usually began around {onset_clock_text(shift.baseline_median)} "
            f"(noted {shift.baseline_onset_count} times). In the "
            f"latest {COMPARED_DAYS}, around {onset_clock_text(shift.latest_median)} (noted "
            f"{shift.latest_onset_count} times): "
            f"{_difference_words(_difference_of_shown_clocks(shift))}.{_interval_words(shift)}{_other_clock_words(shift)}"
        )
    return f"{said}{_new_body_parts_words(shift.new_body_parts)}"


def _too_few_days_words(logged: Sequence[Night], baseline_from: date | None) -> str:
    since = baseline_from or (logged[0].evening if logged else None)
    where = f" from {_date_with_year(since)}" if since else ""
    return (
        f"Nothing to compare yet. This needs {2 * COMPARED_DAYS} logged days{where}. "
        f"There {'is' if len(logged) == 1 else 'are'} {len(logged) or 'none'} so far."
    )


def _difference_of_shown_clocks(shift: OnsetShift) -> int:
    """The difference of the two clock times as printed, in minutes; positive if the latest is earlier."""
    return round(60 * (shift.baseline_median or 0.0)) - round(60 * (shift.latest_median or 0.0))


def _difference_words(minutes: int) -> str:
    if not minutes:
        return "no difference"
    hours, rest = divmod(abs(minutes), 60)
    size = " ".join([*([f"{hours} h"] if hours else []), *([f"{rest} min"] if rest else [])])
    return f"{size} {'earlier' if minutes > 0 else 'later'}"


def _interval_words(shift: OnsetShift) -> str:
    """The 95 % interval of the difference between the two medians, in words."""
    if shift.half_width is None or shift.hours_earlier is None:
        return ""
    bounds = [round(60 * (shift.hours_earlier + side * shift.half_width)) for side in (1, -1)]
    if bounds[0] == bounds[1]:
        return ""
    earliest, latest = (_difference_words(minutes) for minutes in bounds)
    return f" The real difference is probably between {earliest} and {latest}."


def _other_clock_words(shift: OnsetShift) -> str:
    if not shift.has_clock_change or shift.hours_earlier_by_first_clock is None:
        return ""
    then = _difference_words(round(60 * shift.hours_earlier_by_first_clock))
    return f" The clocks changed in between; by the clock of the first days: {then}."


def _new_body_parts_words(parts: frozenset[BodyPart]) -> str:
    if not parts:
        return ""
    named = ", ".join(part.value for part in BodyPart if part in parts)
    return f" New on {MIN_DAYS_WITH_NEW_PART} or more of the latest days, and never before: {named}."


def _latest_months(nights: Sequence[Night]) -> list[date]:
    """The first day of each of the latest months that have a diary."""
    found = {night.evening.replace(day=1) for night in nights if night.saved_at is not None}
    return sorted(found)[-MAX_BASELINE_MONTHS:]


def _date_with_year(day: date) -> str:
    return f"{weekday_date(day)} {day.year}"
