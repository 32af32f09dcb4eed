"""The report's table of the last nights, one row each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from string import ascii_uppercase
from uuid import UUID

from rlscompanion.domain import measures
from rlscompanion.domain.amounts import amount_text
from rlscompanion.domain.clock_style import clock_text
from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.items import BodyPart
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import AwakeningKind, Night, Sleep, weekday_date

NIGHTS_IN_NIGHT_TABLE = 14
"""The most nights that the report's table of nights shows."""

NO_DIARY_TEXT, NO_SLEEP_TEXT = "no diary", "no sleep"

NIGHT_TABLE_HEADINGS: Mapping[str, float] = {
    "Night": 9.2,
    "Bed": 4.7,
    "Tried": 4.9,
    "SOL": 4.5,
    "Awake": 8.5,
    "WASO": 5.6,
    "Final": 4.8,
    "Out": 4.7,
    "Qual.": 4.9,
    "Urge": 4.8,
    "Onset": 5.6,
    "Parts": 5.6,
    "Doses": 13.8,
    "Caffeine": 7.2,
    "Alcohol": 6.7,
    "Naps": 4.5,
}
"""The column headings of the report's table of nights, each with its share of the width in percent."""

_FACTOR_UNITS = {factor.key: factor.unit for factor in FIXED_FACTORS}


@dataclass(frozen=True)
class NightLine:
    """One row of the report's table of nights.

    `evening` is the first cell; `cells` are the others, one for each further heading, blank if unknown. If
    the night has no diary, there are no cells and `missing` says so.
    """

    evening: str
    cells: tuple[str, ...] = ()
    missing: str = ""


def night_lines(
    nights: Sequence[Night], medicines: Mapping[UUID, Medicine], first: date, last: date
) -> tuple[NightLine, ...]:
    """The table rows of the last NIGHTS_IN_NIGHT_TABLE evenings up to `last`, but none before `first`.

    Medicines are named by the letters that `medicine_letters` gives.
    """
    by_evening = {night.evening: night for night in nights}
    start = max(first, last - timedelta(days=NIGHTS_IN_NIGHT_TABLE - 1))
    evenings = [start + timedelta(days=day) for day in range((last - start).days + 1)]
    letters = medicine_letters(nights, medicines)
    return tuple(_night_line(evening, by_evening.get(evening), letters) for evening in evenings)


def medicine_letters(nights: Iterable[Night], medicines: Mapping[UUID, Medicine]) -> dict[UUID, str]:
    """A letter for each medicine with a dose in these nights, by the medicine's id.

    Letters are given from A on, in the order of `medicines`.
    """
    taken = {dose.medicine_id for night in nights for dose in night.doses}
    return dict(zip((each for each in medicines if each in taken), ascii_uppercase, strict=False))


def medicine_legend(nights: Iterable[Night], medicines: Mapping[UUID, Medicine]) -> str:
    """A legend of the letters for medicines, such as "A: Tablet; B: Patch"; empty without doses."""
    letters = medicine_letters(nights, medicines)
    return "; ".join(f"{letter}: {medicines[medicine].name}" for medicine, letter in letters.items())


def _night_line(evening: date, night: Night | None, letters: Mapping[UUID, str]) -> NightLine:
    name = weekday_date(evening).replace(" ", "\N{NO-BREAK SPACE}")
    if night is None:
        return NightLine(name, missing=NO_DIARY_TEXT)
    sleep = night.main_sleep or Sleep(night.id)
    legs = sum(each.kind is AwakeningKind.RESTLESS_LEGS for each in night.awakenings)
    times = _count_text(sleep.times_awake) + (f" (legs {legs})" if legs else "")
    parts = night.body_parts
    return NightLine(
        name,
        (
            _clock_text(sleep.went_to_bed),
            _clock_text(sleep.tried_to_sleep),
            _count_text(sleep.minutes_to_fall_asleep) if sleep.slept else NO_SLEEP_TEXT,
            times.strip(),
            _count_text(sleep.minutes_awake),
            _clock_text(sleep.woke_up),
            _clock_text(sleep.got_up),
            _count_text(night.quality),
            _count_text(night.worst_urge),
            _clock_text(night.symptoms_began),
            ", ".join(part.value for part in BodyPart if part in parts) or "none"
            if parts is not None
            else "",
            _doses_text(night.doses, letters),
            _factor_text(night, "caffeine"),
            _factor_text(night, "alcohol"),
            "; ".join(_nap_text(each) for each in night.sleeps if not each.is_main),
        ),
    )


def _clock_text(moment: Moment | None) -> str:
    return clock_text(moment.local) if moment else ""


def _count_text(value: int | None) -> str:
    return "" if value is None else str(value)


def _doses_text(doses: Sequence[Dose], letters: Mapping[UUID, str]) -> str:
    """Each medicine with its doses by time, such as "A 0.25 mg 17:30, 0.5 mg 20:30"."""
    found: dict[str, list[str]] = {}
    for dose in sorted(doses, key=lambda each: each.at.utc if each.at else 0):
        amount = f"{dose.amount:g} {dose.unit}" if dose.amount is not None else ""
        said = f"{amount} {_clock_text(dose.at)}".strip().replace(" ", "\N{NO-BREAK SPACE}")
        found.setdefault(letters.get(dose.medicine_id, "?"), []).append(said)
    return "; ".join(f"{letter}\N{NO-BREAK SPACE}{', '.join(each)}".strip() for letter, each in found.items())


def _factor_text(night: Night, key: str) -> str:
    """A night's answer about a factor, such as "2 cups, 15:00" or "no"; blank without an answer."""
    note = next((each for each in night.factors if each.factor == key), None)
    if note is None:
        return ""
    if not note.present:
        return "no"
    unit = _FACTOR_UNITS[key].removesuffix("s") if note.amount == 1 else _FACTOR_UNITS[key]
    amount = f"{amount_text(note.amount)} {unit}" if note.amount is not None else "yes"
    return f"{amount}, {_clock_text(note.last_at)}" if note.last_at else amount


def _nap_text(sleep: Sleep) -> str:
    start = measures.sleep_onset(sleep) or sleep.tried_to_sleep or sleep.went_to_bed
    ends = [_clock_text(each) for each in (start, sleep.woke_up or sleep.got_up) if each]
    return " to ".join(ends) or "yes"
