"""The summary table of the report: the median of each diary item, and its change over the range."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from rlscompanion.domain import measures
from rlscompanion.domain.amounts import MINUS_SIGN, amount_text, difference_text
from rlscompanion.domain.night import AwakeningKind, Night, Sleep
from rlscompanion.domain.onset import onset_hours
from rlscompanion.domain.onset_words import onset_clock_text
from rlscompanion.domain.trends import quantile

COMPARED_NIGHTS = 14
"""How many nights with a diary at the range's beginning are compared with as many nights at its end."""

FEWEST_KNOWN_NIGHTS = 8
"""A median of COMPARED_NIGHTS nights is given only if at least this many of the nights have a known value."""

NOT_KNOWN = "–"
"""The text in place of a median that is not given because too few values are known."""


@dataclass(frozen=True)
class SummaryRow:
    """One line of the summary table: a diary item's `title` and texts about its values.

    `value` is the median over the whole range; for symptoms, it is the number of nights a week. `middle_half`
    is the range from the first to the third quartile. `count` is the number of nights on which the item is
    known. `reference` is a usual range, to compare with. `first` and `last` are the medians of the first and
    of the last COMPARED_NIGHTS nights, and `change` is their difference. If the range is too short, `first`,
    `last` and `change` are empty. A median is NOT_KNOWN if too few of its nights have a known value; then
    `change` is NOT_KNOWN too.
    """

    title: str
    value: str
    middle_half: str
    count: int
    reference: str = ""
    first: str = ""
    last: str = ""
    change: str = ""


_FirstAndLastNights = tuple[Sequence[Night], Sequence[Night]]
"""The first and the last nights of a range."""


@dataclass(frozen=True)
class _ValueFormat:
    """How values of an item are printed, and how the difference of two values is printed.

    The difference is taken between values rounded as printed.
    """

    rounded: Callable[[float], float]
    text: Callable[[float], str]
    change: Callable[[float], str]


def summary_rows(nights: Sequence[Night]) -> tuple[SummaryRow, ...]:
    """The rows of the summary table, one per diary item; `nights` must be sorted by evening.

    The row for the onset of symptoms is left out if no night has a known onset.
    """
    first_and_last = (
        (nights[:COMPARED_NIGHTS], nights[-COMPARED_NIGHTS:]) if len(nights) >= 2 * COMPARED_NIGHTS else None
    )
    rows = [_summary_row(item, nights, first_and_last) for item in _SUMMARY_ITEMS]
    onset = _summary_row(_ONSET_ITEM, nights, first_and_last)
    return (_symptom_row(nights, first_and_last), *rows, *((onset,) if onset.count else ()))


@dataclass(frozen=True)
class _SummaryItem:
    title: str
    read: Callable[[Night], float | None]
    unit: _ValueFormat
    reference: str = ""


def _summary_row(
    item: _SummaryItem, nights: Sequence[Night], first_and_last: _FirstAndLastNights | None
) -> SummaryRow:
    values = _known_values(item, nights)
    if not values:
        return SummaryRow(item.title, NOT_KNOWN, "", 0, item.reference)
    text = item.unit.text
    middle_half = f"{text(quantile(values, 0.25))} to {text(quantile(values, 0.75))}"
    row = SummaryRow(item.title, text(median(values)), middle_half, len(values), item.reference)
    if first_and_last is None:
        return row
    first, last = (_known_values(item, end) for end in first_and_last)
    return _with_comparison(
        row, item.unit, *(median(v) if len(v) >= FEWEST_KNOWN_NIGHTS else None for v in (first, last))
    )


def _with_comparison(
    row: SummaryRow, unit: _ValueFormat, first: float | None, last: float | None
) -> SummaryRow:
    change = NOT_KNOWN
    if first is not None and last is not None:
        change = unit.change(unit.rounded(last) - unit.rounded(first))
    texts = [NOT_KNOWN if value is None else unit.text(value) for value in (first, last)]
    return replace(row, first=texts[0], last=texts[1], change=change)


def _known_values(item: _SummaryItem, nights: Sequence[Night]) -> list[float]:
    """The known values of an item in these nights, smallest first."""
    return sorted(float(value) for night in nights if (value := item.read(night)) is not None)


def _symptom_row(nights: Sequence[Night], first_and_last: _FirstAndLastNights | None) -> SummaryRow:
    """The row on how many nights a week had symptoms, among the nights whose diary says whether they had."""
    known = _symptom_answers(nights)
    value = _NUMBER_FORMAT.text(_per_week(known)) if known else NOT_KNOWN
    row = SummaryRow("Nights a week with symptoms", value, "", len(known))
    if first_and_last is None:
        return row
    sides = [_symptom_answers(end) for end in first_and_last]
    return _with_comparison(
        row,
        _NUMBER_FORMAT,
        *(_per_week(each) if len(each) >= FEWEST_KNOWN_NIGHTS else None for each in sides),
    )


def _symptom_answers(nights: Sequence[Night]) -> list[bool]:
    return [answer for night in nights if (answer := has_symptoms(night)) is not None]


def _per_week(answers: Sequence[bool]) -> float:
    return 7 * sum(answers) / len(answers)


def has_symptoms(night: Night) -> bool | None:
    """Whether there were symptoms of restless legs in a night; None if the night's diary does not say.

    An urge to move above zero, a body part or an onset time means yes. Otherwise, an urge of zero or an
    answer of no body part means no.
    """
    if night.worst_urge or night.body_parts or night.symptoms_began is not None:
        return True
    return None if night.worst_urge is None and night.body_parts is None else False


def _from_main_sleep(read: Callable[[Sleep], float | None]) -> Callable[[Night], float | None]:
    return lambda night: read(night.main_sleep) if night.main_sleep is not None else None


def _from_night_with_sleep(read: Callable[[Sleep], float | None]) -> Callable[[Night], float | None]:
    """A function that reads a value from the main sleep of a night; None for a night without sleep."""
    return _from_main_sleep(lambda sleep: read(sleep) if sleep.slept else None)


def _restless_legs_awakenings(night: Night) -> float | None:
    """Awakenings logged as restless legs; None if the program was not used in the night to log awakenings."""
    sleep = night.main_sleep
    if not night.awakenings and (sleep is None or not sleep.sources):
        return None
    return float(sum(each.kind is AwakeningKind.RESTLESS_LEGS for each in night.awakenings))


def duration_text(minutes: float) -> str:
    """Minutes as text in hours and minutes, such as "6 h 05"."""
    whole = round(minutes)
    return f"{whole // 60} h {whole % 60:02d}"


def _with_sign(value: float, text: str) -> str:
    return f"{'+' if value > 0 else MINUS_SIGN}{text}" if value else "0"


def _difference_size(minutes: float) -> str:
    """The size of a difference, such as "18 min" or "1 h 05"."""
    return duration_text(abs(minutes)) if abs(minutes) >= 60 else f"{abs(minutes):.0f} min"


def _clock_change(minutes: float) -> str:
    return f"{_difference_size(minutes)} {'later' if minutes > 0 else 'earlier'}" if minutes else "same"


_MINUTES_FORMAT = _ValueFormat(
    round, lambda value: f"{value:.0f} min", lambda value: _with_sign(value, _difference_size(value))
)
_DURATION_FORMAT = _ValueFormat(
    round, duration_text, lambda value: _with_sign(value, _difference_size(value))
)
_PERCENT_FORMAT = _ValueFormat(round, lambda value: f"{value:.0f} %", difference_text)
_NUMBER_FORMAT = _ValueFormat(lambda value: round(value, 1), amount_text, difference_text)
_CLOCK_FORMAT = _ValueFormat(lambda hours: round(60 * hours), onset_clock_text, _clock_change)

_SUMMARY_ITEMS = (
    _SummaryItem("Worst urge to move, 0 to 10", lambda night: night.worst_urge, _NUMBER_FORMAT),
    _SummaryItem("Awakenings from restless legs, as logged", _restless_legs_awakenings, _NUMBER_FORMAT),
    _SummaryItem(
        "Time to fall asleep (SOL)",
        _from_night_with_sleep(lambda s: s.minutes_to_fall_asleep),
        _MINUTES_FORMAT,
        "up to 30 min",
    ),
    _SummaryItem(
        "Awake in the night (WASO)",
        _from_night_with_sleep(lambda s: s.minutes_awake),
        _MINUTES_FORMAT,
        "up to 20–30 min",
    ),
    _SummaryItem("Times awake", _from_night_with_sleep(lambda s: s.times_awake), _NUMBER_FORMAT),
    _SummaryItem("Time asleep (TST)", _from_main_sleep(measures.total_sleep), _DURATION_FORMAT),
    _SummaryItem(
        "Sleep efficiency, of the sleep episode",
        _from_main_sleep(measures.sleep_efficiency),
        _PERCENT_FORMAT,
        "85 % or more",
    ),
    _SummaryItem(
        "Sleep efficiency, of the time in bed", _from_main_sleep(measures.efficiency_in_bed), _PERCENT_FORMAT
    ),
    _SummaryItem("Sleep quality, 1 to 5", lambda night: night.quality, _NUMBER_FORMAT),
    _SummaryItem("Daytime tiredness, 0 to 10", lambda night: night.tiredness, _NUMBER_FORMAT),
)
_ONSET_ITEM = _SummaryItem("Symptoms began", onset_hours, _CLOCK_FORMAT)
