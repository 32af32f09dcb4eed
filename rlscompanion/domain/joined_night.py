"""Merges two diary entries for the same evening without losing anything."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar
from uuid import UUID

from rlscompanion.domain.diary_answers import answer_text, form_answers
from rlscompanion.domain.diary_entry import with_note_lines
from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.items import Item
from rlscompanion.domain.moment import minutes_between
from rlscompanion.domain.night import Awakening, Night, Sleep, ValueSource
from rlscompanion.domain.problems import sleep_problems

_JOINED_APART = ("id", "evening", "zone", "sleeps", "factors", "notes", "saved_at")
_OF_SLEEP_ITSELF = ("id", "is_main", "slept", "sources")

_Part = TypeVar("_Part")
_Holder = TypeVar("_Holder", Night, Sleep)


def merge_nights(night: Night, other: Night) -> Night:
    """Merge `other`, a diary entry for the same evening, into `night`.

    Answers that only one entry has are kept. Where both differ, the entry saved last wins (`night`, if
    neither was saved), and the losing answer goes into the notes. The sleeps, awakenings, factors and doses
    of both are kept. Merged rows keep the ids of `night`. Merging the same entry again changes nothing.
    """
    first, last = sorted((other, night), key=lambda each: each.saved_at.utc if each.saved_at else -1)
    ours = frozenset(sleep.id for sleep in night.sleeps) | {note.id for note in night.factors}
    sleeps, pairs = _sleeps(last, first, ours)
    made = _filled_up(last, first, _JOINED_APART)
    made = replace(
        made,
        id=night.id,
        evening=night.evening,
        sleeps=sleeps,
        factors=_factors(last, first, ours),
        saved_at=last.saved_at or first.saved_at,
    )
    made = _counted(made, first, last)
    lines = first.notes.splitlines()
    lines += _differences(replace(first, sleeps=()), replace(made, sleeps=()))
    for earlier, present in pairs:
        lines += _differences(_of_sleep(first, earlier), _of_sleep(made, present))
    return with_note_lines(made, lines)


def _of_sleep(night: Night, sleep: Sleep) -> Night:
    return replace(night, sleeps=(replace(sleep, is_main=True),))


def _differences(first: Night, made: Night) -> list[str]:
    """Answers of the first entry that the merged one lacks, as lines for the notes."""
    present = form_answers(made)
    sources = first.main_sleep.sources if first.main_sleep else {}
    # Each awakening that the program counted is kept: their number needs no word.
    counted = [item for item in (Item.TIMES_AWAKE,) if sources.get(item) is ValueSource.RECORDED]
    return [
        f"Another entry of this night said: {answer_text(key, answer)}"
        for key, answer in form_answers(first).items()
        if key in present and key not in (Item.NOTES, *counted) and answer not in (None, "", present[key])
    ]


def _filled_up(last: _Holder, first: _Holder, apart: Iterable[str]) -> _Holder:
    """The last-saved entry, completed by answers that only the first has, with the rows of both."""
    taken: dict[str, Any] = {}
    for name in (each.name for each in fields(last) if each.name not in apart):
        ours, theirs = getattr(last, name), getattr(first, name)
        if isinstance(ours, tuple):
            taken[name] = _united(ours, theirs)
        elif ours is None:
            taken[name] = theirs
    return replace(last, **taken)


def _united(ours: tuple[_Part, ...], theirs: tuple[_Part, ...]) -> tuple[_Part, ...]:
    """The rows of both in order of time, without duplicates of id or, for doses, of content."""
    ids = {each.id for each in ours}  # type: ignore[attr-defined]
    spare = Counter(map(_content, ours))
    united = list(ours)
    for each in theirs:
        if each.id in ids:  # type: ignore[attr-defined]
            continue
        if not isinstance(each, Awakening) and spare[_content(each)]:
            spare[_content(each)] -= 1
        else:
            united.append(each)
    if len(united) == len(ours):
        return ours
    return tuple(sorted(united, key=lambda each: at.utc if (at := getattr(each, "at", None)) else 0))


def _content(part: Any) -> tuple[Any, ...]:
    return tuple(getattr(part, each.name) for each in fields(part) if each.name != "id")


def _factors(last: Night, first: Night, ours: frozenset[UUID]) -> tuple[FactorNote, ...]:
    notes = {note.factor: note for note in first.factors}
    for note in last.factors:
        other = notes.get(note.factor)
        notes[note.factor] = note if other is None else _one_note(note, other, ours)
    return tuple(notes.values())


def _one_note(last: FactorNote, first: FactorNote, ours: frozenset[UUID]) -> FactorNote:
    made = replace(last, id=first.id if first.id in ours else last.id)
    if last.present != first.present:
        return made
    amount = first.amount if last.amount is None else last.amount
    return replace(made, amount=amount, last_at=last.last_at or first.last_at)


def _sleeps(
    last: Night, first: Night, ours: frozenset[UUID]
) -> tuple[tuple[Sleep, ...], list[tuple[Sleep, Sleep]]]:
    """The sleeps of both entries, matching ones merged; and each sleep of the first with its merged one."""
    sleeps, pairs = list(last.sleeps), []
    for other in first.sleeps:
        index = next((i for rule in _ONE_SLEEP for i, each in enumerate(sleeps) if rule(each, other)), None)
        made = None if index is None else _one_sleep(sleeps[index], other)
        if index is None or made is None:
            has_main = any(each.is_main for each in sleeps)
            sleeps.append(replace(other, is_main=other.is_main and not has_main))
        else:
            made = replace(made, id=other.id if other.id in ours else made.id)
            sleeps[index] = made
            pairs.append((other, made))
    return tuple(sleeps), pairs


def _has_one_id(sleep: Sleep, other: Sleep) -> bool:
    return sleep.id == other.id


def _says_the_same(sleep: Sleep, other: Sleep) -> bool:
    return _content(replace(sleep, is_main=other.is_main)) == _content(other)


def _may_be_one(sleep: Sleep, other: Sleep) -> bool:
    return sleep.is_main and other.is_main and not (_is_before(sleep, other) or _is_before(other, sleep))


_ONE_SLEEP = (_has_one_id, _says_the_same, _may_be_one)


def _is_before(sleep: Sleep, other: Sleep) -> bool:
    end, start = sleep.got_up or sleep.woke_up, other.went_to_bed or other.tried_to_sleep
    return end is not None and start is not None and minutes_between(end, start) >= 0


def _one_sleep(last: Sleep, first: Sleep) -> Sleep | None:
    """Two sleeps merged into one; None if the result would be impossible."""
    if not last.slept:
        gaps = {name: getattr(last, name) or getattr(first, name) for name in _OF_SLEEPLESS}
        made = replace(last, **gaps)
    else:
        made = _filled_up(last, first, _OF_SLEEP_ITSELF)
    taken = {item: source for item, source in first.sources.items() if getattr(last, item.value) is None}
    made = replace(made, sources={**taken, **last.sources})
    return made if not sleep_problems(made) or sleep_problems(last) else None


_OF_SLEEPLESS = (Item.WENT_TO_BED.value, Item.TRIED_TO_SLEEP.value, Item.GOT_UP.value)


def _counted(night: Night, first: Night, last: Night) -> Night:
    """The night with its awakenings recounted, unless a person typed the number in either entry."""
    mains = [night.main_sleep, first.main_sleep, last.main_sleep]
    if any(
        sleep is None or sleep.sources.get(Item.TIMES_AWAKE) is not ValueSource.RECORDED for sleep in mains
    ):
        return night
    main = mains[0]
    assert main is not None
    since = main.tried_to_sleep
    times = sum(since is None or each.at >= since for each in night.awakenings)
    counted = replace(main, times_awake=times)
    return replace(night, sleeps=tuple(counted if each.id == main.id else each for each in night.sleeps))
