"""When symptoms begin, and whether they have come to begin earlier or to spread.

An onset is counted in hours since 06:00 of the evening's date, so that 11:30 is early and 01:00 late. The
comparison and its limits are those of the clinical summary; it is no diagnosis.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from uuid import UUID

from rlscompanion.domain.items import BodyPart
from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.night import Night

COMPARED_NIGHTS = 14
"""Logged days on either side of the comparison."""

FEWEST_ENTRIES = 8
"""Onsets on either side under which nothing is compared."""

SHIFT_HOURS = 2.0
NEW_PART_DAYS = 3

DAY_STARTS = 6
"""The hour an evening's onset is counted from."""

ADVICE = (
    "Your symptoms seem to start earlier or have spread. There are several possible reasons, one being "
    "a medicine effect called augmentation. Please show this to your prescriber; don't stop or change "
    "your dose."
)


def onset_hours(night: Night) -> float | None:
    """Hours from 06:00 of the evening's date to the onset of symptoms, by the clock it was lived by.

    None if not known; negative for what cannot be, an onset before that morning.
    """
    if night.symptoms_began is None:
        return None
    local = night.symptoms_began.local
    days = (local.date() - night.evening).days
    return 24.0 * days + local.hour + local.minute / 60 + local.second / 3600 - DAY_STARTS


@dataclass(frozen=True)
class OnsetShift:
    """The latest logged days against an earlier stretch of them.

    `hours_earlier` is positive when symptoms begin earlier than they did; None where either side has fewer
    than FEWEST_ENTRIES onsets. `new_parts` were felt on NEW_PART_DAYS of the latest days or more, and never
    in the earlier ones. `since` is the first evening of the baseline.
    """

    since: date
    baseline_entries: int
    latest_entries: int
    baseline_median: float | None
    latest_median: float | None
    new_parts: frozenset[BodyPart]
    has_dopaminergic: bool

    @property
    def hours_earlier(self) -> float | None:
        """By how many hours the latest median lies before that of the baseline."""
        if self.baseline_median is None or self.latest_median is None:
            return None
        return self.baseline_median - self.latest_median

    @property
    def is_flagged(self) -> bool:
        """Whether the shift, or a new body part, is worth showing."""
        earlier = self.hours_earlier
        # In whole minutes, as they were typed: hours as fractions fall short of two by a hair.
        is_earlier = earlier is not None and round(60 * earlier) >= 60 * SHIFT_HOURS
        return is_earlier or bool(self.new_parts)

    @property
    def advice(self) -> str:
        """What to say of it; empty, for the trend to stand alone, without a flag and such a medicine."""
        return ADVICE if self.is_flagged and self.has_dopaminergic else ""


def changes(nights: Sequence[Night], medicines: Mapping[UUID, Medicine]) -> tuple[date, ...]:
    """The evenings on which the dopaminergic medicines, or their amounts in all, became others, in order.

    The first dose is such a change. Another amount is none if the next night with a dose has the one before
    again: a tablet was forgotten then, or not noted. Nights of which an amount is not known say nothing, and
    nor do nights without a dose: many note a dose only when it changes.
    """
    found: list[date] = []
    before: _Taken = {}
    other: tuple[date, _Taken] | None = None
    for night in sorted(nights, key=lambda each: each.evening):
        taken = _taken(night, medicines)
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


_Taken = dict[tuple[UUID, str], float]


def _taken(night: Night, medicines: Mapping[UUID, Medicine]) -> _Taken | None:
    """The amount of each dopaminergic medicine in a night, by medicine and unit; None if one is not known."""
    found: _Taken = {}
    for dose in night.doses:
        medicine = medicines.get(dose.medicine_id)
        if medicine is None or not medicine.is_dopaminergic:
            continue
        if dose.amount is None:
            return None
        key = dose.medicine_id, dose.unit
        found[key] = round(found.get(key, 0.0) + dose.amount, 6)
    return found


def latest_change(nights: Sequence[Night], medicines: Mapping[UUID, Medicine]) -> date | None:
    """The evening of the latest of these changes; None where no dopaminergic dose is logged."""
    return next(reversed(changes(nights, medicines)), None)


def logged_since(
    nights: Sequence[Night], medicines: Mapping[UUID, Medicine], baseline_from: date | None = None
) -> list[Night]:
    """The days from the baseline on whose diary was filled in, the earliest first.

    The baseline begins where the person has moved it (`baseline_from`), else after the latest change of a
    dopaminergic medicine, else with the first logged day.
    """
    changed = latest_change(nights, medicines) if baseline_from is None else None
    since = baseline_from or (changed + timedelta(days=1) if changed else date.min)
    return sorted(
        (night for night in nights if night.saved_at is not None and night.evening >= since),
        key=lambda night: night.evening,
    )


def onset_shift(
    nights: Sequence[Night], medicines: Mapping[UUID, Medicine], baseline_from: date | None = None
) -> OnsetShift | None:
    """The latest COMPARED_NIGHTS logged days against the first ones from the baseline on (`logged_since`).

    None where the two stretches would overlap: there is nothing to compare yet.
    """
    from_baseline = logged_since(nights, medicines, baseline_from)
    if len(from_baseline) < 2 * COMPARED_NIGHTS:
        return None
    baseline, latest = from_baseline[:COMPARED_NIGHTS], from_baseline[-COMPARED_NIGHTS:]
    early, late = _onsets(baseline), _onsets(latest)
    return OnsetShift(
        since=baseline[0].evening,
        baseline_entries=len(early),
        latest_entries=len(late),
        baseline_median=median(early) if len(early) >= FEWEST_ENTRIES else None,
        latest_median=median(late) if len(late) >= FEWEST_ENTRIES else None,
        new_parts=_new_parts(baseline, latest),
        has_dopaminergic=latest_change(nights, medicines) is not None,
    )


def _onsets(nights: Sequence[Night]) -> list[float]:
    return [hours for night in nights if (hours := onset_hours(night)) is not None]


def _new_parts(baseline: Sequence[Night], latest: Sequence[Night]) -> frozenset[BodyPart]:
    """Parts felt on enough of the latest days and on none of the earlier, where both sides say enough."""
    before = [night.body_parts for night in baseline if night.body_parts is not None]
    now = [night.body_parts for night in latest if night.body_parts is not None]
    if min(len(before), len(now)) < FEWEST_ENTRIES:
        return frozenset()
    known = frozenset[BodyPart]().union(*before)
    days = {part: sum(part in parts for parts in now) for part in BodyPart}
    return frozenset(part for part, count in days.items() if count >= NEW_PART_DAYS and part not in known)
