"""The page of medicines to check: the list, room to write, and the groups known to worsen RLS."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from rlscompanion import assets
from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange.report_medicines import write_medicines

MADE = date(2026, 11, 29)
GROUPS = (
    *("Sedating antihistamines", "Most antidepressants", "Antipsychotics", "metoclopramide"),
    "prochlorperazine",
)


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Pages need an application."""


def named(*names: str, is_listed: bool = True) -> list[Medicine]:
    return [Medicine(UUID(int=number), name, is_listed=is_listed) for number, name in enumerate(names, 1)]


def written(folder: Path, medicines: list[Medicine], paper: str = "A4") -> tuple[int, str]:
    """The number of pages and their text."""
    target = folder / "medicines.pdf"
    count = write_medicines(medicines, MADE, assets.medicines_template(), target, paper)
    reader = PdfReader(target)
    assert len(reader.pages) == count
    return count, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_list_and_the_groups_are_on_it(tmp_path: Path) -> None:
    count, text = written(tmp_path, [*named("Evening tablet <5 mg>"), *named("Gone", is_listed=False)])

    assert count == 1
    assert "Evening tablet <5 mg>" in text
    assert "Gone" not in text
    assert "printed Sun 29 Nov 2026" in text
    assert [group for group in GROUPS if group not in text] == []
    assert "Never stop a prescribed medicine on your own." in text
    assert "J Clin Sleep Med 2025;21:137-52" in text


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("number", [0, 1, 9, 14])
def test_one_page_is_enough(tmp_path: Path, number: int, paper: str) -> None:
    names = [f"Medicine {each} with a long name" for each in range(number)]

    count, text = written(tmp_path, named(*names), paper)

    assert count == 1
    assert [name for name in names if name not in text] == []
    assert text.count("no maybe yes") == max(12, number + 3)


def test_a_very_long_list_goes_on_with_nothing_lost(tmp_path: Path) -> None:
    names = [f"Medicine {each}." for each in range(60)]

    count, text = written(tmp_path, named(*names))

    assert count > 1
    assert [name for name in names if name not in text] == []


def test_where_it_cannot_be_written_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        write_medicines([], MADE, assets.medicines_template(), tmp_path / "nowhere" / "medicines.pdf")
