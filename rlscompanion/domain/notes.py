"""Searches the notes that the person wrote about nights."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

BEFORE, LONGEST = 30, 120
"""Characters of a note shown before a match, and in total."""


@dataclass(frozen=True)
class Note:
    """What a person noted about one night, as typed and in the form that the search compares."""

    evening: date
    text: str
    folded: str


@dataclass(frozen=True)
class Found:
    """The evening of a night whose notes match a search, and the part of the notes around the match."""

    evening: date
    excerpt: str


def folded(text: str) -> str:
    """A text in small letters, without accents, and with single spaces, as the search compares it."""
    plain = (each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join("".join(plain).casefold().split())


def searchable(notes: Iterable[tuple[date, str]]) -> tuple[Note, ...]:
    """Fold the notes of all nights once, for repeated searches during typing."""
    return tuple(Note(evening, text, folded(text)) for evening, text in notes)


def search(notes: Iterable[Note], words: str) -> list[Found]:
    """The nights whose notes contain all of the words, in any order and as parts of words.

    A blank query finds nothing.
    """
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
