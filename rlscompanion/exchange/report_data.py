"""What the clinician's report says: every number with its n, every gap named, nothing judged."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from uuid import UUID

from rlscompanion.domain import measures
from rlscompanion.domain.amounts import difference_text
from rlscompanion.domain.measures import evening_at_lights_out
from rlscompanion.domain.medicine import Dose, IrlsTotal, LabResult, Medicine, irls_band
from rlscompanion.domain.moment import Moment, evening_of
from rlscompanion.domain.night import AwakeningKind, Night, Sleep, both_dates, weekday_date
from rlscompanion.domain.onset import onset_hours
from rlscompanion.domain.onset_words import clock_words
from rlscompanion.domain.ratings import SCALE_TITLES, Scale
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.regularity import midpoint_deviation, regularity_index
from rlscompanion.domain.relief import FALLS_BY_ITSELF, differences, median_change
from rlscompanion.domain.session_record import RatedSession
from rlscompanion.domain.trends import quantile
from rlscompanion.domain.tried import tried_on

LONGEST_DAYS = 366
"""A report covers a year at the most: more would be illegible on two pages."""


@dataclass(frozen=True)
class Person:
    """Who the report is about; both are asked for each time and kept nowhere."""

    name: str = ""
    born: str = ""


@dataclass(frozen=True)
class Source:
    """All that a report is made from."""

    nights: Sequence[Night]
    massages: Sequence[Moment]
    rescues: Sequence[Moment]
    rated: Sequence[RatedSession]
    medicines: Mapping[UUID, Medicine]
    labs: Sequence[LabResult]
    irls: Sequence[IrlsTotal]


@dataclass(frozen=True)
class Row:
    """One line of the summary: what, its median, its middle half, how many nights, and the reference."""

    what: str
    middle: str
    spread: str
    count: int
    reference: str = ""


@dataclass(frozen=True)
class Report:
    """The report as words and numbers, ready to be laid out."""

    person: Person
    first: date
    last: date
    made_on: date
    nights: tuple[Night, ...]
    days: int
    missing: int
    sleepless: int
    rows: tuple[Row, ...]
    onset_row: Row | None
    massage_lines: tuple[str, ...]
    tried_lines: tuple[str, ...]
    dose_lines: tuple[str, ...]
    lab_lines: tuple[str, ...]
    regularity_lines: tuple[str, ...]
    notes: tuple[tuple[str, str], ...] = field(default=())

    @property
    def span(self) -> str:
        """The range in words."""
        return f"{both_dates(self.first, with_year=True)} until {both_dates(self.last, with_year=True)}"


def report_of(
    source: Source,
    first: date,
    last: date,
    made_on: date,
    person: Person,
    noted: Container[UUID] | None = frozenset(),
) -> Report:
    """The report on the evenings from `first` to `last`. Raises Refusal for a range that cannot be shown.

    `noted` are the nights whose notes are printed, None for those of every night.
    """
    days = (last - first).days + 1
    if days < 1:
        raise Refusal("The report would end before it begins. Give the earlier date first.")
    if days > LONGEST_DAYS:
        raise Refusal(f"A report covers {LONGEST_DAYS} nights at the most. Choose a shorter range.")
    nights = tuple(
        sorted(
            (n for n in source.nights if n.saved_at is not None and first <= n.evening <= last),
            key=lambda night: night.evening,
        )
    )
    if not nights:
        raise Refusal(f"No diary was filled in from {first} to {last}. Choose another range.")
    return Report(
        person=person,
        first=first,
        last=last,
        made_on=made_on,
        nights=nights,
        days=days,
        missing=days - len({night.evening for night in nights}),
        sleepless=sum(night.main_sleep is not None and not night.main_sleep.slept for night in nights),
        rows=_rows(nights),
        onset_row=_onset_row(nights),
        massage_lines=_massage_lines(source, first, last),
        tried_lines=tuple(_tried_lines(nights)),
        dose_lines=_dose_lines(nights, source.medicines),
        lab_lines=_lab_lines(source, last),
        regularity_lines=_regularity_lines(nights),
        notes=tuple(
            (both_dates(night.evening), night.notes)
            for night in nights
            if night.notes and (noted is None or night.id in noted)
        ),
    )


def _rows(nights: Sequence[Night]) -> tuple[Row, ...]:
    def of_sleep(read: Callable[[Sleep], float | None], only_slept: bool = False) -> list[float]:
        sleeps = [night.main_sleep for night in nights if night.main_sleep is not None]
        values = [read(sleep) for sleep in sleeps if sleep.slept or not only_slept]
        return [float(value) for value in values if value is not None]

    def of_night(read: Callable[[Night], float | None]) -> list[float]:
        return [float(value) for night in nights if (value := read(night)) is not None]

    legs = [
        float(sum(each.kind is AwakeningKind.RESTLESS_LEGS for each in night.awakenings))
        for night in nights
        if _is_logged(night)
    ]
    listed = (
        ("Time to fall asleep", of_sleep(lambda s: s.minutes_to_fall_asleep, True), _minutes, "up to 30 min"),
        ("Awake in the night (WASO)", of_sleep(lambda s: s.minutes_awake, True), _minutes, "up to 20–30 min"),
        ("Times awake", of_sleep(lambda s: s.times_awake, True), _number, ""),
        ("Awakenings logged as restless legs", legs, _number, ""),
        ("Time asleep (TST)", of_sleep(measures.total_sleep), _hours, ""),
        ("Sleep efficiency of the sleep episode", of_sleep(measures.efficiency), _percent, "85 % or more"),
        ("Sleep efficiency of the time in bed", of_sleep(measures.efficiency_in_bed), _percent, ""),
        ("Worst urge to move, 0 to 10", of_night(lambda n: n.worst_urge), _number, ""),
        ("Sleep quality, 1 to 5", of_night(lambda n: n.quality), _number, ""),
        ("Tiredness by day, 0 to 10", of_night(lambda n: n.tiredness), _number, ""),
    )
    return tuple(_row(what, values, text, reference) for what, values, text, reference in listed)


def _is_logged(night: Night) -> bool:
    """Whether the program was there in the night to log awakenings, or there are some all the same."""
    sleep = night.main_sleep
    return bool(night.awakenings) or (sleep is not None and bool(sleep.sources))


def _row(what: str, values: Sequence[float], text: Callable[[float], str], reference: str) -> Row:
    if not values:
        return Row(what, "not known", "", 0, reference)
    ordered = sorted(values)
    spread = f"{text(quantile(ordered, 0.25))} to {text(quantile(ordered, 0.75))}"
    return Row(what, text(median(ordered)), spread, len(ordered), reference)


def _onset_row(nights: Sequence[Night]) -> Row | None:
    hours = [value for night in nights if (value := onset_hours(night)) is not None]
    return _row("Symptoms began at", hours, clock_words, "") if hours else None


def _massage_lines(source: Source, first: date, last: date) -> tuple[str, ...]:
    def inside(evenings: Iterable[date]) -> list[date]:
        return [evening for evening in evenings if first <= evening <= last]

    massages = inside(map(evening_at_lights_out, source.massages))
    rescues = inside(map(evening_of, source.rescues))
    lines = [
        f"Wind-down self-massage on {len(set(massages))} evenings; rescue in the night {len(rescues)} times "
        f"on {len(set(rescues))} nights."
    ]
    rated = [
        each
        for each in source.rated
        if each.started_at is not None and first <= evening_at_lights_out(each.started_at) <= last
    ]
    for scale in Scale:
        changes = differences(rated, scale)
        if (middle := median_change(changes)) is not None:
            lines.append(
                f"{SCALE_TITLES[scale]}: median change from before to after {difference_text(middle)} "
                f"(n = {len(changes)})."
            )
    lines.append(f"{FALLS_BY_ITSELF} People massage on bad nights; these figures do not show an effect.")
    return tuple(lines)


def _tried_lines(nights: Sequence[Night]) -> Iterator[str]:
    """What was tried in the night, and on how many nights it helped."""
    for each in tried_on(nights):
        yield f"{each.title}: tried on {each.nights} of {len(nights)} nights ({each.answers})."


def _dose_lines(nights: Sequence[Night], medicines: Mapping[UUID, Medicine]) -> tuple[str, ...]:
    lines = []
    for medicine in medicines.values():
        taken = {
            night.evening: doses
            for night in nights
            if (doses := [dose for dose in night.doses if dose.medicine_id == medicine.id])
        }
        if not taken:
            continue
        amounts = [(evening, text) for evening, doses in taken.items() if (text := _amount_of_a_night(doses))]
        changes = [
            f"{text} from {weekday_date(evening)} {evening.year}"
            for i, (evening, text) in enumerate(amounts)
            if i == 0 or text != amounts[i - 1][1]
        ]
        mark = " (marked dopaminergic by the person)" if medicine.is_dopaminergic else ""
        said = f": {'; '.join(changes[:4])}" if changes else ""
        more = f"; {len(changes) - 4} further changes" if len(changes) > 4 else ""
        lines.append(f"{medicine.name}{mark}, on {len(taken)} of {len(nights)} nights{said}{more}.")
    return tuple(lines) or ("No doses were entered.",)


def _amount_of_a_night(doses: Sequence[Dose]) -> str:
    """All of one medicine in a night, such as "0.375 mg"; empty where an amount is not known."""
    if not all(dose.amount for dose in doses):
        return ""
    units = sorted({dose.unit for dose in doses})
    totals = [(sum(dose.amount or 0 for dose in doses if dose.unit == unit), unit) for unit in units]
    return " and ".join(f"{_number(total)} {unit}" for total, unit in totals)


def _lab_lines(source: Source, last: date) -> tuple[str, ...]:
    lines = []
    for lab in sorted(source.labs, key=lambda each: each.on, reverse=True)[:3]:
        values = []
        if lab.ferritin is not None:
            values.append(f"ferritin {_number(lab.ferritin)} ng/mL (= µg/L)")
        if lab.transferrin_saturation is not None:
            values.append(f"transferrin saturation {_number(lab.transferrin_saturation)} %")
        lines.append(f"{lab.on.isoformat()}: {', '.join(values)}.")
    for each in sorted(source.irls, key=lambda total: total.on, reverse=True)[:3]:
        band = irls_band(each.total)
        within = f" (band {band[0]} to {band[1]})" if band else ""
        lines.append(f"{each.on.isoformat()}: IRLS total {each.total} of 40{within}, scored elsewhere.")
    return tuple(lines) or ("No results were entered.",)


def _regularity_lines(nights: Sequence[Night]) -> tuple[str, ...]:
    lines = []
    if (spread := midpoint_deviation(nights)) is not None:
        lines.append(f"Midpoint of sleep: standard deviation {spread[0]:.0f} min (n = {spread[1]}).")
    if (index := regularity_index(nights)) is not None:
        lines.append(
            f"Sleep regularity index about {index[0]:.0f} of 100 (n = {index[1]} pairs of nights in a row)."
        )
    return tuple(lines) or ("Too few nights in a row to say how regular sleep is.",)


def whole_range(nights: Sequence[Night], tonight: date, days: int = 90) -> tuple[date, date]:
    """The range proposed: the latest `days` nights up to the last diary, or up to last night without any."""
    last = max((night.evening for night in nights if night.saved_at is not None), default=tonight)
    return last - timedelta(days=days - 1), last


def _minutes(value: float) -> str:
    return f"{value:.0f} min"


def _hours(value: float) -> str:
    whole = round(value)
    return f"{whole // 60} h {whole % 60:02d}"


def _percent(value: float) -> str:
    return f"{value:.0f} %"


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:g}"
