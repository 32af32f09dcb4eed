"""The clinician's report: what it says, by its text; its pages, fonts and colours; and what it refuses."""

import gc
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from rlscompanion import assets, demo
from rlscompanion.content.routines import load_routines
from rlscompanion.domain.items import Helped, Item
from rlscompanion.domain.medicine import Dose, IrlsTotal, LabResult, Medicine
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.night import ValueSource as Origin
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.ratings import Ratings
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.session_record import RatedSession
from rlscompanion.domain.trial import Trial
from rlscompanion.domain.trial_log import trial_result_from_log
from rlscompanion.exchange.report import write_report
from rlscompanion.exchange.report_data import PrintedPerson, Report, ReportSource, make_report, proposed_range
from rlscompanion.exchange.report_rows import NOT_KNOWN
from rlscompanion.exchange.report_trial import TrialReport
from tests.domain.samples import a_full_night

COLOUR_OPERATORS = (b"rg", b"RG", b"scn", b"SCN")
MADE = date(2026, 11, 24)
FIRST = date(2026, 11, 1)
TABLET = Medicine(UUID(int=1), "Tablet <b>", is_dopaminergic=True)


@pytest.fixture(scope="module", autouse=True)
def _application(qapp: QApplication) -> None:
    """Pages need an application."""


def nights(count: int = 10) -> list[Night]:
    return [
        replace(
            a_full_night(FIRST + timedelta(days=day)),
            id=UUID(int=100 + day),
            saved_at=Moment(1),
            notes=f"note {day}" if day < 2 else "",
            doses=(Dose(UUID(int=200 + day), TABLET.id, 0.25 if day < 5 else 0.5),),
        )
        for day in range(count)
    ]


def source(count: int = 10) -> ReportSource:
    kept = nights(count)
    starts = [night.sleeps[0].went_to_bed or Moment(0) for night in kept]
    return ReportSource(
        nights=kept,
        massages=starts[:6],
        rescues=[starts[0].plus_minutes(240), starts[0].plus_minutes(300)],
        rated_sessions=[
            RatedSession(Ratings(urge=6), Ratings(urge=4), "5 minutes", each) for each in starts[:6]
        ],
        medicines={TABLET.id: TABLET},
        lab_results=[LabResult(UUID(int=3), date(2026, 9, 1), 48.0, 19.0)],
        irls_totals=[IrlsTotal(UUID(int=4), date(2026, 9, 2), 24)],
    )


def made(
    count: int = 10,
    days: int = 14,
    *,
    person: PrintedPerson | None = None,
    noted: frozenset[UUID] | None = frozenset(),
) -> Report:
    last = FIRST + timedelta(days=days - 1)
    return make_report(source(count), FIRST, last, MADE, person or PrintedPerson(), noted)


def written(report: Report, folder: Path, paper: str = "A4") -> PdfReader:
    target = folder / "report.pdf"
    write_report(report, assets.report_templates(), target, paper)
    return PdfReader(target)


def text_of(reader: PdfReader) -> str:
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """A report without a name and without notes."""
    return written(made(), tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def plain_text(plain: PdfReader) -> str:
    """Its text."""
    return text_of(plain)


# --- what it says -------------------------------------------------------------------------------------------


def test_medians_stand_with_their_n() -> None:
    rows = {row.title: row for row in made().rows}

    asleep = rows["Time asleep (TST)"]
    assert (asleep.value, asleep.middle_half, asleep.count) == ("6 h 40", "6 h 40 to 6 h 40", 10)
    assert rows["Sleep efficiency, of the sleep episode"].value == "87 %"  # 400 of 460
    assert rows["Sleep efficiency, of the time in bed"].value == "80 %"  # 400 of 500
    assert rows["Time to fall asleep (SOL)"].reference == "up to 30 min"


def test_missing_and_sleepless_nights_are_stated() -> None:
    kept = nights()
    (sleep,) = kept[3].sleeps
    kept[3] = replace(kept[3], sleeps=(replace(sleep, slept=False),))
    report = make_report(
        replace(source(), nights=kept), FIRST, FIRST + timedelta(days=13), MADE, PrintedPerson()
    )

    assert (report.days, len(report.nights), report.nights_without_diary, report.sleepless_nights) == (
        14,
        10,
        4,
        1,
    )
    rows = {row.title: row for row in report.rows}
    assert (rows["Time asleep (TST)"].count, rows["Time to fall asleep (SOL)"].count) == (10, 9)


def test_what_is_not_known_is_said_to_be() -> None:
    bare = [replace(night, tiredness=None) for night in nights()]
    report = make_report(
        replace(source(), nights=bare), FIRST, FIRST + timedelta(days=9), MADE, PrintedPerson()
    )

    row = next(row for row in report.rows if row.title.startswith("Daytime tiredness"))
    assert (row.value, row.count) == (NOT_KNOWN, 0)


def test_what_was_tried_is_told_with_the_nights_it_helped_on() -> None:
    tried = [
        replace(night, tried_walking=helped)
        for night, helped in zip(nights(), [*Helped, Helped.YES], strict=False)
    ]
    kept = [*tried, *nights()[len(tried) :]]
    report = make_report(
        replace(source(), nights=kept), FIRST, FIRST + timedelta(days=9), MADE, PrintedPerson()
    )

    assert report.tried_lines == (
        "Walking: tried on 4 of 10 nights (helped on 2, a little on 1, no help on 1).",
    )
    assert made().tried_lines == ()


def test_doses_labs_and_massage_are_told_and_not_judged() -> None:
    report = made()

    assert report.dose_lines == (
        "Tablet <b> (marked dopaminergic by the person), on 10 of 10 nights: "
        "0.25 mg from 1 Nov 2026; 0.5 mg from 6 Nov 2026.",
    )
    assert report.lab_lines == (
        "1 Sep 2026: ferritin 48 ng/mL (= µg/L), transferrin saturation 19 %.",
        "2 Sep 2026: IRLS total 24 of 40 (band 21 to 30), scored elsewhere.",
    )
    assert report.massage_lines == (
        "Wind-down massage: 6 evenings. Rescue in the night: 1 night, 2 times in all.",
        "Median change from before to after: urge to move −2 (n\N{NO-BREAK SPACE}= 6).",
        "High ratings tend to fall by themselves. People massage on bad nights; "
        "these figures do not show an effect.",
    )


def test_doses_are_told_as_they_were_entered_and_together_for_a_night() -> None:
    def taken(*amounts: float | None) -> Night:
        doses = [Dose(UUID(int=300 + i), TABLET.id, each) for i, each in enumerate(amounts)]
        return replace(nights(1)[0], doses=tuple(doses))

    def said(*of_nights: Night) -> str:
        days = [
            replace(each, id=UUID(int=400 + day), evening=FIRST + timedelta(days=day))
            for day, each in enumerate(of_nights)
        ]
        last = FIRST + timedelta(days=13)
        report = make_report(replace(source(), nights=days), FIRST, last, MADE, PrintedPerson())
        return report.dose_lines[0].partition("2 of 2 nights: ")[2]

    assert said(taken(0.125), taken(0.088)) == "0.125 mg from 1 Nov 2026; 0.088 mg from 2 Nov 2026."
    assert said(taken(0.125, 0.25), taken(0.25, 0.125)) == "0.375 mg from 1 Nov 2026."
    assert said(taken(0.125, None), taken(0.125)) == "0.125 mg from 2 Nov 2026."


def test_awakenings_that_nothing_logged_are_not_known() -> None:
    def of(report: Report) -> tuple[str, int]:
        row = next(row for row in report.rows if row.title.startswith("Awakenings from restless legs"))
        return row.value, row.count

    typed = replace(source(), nights=nights())
    first = nights()[0]
    sleep = replace(first.sleeps[0], sources={Item.TRIED_TO_SLEEP: Origin.RECORDED})
    recorded = replace(source(), nights=[replace(first, sleeps=(sleep,)), *nights()[1:]])

    assert of(make_report(typed, FIRST, FIRST + timedelta(days=13), MADE, PrintedPerson())) == (NOT_KNOWN, 0)
    assert of(make_report(recorded, FIRST, FIRST + timedelta(days=13), MADE, PrintedPerson())) == ("0", 1)


def test_nothing_entered_is_said() -> None:
    bare = [replace(night, doses=()) for night in nights()]
    empty = ReportSource(bare, [], [], [], {}, [], [])
    report = make_report(empty, FIRST, FIRST + timedelta(days=9), MADE, PrintedPerson())

    assert report.dose_lines == ("No doses were entered.",)
    assert report.lab_lines == ("No results were entered.",)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (FIRST, FIRST - timedelta(days=1), "before it begins"),
        (FIRST, FIRST + timedelta(days=400), "at the most"),
        (date(2020, 1, 1), date(2020, 1, 20), "No diary was filled in"),
    ],
)
def test_a_range_that_cannot_be_shown_is_refused(first: date, last: date, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        make_report(source(), first, last, MADE, PrintedPerson())


def test_the_latest_ninety_nights_are_proposed() -> None:
    assert proposed_range(nights(), MADE) == (date(2026, 8, 13), date(2026, 11, 10))
    assert proposed_range([], MADE)[1] == MADE


# --- how it is written --------------------------------------------------------------------------------------


def test_three_pages_of_selectable_text(plain: PdfReader, plain_text: str) -> None:
    assert len(plain.pages) == 3
    for words in (
        *("Sleep and restless legs", "Diary filled in for 10 of 14 nights; 4 missing", "6 h 40"),
        *("Printed 24 Nov 2026", "Nights of 1 Nov 2026 to 14 Nov 2026", "The last 14 nights", "no diary"),
        *("Medicines as entered", "Definitions", "Carney et al.", "makes no diagnosis", "page 3"),
        "Tablet <b>",  # escaped, not taken for markup
    ):
        assert words in plain_text, words


def test_who_it_is_about_is_printed_only_when_given(plain_text: str, tmp_path: Path) -> None:
    named = text_of(written(made(person=PrintedPerson("A. Sleeper", "1960-02-29")), tmp_path))

    assert "A. Sleeper" in named
    assert "1960-02-29" in named
    assert "Name: ____" in plain_text


def test_notes_are_printed_only_when_chosen(plain_text: str, tmp_path: Path) -> None:
    assert "note 1" in text_of(written(made(noted=None), tmp_path))
    assert "note 1" not in plain_text


def test_long_notes_go_on_to_further_pages(tmp_path: Path) -> None:
    kept = [replace(night, notes="a long evening " * 40) for night in nights()]
    report = make_report(
        replace(source(), nights=kept),
        FIRST,
        FIRST + timedelta(days=13),
        MADE,
        PrintedPerson(),
        printed_notes=None,
    )

    reader = written(report, tmp_path)

    assert len(reader.pages) >= 4
    assert "makes no diagnosis" in text_of(reader)


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_either_paper_has_three_pages(tmp_path: Path, paper: str, size: tuple[int, int]) -> None:
    reader = written(made(), tmp_path, paper)

    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages] == [size] * 3


def test_fonts_are_embedded_and_nothing_is_a_picture(plain: PdfReader) -> None:
    for page in plain.pages:
        fonts: Any = page["/Resources"].get_object()["/Font"]  # type: ignore[index]
        assert fonts
        for font in fonts.values():
            (inner,) = font["/DescendantFonts"]
            assert "/FontFile2" in inner["/FontDescriptor"] or "/FontFile3" in inner["/FontDescriptor"]
        assert list(page.images) == []


@pytest.mark.parametrize("window", ["#000000", "#e3b983"])
def test_it_is_black_and_white_whatever_the_window_is(
    tmp_path: Path, qapp: QApplication, window: str
) -> None:
    before = qapp.palette()
    qapp.setPalette(QPalette(QColor(window), QColor("#0f0a07")))
    try:
        reader = written(made(), tmp_path)
    finally:
        qapp.setPalette(before)

    for page in reader.pages:
        content = page.get_contents()
        assert content is not None
        tokens = content.get_data().split()
        colours = [
            tuple(float(each) for each in tokens[i - 3 : i])
            for i, token in enumerate(tokens)
            if token in (b"rg", b"RG", b"scn", b"SCN")
            and i >= 3
            and tokens[i - 1].replace(b".", b"").isdigit()
        ]
        assert colours
        assert all(max(colour) - min(colour) < 0.02 for colour in colours)


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no folder"):
        write_report(made(), assets.report_templates(), tmp_path / "nowhere" / "report.pdf")


@pytest.mark.parametrize("paper", ["A4", pytest.param("Letter", marks=pytest.mark.thorough)])
def test_ninety_invented_nights_with_a_trial_fit_on_four_pages(tmp_path: Path, paper: str) -> None:
    invented = [each.night for each in demo.invent_nights(MADE, "Europe/Berlin", load_routines().routines)]
    first = MADE - timedelta(days=40)
    trial = Trial(UUID(int=9), Outcome.WORST_URGE, first, seed=3, blocks=20, relevant_difference=1.0)
    received = TrialReport(trial, trial_result_from_log(trial, invented, [], [], [], MADE), is_over=True)
    kept = replace(source(), nights=invented, trial=received)
    report = make_report(kept, *proposed_range(invented, MADE), MADE, PrintedPerson())

    reader = written(report, tmp_path, paper)

    assert len(reader.pages) == 4
    on_the_third = " ".join(reader.pages[2].extract_text().split())
    for words in ("An N-of-1 trial", "Randomisation", "Results", "95 % interval", "Discussion", "CENT 2015"):
        assert words in on_the_third, words


def test_its_texts_are_as_large_whatever_those_of_the_window_are(tmp_path: Path, qapp: QApplication) -> None:
    before, larger = qapp.font(), qapp.font()
    contents = []
    for pixels in (12, 34):
        larger.setPixelSize(pixels)
        qapp.setFont(larger)
        try:
            reader = written(made(), tmp_path)
        finally:
            qapp.setFont(before)
        sizes: list[float] = []
        for page in reader.pages:
            page.extract_text(visitor_text=lambda text, _, matrix, font, size: sizes.append(size * matrix[3]))  # noqa: B023
        contents.append(sizes)

    assert contents[0] == contents[1]


@pytest.mark.parametrize(
    "part",
    [
        "report.nights_chart",
        *(
            f"report_pages.{each}"
            for each in ("paint_chart", "PdfPages.start_page", "PdfPages._print_page_number")
        ),
    ],
)
def test_a_drawing_that_fails_ends_its_painter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(f"rlscompanion.exchange.{part}", fail)
    report = make_report(source(), FIRST, FIRST + timedelta(days=9), MADE, PrintedPerson())

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            write_report(report, assets.report_templates(), tmp_path / "report.pdf")
        gc.collect()
    assert list(tmp_path.iterdir()) == []
