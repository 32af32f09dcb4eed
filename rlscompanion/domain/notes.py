"""Searches the notes that the person wrote about nights."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MAX_CHARACTERS_BEFORE_MATCH, MAX_EXCERPT_CHARACTERS = 30, 120
"""The most characters of a note that are shown before a match, and in total."""


@dataclass(frozen=True)
class Note:
    """The notes about one night, as typed and folded for the search (see `fold_for_search`)."""

    evening: date
    text: str
    folded: str


@dataclass(frozen=True)
class NoteMatch:
    """The evening of a night whose notes match a search, and the part of the notes around the match."""

    evening: date
    excerpt: str


def fold_for_search(text: str) -> str:
    """Fold a text for the search: small letters, no accents, single spaces."""
    plain = (each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join("".join(plain).casefold().split())


def folded_notes(notes: Iterable[tuple[date, str]]) -> tuple[Note, ...]:
    """The notes of all nights, folded once for repeated searches during typing."""
    return tuple(Note(evening, text, fold_for_search(text)) for evening, text in notes)


def search_notes(notes: Iterable[Note], words: str) -> list[NoteMatch]:
    """The nights whose notes contain all of the words, in any order and as parts of words.

    A blank query finds nothing.
    """
    wanted = fold_for_search(words).split()
    if not wanted:
        return []
    return [
        NoteMatch(note.evening, _excerpt(note.text, wanted[0]))
        for note in notes
        if all(word in note.folded for word in wanted)
    ]


def _excerpt(text: str, word: str) -> str:
    """The part of a text around a folded word, in whole words."""
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
