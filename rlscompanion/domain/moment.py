"""A moment: an instant, with the offset that gives the local clock time at that instant."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo


@dataclass(frozen=True, order=True)
class Moment:
    """An instant in whole UTC seconds since 1970, and the offset of local time from UTC in minutes.

    Moments are ordered by instant; the offset only determines the clock time shown.
    """

    utc: int
    offset: int = 0

    @property
    def local(self) -> datetime:
        """This moment as an aware datetime with its own UTC offset."""
        return datetime.fromtimestamp(self.utc, timezone(timedelta(minutes=self.offset)))

    def plus_minutes(self, minutes: float) -> "Moment":
        """The moment that is `minutes` later, with the same UTC offset."""
        return Moment(self.utc + round(minutes * 60), self.offset)


def moment_of_datetime(when: datetime) -> Moment:
    """The moment of an aware datetime. Raises ValueError for a naive datetime."""
    offset = when.utcoffset()
    if offset is None:
        raise ValueError("a moment needs a datetime with a time zone")
    return Moment(int(when.timestamp()), round(offset.total_seconds() / 60))


def moment_in_zone(utc: int, zone: tzinfo) -> Moment:
    """The moment at `utc` seconds since 1970, with the UTC offset of `zone` at that instant."""
    return moment_of_datetime(datetime.fromtimestamp(utc, UTC).astimezone(zone))


def matches_zone(moment: Moment, zone: tzinfo) -> bool:
    """Whether a moment's UTC offset is the offset that `zone` has at the moment's local time.

    Some local times are skipped or shown twice when the clocks change. For such a local time, the offset
    before the change and the offset after the change both match.
    """
    shown = moment.local.replace(tzinfo=zone)
    return moment in (moment_of_datetime(shown), moment_of_datetime(shown.replace(fold=1)))


def minutes_between(earlier: Moment, later: Moment) -> float:
    """Elapsed minutes from the earlier moment to the later moment, even if the clocks changed in between."""
    return (later.utc - earlier.utc) / 60.0


def noon_of(evening: date, zone: str) -> Moment:
    """Noon on an evening's date in a time zone; the day of that evening begins at that moment.

    `zone` is an IANA name, such as "Europe/Berlin".
    """
    from zoneinfo import ZoneInfo  # here, since it brings much with it that a start does not need

    return moment_of_datetime(datetime.combine(evening, NOON, ZoneInfo(zone)))


def evening_of(when: Moment) -> date:
    """The date of the evening to which a moment belongs.

    The day of an evening runs from noon to noon.
    """
    return (when.local - timedelta(hours=12)).date()


_CLOCK_TIME_PATTERN = re.compile(r"(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*(a\.?m\.?|p\.?m\.?)?", re.IGNORECASE)


def parse_clock_time(text: str) -> time | None:
    """Parse a clock time that a person typed; None if the text is unreadable.

    Examples are "23:40", "2340", "23.40", "11:40 pm" and "7".
    """
    match = _CLOCK_TIME_PATTERN.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    half = (match[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


MAX_MINUTES_AFTER_PREVIOUS = 18 * 60
"""How long after the previous moment `moment_in_night` may put a time by moving it to the next day."""


NOON = time(12)


def second_occurrence(moment: Moment, zone: tzinfo) -> Moment:
    """The later of two moments at which the clock of `zone` shows the same time, after being set back.

    For a clock time that occurs only once, the result is `moment` itself.
    """
    # In the gap where clocks go forward, fold=1 lies earlier.
    return max(moment, moment_of_datetime(moment.local.replace(tzinfo=zone, fold=1)))


def nearest_at_clock_time(clock: time, moment: Moment) -> Moment:
    """The moment nearest to `moment` at which a clock shows the time `clock`.

    The clock has the UTC offset of `moment`.
    """
    shown = datetime.combine(moment.local.date(), clock, moment.local.tzinfo)
    days = (shown + timedelta(days=each) for each in (-1, 0, 1))
    return min(map(moment_of_datetime, days), key=lambda found: abs(found.utc - moment.utc))


def moment_in_night(
    clock: time, evening: date, zone: tzinfo, after: Moment | None = None, day_starts: time = NOON
) -> Moment:
    """The moment in the night of `evening` at which the clock of `zone` shows the time `clock`.

    Times from `day_starts` on lie on the evening's date, earlier times on the next date. If the resulting
    moment comes before the moment `after`, the same time a day later is used, provided that it follows
    `after` within 18 hours. So a late riser's 13:00 moves to the next day, but a wake-up before bedtime
    stays.
    """
    day = evening if clock >= day_starts else evening + timedelta(days=1)
    moment = moment_of_datetime(datetime.combine(day, clock, zone))
    if after is not None and moment < after:
        second = second_occurrence(moment, zone)
        if second >= after:
            return second
        next_day = moment_of_datetime(datetime.combine(day + timedelta(days=1), clock, zone))
        if 0 <= minutes_between(after, next_day) <= MAX_MINUTES_AFTER_PREVIOUS:
            return next_day
    return moment
