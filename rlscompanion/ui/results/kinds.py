"""The two kinds of results, blood tests and IRLS totals: how to parse typed texts and describe a result."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rlscompanion.bedtime.ports import HealthRecord
from rlscompanion.domain.amounts import parse_amount
from rlscompanion.domain.dates import DATE_FIELD_HINT, date_text, parse_date
from rlscompanion.domain.medicine import IrlsTotal, LabResult, irls_band

LAB_DATE_FIELD, FERRITIN_FIELD, SATURATION_FIELD = "Date of blood test", "Ferritin", "Transferrin saturation"
IRLS_DATE_FIELD, IRLS_TOTAL_FIELD = "Date of IRLS total", "IRLS total"

MOST_FERRITIN, MOST_SATURATION, MOST_IRLS_TOTAL = 100_000, 100, 40


class UnreadableText(Exception):  # noqa: N818 - a sentence on its way to the person
    """Raised for a typed text that cannot be understood. The message is a sentence to show to the person."""


@dataclass(frozen=True)
class ResultField:
    """A text field for one value of a result, such as a date.

    `hint` is an example of what to type; `characters` is the width of the field.
    """

    identifier: str
    caption: str
    hint: str
    characters: int = 7


Result = LabResult | IrlsTotal
TypedTexts = Mapping[str, str]


@dataclass(frozen=True)
class ResultKind:
    """A kind of result, such as a blood test: its wording, its fields, and functions for its results.

    `sentences` are shown below `title`. `parse` makes a result from the typed texts, `describe` returns a
    result as text, and `read_stored` returns the results that are stored in the log.
    """

    noun: str
    title: str
    sentences: Sequence[str]
    fields: Sequence[ResultField]
    parse: Callable[[UUID, TypedTexts, date], Result]
    describe: Callable[[Result], str]
    read_stored: Callable[[HealthRecord], Sequence[Result]]
    save: Callable[[HealthRecord, Result], None]
    remove: Callable[[HealthRecord, UUID], None]


def parse_blood_test(result_id: UUID, typed: TypedTexts, today: date) -> LabResult:
    """Make a blood test from the typed texts, given by field. Raises UnreadableText."""
    on = parse_past_date(typed[LAB_DATE_FIELD], today)
    ferritin = parse_number(typed[FERRITIN_FIELD], FERRITIN_FIELD, MOST_FERRITIN)
    saturation = parse_number(typed[SATURATION_FIELD], SATURATION_FIELD, MOST_SATURATION)
    if ferritin is None and saturation is None:
        raise UnreadableText("Type ferritin, transferrin saturation or both, as on the laboratory's sheet.")
    return LabResult(result_id, on, ferritin, saturation)


def parse_irls_total(total_id: UUID, typed: TypedTexts, today: date) -> IrlsTotal:
    """Make an IRLS total (restless legs severity score) from the typed texts. Raises UnreadableText."""
    on = parse_past_date(typed[IRLS_DATE_FIELD], today)
    total = parse_number(typed[IRLS_TOTAL_FIELD], "The total", MOST_IRLS_TOTAL)
    if total is None or total != int(total):
        raise UnreadableText(f"The total is a whole number from 0 to {MOST_IRLS_TOTAL}.")
    return IrlsTotal(total_id, on, int(total))


def parse_past_date(text: str, today: date) -> date:
    """Parse a typed date. Raises UnreadableText if the date is missing, unclear or after `today`."""
    on = parse_date(text)
    if on is None:
        problem = f"“{text.strip()}” cannot be read as a date" if text.strip() else "The date is missing"
        raise UnreadableText(f"{problem}. Try {DATE_FIELD_HINT}.")
    if on > today:
        raise UnreadableText(f"{date_text(on)} has not come yet. Look at the date again.")
    return on


def parse_number(text: str, field_name: str, maximum: int) -> float | None:
    """Parse a typed number, with a decimal point or a decimal comma; None if the text is blank.

    Raises UnreadableText, with the name of the field, if the text is no number from 0 to `maximum`.
    """
    text = text.strip()
    if not text:
        return None
    try:
        return parse_amount(text, maximum)
    except ValueError as error:
        raise UnreadableText(f"{field_name}: {error}") from error


def blood_test_text(result: Result) -> str:
    """A blood test as text. The text does not say whether the values are normal."""
    assert isinstance(result, LabResult)
    problem = []
    if result.ferritin is not None:
        problem.append(f"ferritin {result.ferritin:g} ng/mL")
    if result.transferrin_saturation is not None:
        problem.append(f"transferrin saturation {result.transferrin_saturation:g} %")
    return f"{date_text(result.on)}: {', '.join(problem)}"


def irls_total_text(total: Result) -> str:
    """An IRLS total (severity score) as text, with its severity band as a range, such as "11 to 20"."""
    assert isinstance(total, IrlsTotal)
    band = irls_band(total.total)
    within = f", in the band {band[0]} to {band[1]}" if band else ""
    return f"{date_text(total.on)}: {total.total} of {MOST_IRLS_TOTAL}{within}"


def _save_lab(health: HealthRecord, result: Result) -> None:
    assert isinstance(result, LabResult)
    health.save_lab_result(result)


def _save_irls(health: HealthRecord, total: Result) -> None:
    assert isinstance(total, IrlsTotal)
    health.save_irls_total(total)


BLOOD_TEST_KIND = ResultKind(
    noun="blood test",
    title="Iron in the blood",
    sentences=(
        "Discuss the result with your doctor. Don’t start iron without a test.",
        "By expert consensus, adults are treated when ferritin is 75 ng/mL or less, or transferrin "
        "saturation is under 20 % (American Academy of Sleep Medicine, AASM, 2025).",
        "The test is best done in the morning, after at least a day without supplements that contain iron "
        "and without iron-rich food, and repeated regularly (AASM 2025). Compare only values from one "
        "laboratory.",
    ),
    fields=(
        ResultField(LAB_DATE_FIELD, "Date", DATE_FIELD_HINT, 13),
        ResultField(FERRITIN_FIELD, "Ferritin, ng/mL or µg/L", ""),
        ResultField(SATURATION_FIELD, "Transferrin saturation, %", ""),
    ),
    parse=parse_blood_test,
    describe=blood_test_text,
    read_stored=lambda health: health.lab_results(),
    save=_save_lab,
    remove=lambda health, result_id: health.remove_lab_result(result_id),
)
IRLS_TOTAL_KIND = ResultKind(
    noun="IRLS total",
    title="IRLS total, scored elsewhere",
    sentences=(
        "The IRLS is a questionnaire about restless legs. It is not part of this program. If somebody scored "
        "it with you, enter the total here.",
    ),
    fields=(
        ResultField(IRLS_DATE_FIELD, "Date", DATE_FIELD_HINT, 13),
        ResultField(IRLS_TOTAL_FIELD, f"Total, 0 to {MOST_IRLS_TOTAL}", ""),
    ),
    parse=parse_irls_total,
    describe=irls_total_text,
    read_stored=lambda health: health.irls_totals(),
    save=_save_irls,
    remove=lambda health, total_id: health.remove_irls_total(total_id),
)
