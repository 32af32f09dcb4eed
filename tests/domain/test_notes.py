"""Tests of the search in the notes of nights."""

from datetime import date, timedelta

import pytest

from rlscompanion.domain.notes import NoteMatch, folded_notes, search_notes

DAY = date(2026, 11, 20)
NOTES = folded_notes(
    [
        (DAY, "Crème brûlée late, then\nlegs until two."),
        (DAY - timedelta(1), "Cramp in the left calf; magnesium."),
        (DAY - timedelta(2), f"{'Nothing much. ' * 20}In the end the left leg again. {'Slept then. ' * 20}"),
    ]
)


@pytest.mark.parametrize(
    ("words", "days_back"),
    [
        ("", []),
        ("  ", []),
        ("creme", [0]),
        ("BRULEE crème", [0]),
        ("then legs", [0]),
        ("left", [1, 2]),
        ("leg", [0, 2]),
        ("left calf magnesium", [1]),
        ("left coffee", []),
    ],
)
def test_every_word_is_in_the_note(words: str, days_back: list[int]) -> None:
    assert [(DAY - each.evening).days for each in search_notes(NOTES, words)] == days_back


def test_a_short_note_is_shown_whole_on_one_line() -> None:
    assert search_notes(NOTES, "legs") == [NoteMatch(DAY, "Crème brûlée late, then legs until two.")]


def test_a_long_one_is_cut_at_words_around_what_was_found() -> None:
    [found] = search_notes(NOTES, "again")

    assert found.excerpt.startswith("… ")
    assert found.excerpt.endswith(" …")
    assert "left leg again." in found.excerpt
    assert len(found.excerpt) <= 124


def test_a_long_one_found_at_its_end_has_nothing_after_it() -> None:
    [found] = search_notes(folded_notes([(DAY, f"{'Nothing much. ' * 20}Cramp")]), "cramp")

    assert found.excerpt.endswith("Nothing much. Cramp")
