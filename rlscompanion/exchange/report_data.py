"""The content of the clinician's report: numbers, each with the number of nights it is from; no judgement."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from rlscompanion.domain.amounts import count_text, difference_text
from rlscompanion.domain.dates import date_text
from rlscompanion.domain.measures import evening_at_lights_out
from rlscompanion.domain.medicine import Dose, IrlsTotal, LabResult, Medicine, irls_band
from rlscompanion.domain.moment import Moment, evening_of
from rlscompanion.domain.night import Night, both_dates_text
from rlscompanion.domain.onset_words import onset_comparison
from rlscompanion.domain.ratings import SCALE_TITLES, Scale
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.regularity import midpoint_deviation, regularity_index
from rlscompanion.domain.relief import HIGH_RATINGS_FALL_SENTENCE, median_change, rating_differences
from rlscompanion.domain.session_record import RatedSession
from rlscompanion.domain.tried import tried_summaries
from rlscompanion.exchange.report_nights import NightLine, medicine_legend, night_lines
from rlscompanion.exchange.report_rows import COMPARED_NIGHTS, FEWEST_KNOWN_NIGHTS, SummaryRow, summary_rows
from rlscompanion.exchange.report_trial import TrialReport

LONGEST_REPORT_DAYS = 366
"""The most days that a report may cover: more than a year would be illegible on one page."""


@dataclass(frozen=True)
class PrintedPerson:
    """The name and birth date to print on a report; never stored, so the person types them each time."""

    name: str = ""
    born: str = ""


@dataclass(frozen=True)
class ReportSource:
    """The data that a clinician's report is made from.

    `nights` are all nights of the sleep log, even outside the report's range. `massages` are the starts of
    massage sessions in the evening; `rescues` are the starts of sessions in the night (rescues from restless
    legs). `baseline_from` is the first day of the baseline period, with which later symptom onsets are
    compared; None means the usual baseline. `trial` is the trial to report.
    """

    nights: Sequence[Night]
    massages: Sequence[Moment]
    rescues: Sequence[Moment]
    rated_sessions: Sequence[RatedSession]
    medicines: Mapping[UUID, Medicine]
    lab_results: Sequence[LabResult]
    irls_totals: Sequence[IrlsTotal]
    baseline_from: date | None = None
    trial: TrialReport | None = None


@dataclass(frozen=True)
class Report:
    """The content of a clinician's report in words and numbers, ready to be laid out."""

    person: PrintedPerson
    first: date
    last: date
    made_on: date
    nights: tuple[Night, ...]
    medicines: Mapping[UUID, Medicine]
    nights_without_diary: int
    sleepless_nights: int
    rows: tuple[SummaryRow, ...]
    onset_words: str
    massage_lines: tuple[str, ...]
    tried_lines: tuple[str, ...]
    dose_lines: tuple[str, ...]
    lab_lines: tuple[str, ...]
    regularity_lines: tuple[str, ...]
    night_lines: tuple[NightLine, ...]
    medicine_legend: str
    trial: TrialReport | None
    notes: tuple[tuple[str, str], ...] = field(default=())

    @property
    def days(self) -> int:
        """The number of evenings that the report covers."""
        return (self.last - self.first).days + 1

    @property
    def span(self) -> str:
        """The first and the last date that the report covers, as text."""
        return _dates_text(self.first, self.last)

    @property
    def comparison_note(self) -> str:
        """A sentence that says which nights are compared for the column "Change", or why none are."""
        if len(self.nights) < 2 * COMPARED_NIGHTS:
            return f"Change is shown from {2 * COMPARED_NIGHTS} nights with a diary on."
        ends = (self.nights[:COMPARED_NIGHTS], self.nights[-COMPARED_NIGHTS:])
        first, last = (_dates_text(end[0].evening, end[-1].evening) for end in ends)
        return (
            f"Change: median of the last {COMPARED_NIGHTS} nights with a diary ({last}) minus that of the "
            f"first {COMPARED_NIGHTS} ({first}); "
            f"each needs {FEWEST_KNOWN_NIGHTS} nights on which the item is known."
        )


def make_report(
    source: ReportSource,
    first: date,
    last: date,
    made_on: date,
    person: PrintedPerson,
    printed_notes: Container[UUID] | None = frozenset(),
) -> Report:
    """Make the report on the evenings from `first` to `last`. Raises Refusal for an impossible range.

    `printed_notes` are the ids of the nights whose notes are printed; None means all nights.
    """
    days = (last - first).days + 1
    if days < 1:
        raise Refusal("The report would end before it begins. Give the earlier date first.")
    if days > LONGEST_REPORT_DAYS:
        raise Refusal(f"A report covers {LONGEST_REPORT_DAYS} nights at the most. Choose a shorter range.")
    nights = tuple(
        sorted(
            (n for n in source.nights if n.saved_at is not None and first <= n.evening <= last),
            key=lambda night: night.evening,
        )
    )
    if not nights:
        raise Refusal(f"No diary was filled in from {_dates_text(first, last)}. Choose another range.")
    return Report(
        person=person,
        first=first,
        last=last,
        made_on=made_on,
        nights=nights,
        medicines=source.medicines,
        nights_without_diary=days - len({night.evening for night in nights}),
        sleepless_nights=sum(night.main_sleep is not None and not night.main_sleep.slept for night in nights),
        rows=summary_rows(nights),
        onset_words=_onset_sentences(source, last),
        massage_lines=_massage_lines(source, first, last),
        tried_lines=tuple(_tried_lines(nights)),
        dose_lines=_dose_lines(nights, source.medicines),
        lab_lines=_lab_lines(source, last),
        regularity_lines=_regularity_lines(nights),
        night_lines=night_lines(nights, source.medicines, first, last),
        medicine_legend=medicine_legend(nights, source.medicines),
        trial=source.trial,
        notes=tuple(
            (both_dates_text(night.evening), night.notes)
            for night in nights
            if night.notes and (printed_notes is None or night.id in printed_notes)
        ),
    )


def _dates_text(first: date, last: date) -> str:
    return f"{date_text(first)} to {date_text(last)}"


def _onset_sentences(source: ReportSource, last: date) -> str:
    """Sentences that compare when symptoms began, over the whole log up to the report's last evening."""
    nights = [night for night in source.nights if night.evening <= last]
    found = onset_comparison(nights, source.medicines, source.baseline_from)
    return f"{found.words} {found.advice}".rstrip()


def _massage_lines(source: ReportSource, first: date, last: date) -> tuple[str, ...]:
    def inside(evenings: Iterable[date]) -> list[date]:
        return [evening for evening in evenings if first <= evening <= last]

    massages = inside(map(evening_at_lights_out, source.massages))
    rescues = inside(map(evening_of, source.rescues))
    often = f"{count_text(len(set(rescues)), 'night')}, {count_text(len(rescues), 'time')} in all"
    done = (
        f"Wind-down massage: {count_text(len(set(massages)), 'evening')}. "
        f"Rescue in the night: {often if rescues else 'none'}."
    )
    rated = [
        each
        for each in source.rated_sessions
        if each.started_at is not None and first <= evening_at_lights_out(each.started_at) <= last
    ]
    changes = [
        f"{SCALE_TITLES[scale].lower()} {difference_text(middle)} (n\N{NO-BREAK SPACE}= {len(found)})"
        for scale in Scale
        if (middle := median_change(found := rating_differences(rated, scale))) is not None
    ]
    change = [f"Median change from before to after: {'; '.join(changes)}."] if changes else []
    caution = (
        f"{HIGH_RATINGS_FALL_SENTENCE} People massage on bad nights; these figures do not show an effect."
    )
    return (done, *change, caution)


def _tried_lines(nights: Sequence[Night]) -> Iterator[str]:
    """Lines on what was tried in the night, and on how many nights it was tried and helped."""
    for each in tried_summaries(nights):
        yield f"{each.title}: tried on {each.night_count} of {len(nights)} nights ({each.answers_text})."


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
        amounts = [(evening, text) for evening, doses in taken.items() if (text := _amount_text(doses))]
        changes = [
            f"{text} from {date_text(evening)}"
            for i, (evening, text) in enumerate(amounts)
            if i == 0 or text != amounts[i - 1][1]
        ]
        mark = " (marked dopaminergic by the person)" if medicine.is_dopaminergic else ""
        said = f": {'; '.join(changes[:4])}" if changes else ""
        more = f"; {len(changes) - 4} further changes" if len(changes) > 4 else ""
        lines.append(f"{medicine.name}{mark}, on {len(taken)} of {len(nights)} nights{said}{more}.")
    return tuple(lines) or ("No doses were entered.",)


def _amount_text(doses: Sequence[Dose]) -> str:
    """The total amount of one medicine in a night, such as "0.375 mg"; empty if any amount is unknown."""
    if not all(dose.amount for dose in doses):
        return ""
    units = sorted({dose.unit for dose in doses})
    totals = [(sum(dose.amount or 0 for dose in doses if dose.unit == unit), unit) for unit in units]
    return " and ".join(f"{_number_text(total)} {unit}" for total, unit in totals)


def _lab_lines(source: ReportSource, last: date) -> tuple[str, ...]:
    lines = []
    for lab in sorted(source.lab_results, key=lambda each: each.on, reverse=True)[:3]:
        values = []
        if lab.ferritin is not None:
            values.append(f"ferritin {_number_text(lab.ferritin)} ng/mL (= µg/L)")
        if lab.transferrin_saturation is not None:
            values.append(f"transferrin saturation {_number_text(lab.transferrin_saturation)} %")
        lines.append(f"{date_text(lab.on)}: {', '.join(values)}.")
    for each in sorted(source.irls_totals, key=lambda total: total.on, reverse=True)[:3]:
        band = irls_band(each.total)
        within = f" (band {band[0]} to {band[1]})" if band else ""
        lines.append(f"{date_text(each.on)}: IRLS total {each.total} of 40{within}, scored elsewhere.")
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


def proposed_range(nights: Sequence[Night], tonight: date, days: int = 90) -> tuple[date, date]:
    """The first and the last evening that are proposed for a report, `days` evenings in all.

    The last evening is the last with a diary or, without any diary, `tonight`.
    """
    last = max((night.evening for night in nights if night.saved_at is not None), default=tonight)
    return last - timedelta(days=days - 1), last


def _number_text(value: float | None) -> str:
    return "?" if value is None else f"{value:g}"
