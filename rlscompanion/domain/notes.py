"""Searches the notes that the person wrote about nights."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MAX_CHARACTERS_BEFORE_MATCH, MAX_EXCERPT_CHARACTERS = 30, 120
"""The most characters of a note that are shown before a found word, and the most shown in total."""


@dataclass(frozen=True)
class Note:
    """The notes about one night, as typed (`text`) and prepared for the search (`folded_text`).

    For the preparation, see `fold_for_search`.
    """

    evening: date
    text: str
    folded_text: str


@dataclass(frozen=True)
class NoteMatch:
    """A night whose notes contain the words of a search: its evening, and the notes around the found word."""

    evening: date
    excerpt: str


def fold_for_search(text: str) -> str:
    """A text prepared for the search: small letters, no accents, single spaces."""
    plain = (each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join("".join(plain).casefold().split())


def folded_notes(notes: Iterable[tuple[date, str]]) -> tuple[Note, ...]:
    """The notes of all nights, prepared once for the many searches that happen while the person types."""
    return tuple(Note(evening, text, fold_for_search(text)) for evening, text in notes)


def search_notes(notes: Iterable[Note], words: str) -> list[NoteMatch]:
    """The nights whose notes contain all words of a search, in any order.

    A word may also be part of a longer word. A blank search finds nothing.
    """
    wanted = fold_for_search(words).split()
    if not wanted:
        return []
    return [
        NoteMatch(note.evening, _excerpt(note.text, wanted[0]))
        for note in notes
        if all(word in note.folded_text for word in wanted)
    ]


def _excerpt(text: str, word: str) -> str:
    """The part of a text around a found word, cut at whole words."""
    line = " ".join(text.split())
    if len(line) <= MAX_EXCERPT_CHARACTERS:
        return line
    words, length = line.split(" "), 0
    first = next((index for index, each in enumerate(words) if word in fold_for_search(each)), 0)
    while first > 0 and length + len(words[first - 1]) < MAX_CHARACTERS_BEFORE_MATCH:
        first -= 1
        length += len(words[first]) + 1
    shown = ""
    for last in range(first, len(words)):
        if len(shown) + len(words[last]) > MAX_EXCERPT_CHARACTERS:
            return f"{'… ' if first else ''}{shown} …"
        shown = f"{shown} {words[last]}".strip()
    return f"{'… ' if first else ''}{shown}"
