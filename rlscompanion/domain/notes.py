"""The search in the notes of the nights."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

BEFORE, LONGEST = 30, 120
"""Characters of a note shown before a match, and in total."""


@dataclass(frozen=True)
class Note:
    """The notes of a night, and their folded text for the search."""

    evening: date
    text: str
    folded: str


@dataclass(frozen=True)
class Found:
    """A night whose notes match, and the part around the first match."""

    evening: date
    excerpt: str


def folded(text: str) -> str:
    """A text without capitals and accents, with single spaces."""
    plain = (each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join("".join(plain).casefold().split())


def searchable(notes: Iterable[tuple[date, str]]) -> tuple[Note, ...]:
    """Prepare notes for repeated searches during typing."""
    return tuple(Note(evening, text, folded(text)) for evening, text in notes)


def search(notes: Iterable[Note], words: str) -> list[Found]:
    """The notes that contain all of the words, in any order and as parts of words; none for a blank query."""
    wanted = folded(words).split()
    if not wanted:
        return []
    return [
        Found(note.evening, _excerpt(note.text, wanted[0]))
        for note in notes
        if all(word in note.folded for word in wanted)
    ]


def _excerpt(text: str, word: str) -> str:
    """The part of a text around a folded word, in whole words."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    words, length = line.split(" "), 0
    first = next((index for index, each in enumerate(words) if word in folded(each)), 0)
    while first > 0 and length + len(words[first - 1]) < BEFORE:
        first -= 1
        length += len(words[first]) + 1
    shown = ""
    for last in range(first, len(words)):
        if len(shown) + len(words[last]) > LONGEST:
            return f"{'… ' if first else ''}{shown} …"
        shown = f"{shown} {words[last]}".strip()
    return f"{'… ' if first else ''}{shown}"
