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

_NIGHT_FIELDS_WITH_OWN_RULE = ("id", "evening", "zone", "sleeps", "factors", "notes", "saved_at")
_SLEEP_FIELDS_KEPT = ("id", "is_main", "slept", "sources")

_Row = TypeVar("_Row")
_Holder = TypeVar("_Holder", Night, Sleep)


def merge_nights(night: Night, other: Night) -> Night:
    """Merge `other`, a diary entry for the same evening, into `night`.

    Answers that only one entry has are kept. Where the answers differ, the entry saved last wins (`night`, if
    neither entry was saved), and the losing answer goes into the notes. The sleeps, awakenings, factors and
    doses of both entries are kept. Merged rows keep the ids of `night`. Merging the same entry again changes
    nothing.
    """
    first, last = sorted((other, night), key=lambda each: each.saved_at.utc if each.saved_at else -1)
    ours = frozenset(sleep.id for sleep in night.sleeps) | {note.id for note in night.factors}
    sleeps, pairs = _merged_sleeps(last, first, ours)
    made = _completed_from(last, first, _NIGHT_FIELDS_WITH_OWN_RULE)
    made = replace(
        made,
        id=night.id,
        evening=night.evening,
        sleeps=sleeps,
        factors=_merged_factors(last, first, ours),
        saved_at=last.saved_at or first.saved_at,
    )
    made = _with_awakenings_counted(made, first, last)
    lines = first.notes.splitlines()
    lines += _lost_answers(replace(first, sleeps=()), replace(made, sleeps=()))
    for earlier, present in pairs:
        lines += _lost_answers(_with_only_this_sleep(first, earlier), _with_only_this_sleep(made, present))
    return with_note_lines(made, lines)


def _with_only_this_sleep(night: Night, sleep: Sleep) -> Night:
    return replace(night, sleeps=(replace(sleep, is_main=True),))


def _lost_answers(first: Night, made: Night) -> list[str]:
    """The answers of the first entry that the merged entry lacks, as lines for the notes."""
    present = form_answers(made)
    sources = first.main_sleep.sources if first.main_sleep else {}
    # Each awakening that the program counted is kept: their number needs no word.
    counted = [item for item in (Item.TIMES_AWAKE,) if sources.get(item) is ValueSource.RECORDED]
    return [
        f"Another entry of this night said: {answer_text(key, answer)}"
        for key, answer in form_answers(first).items()
        if key in present and key not in (Item.NOTES, *counted) and answer not in (None, "", present[key])
    ]


def _completed_from(last: _Holder, first: _Holder, apart: Iterable[str]) -> _Holder:
    """The entry saved last, completed by answers that only the first entry has, with the rows of both."""
    taken: dict[str, Any] = {}
    for name in (each.name for each in fields(last) if each.name not in apart):
        ours, theirs = getattr(last, name), getattr(first, name)
        if isinstance(ours, tuple):
            taken[name] = _merged_rows(ours, theirs)
        elif ours is None:
            taken[name] = theirs
    return replace(last, **taken)


def _merged_rows(ours: tuple[_Row, ...], theirs: tuple[_Row, ...]) -> tuple[_Row, ...]:
    """The rows of both entries in order of time.

    Left out are rows with an id that is already present, and doses with the same content.
    """
    ids = {each.id for each in ours}  # type: ignore[attr-defined]
    spare = Counter(map(_content_without_id, ours))
    united = list(ours)
    for each in theirs:
        if each.id in ids:  # type: ignore[attr-defined]
            continue
        if not isinstance(each, Awakening) and spare[_content_without_id(each)]:
            spare[_content_without_id(each)] -= 1
        else:
            united.append(each)
    if len(united) == len(ours):
        return ours
    return tuple(sorted(united, key=lambda each: at.utc if (at := getattr(each, "at", None)) else 0))


def _content_without_id(part: Any) -> tuple[Any, ...]:
    return tuple(getattr(part, each.name) for each in fields(part) if each.name != "id")


def _merged_factors(last: Night, first: Night, ours: frozenset[UUID]) -> tuple[FactorNote, ...]:
    notes = {note.factor: note for note in first.factors}
    for note in last.factors:
        other = notes.get(note.factor)
        notes[note.factor] = note if other is None else _merged_factor_note(note, other, ours)
    return tuple(notes.values())


def _merged_factor_note(last: FactorNote, first: FactorNote, ours: frozenset[UUID]) -> FactorNote:
    made = replace(last, id=first.id if first.id in ours else last.id)
    if last.present != first.present:
        return made
    amount = first.amount if last.amount is None else last.amount
    return replace(made, amount=amount, last_at=last.last_at or first.last_at)


def _merged_sleeps(
    last: Night, first: Night, ours: frozenset[UUID]
) -> tuple[tuple[Sleep, ...], list[tuple[Sleep, Sleep]]]:
    """The sleeps of both entries, matching sleeps merged.

    Also returned: each matched sleep of the first entry, with the sleep into which it was merged.
    """
    sleeps, pairs = list(last.sleeps), []
    for other in first.sleeps:
        index = next(
            (i for rule in _SAME_SLEEP_RULES for i, each in enumerate(sleeps) if rule(each, other)), None
        )
        made = None if index is None else _merged_sleep(sleeps[index], other)
        if index is None or made is None:
            has_main = any(each.is_main for each in sleeps)
            sleeps.append(replace(other, is_main=other.is_main and not has_main))
        else:
            made = replace(made, id=other.id if other.id in ours else made.id)
            sleeps[index] = made
            pairs.append((other, made))
    return tuple(sleeps), pairs


def _has_same_id(sleep: Sleep, other: Sleep) -> bool:
    return sleep.id == other.id


def _says_the_same(sleep: Sleep, other: Sleep) -> bool:
    return _content_without_id(replace(sleep, is_main=other.is_main)) == _content_without_id(other)


def _may_be_same_main_sleep(sleep: Sleep, other: Sleep) -> bool:
    return (
        sleep.is_main
        and other.is_main
        and not (_is_sleep_before(sleep, other) or _is_sleep_before(other, sleep))
    )


_SAME_SLEEP_RULES = (_has_same_id, _says_the_same, _may_be_same_main_sleep)


def _is_sleep_before(sleep: Sleep, other: Sleep) -> bool:
    end, start = sleep.got_up or sleep.woke_up, other.went_to_bed or other.tried_to_sleep
    return end is not None and start is not None and minutes_between(end, start) >= 0


def _merged_sleep(last: Sleep, first: Sleep) -> Sleep | None:
    """Two sleeps merged into one; None if the result would be impossible."""
    if not last.slept:
        gaps = {name: getattr(last, name) or getattr(first, name) for name in _SLEEPLESS_FIELDS}
        made = replace(last, **gaps)
    else:
        made = _completed_from(last, first, _SLEEP_FIELDS_KEPT)
    taken = {item: source for item, source in first.sources.items() if getattr(last, item.value) is None}
    made = replace(made, sources={**taken, **last.sources})
    return made if not sleep_problems(made) or sleep_problems(last) else None


_SLEEPLESS_FIELDS = (Item.WENT_TO_BED.value, Item.TRIED_TO_SLEEP.value, Item.GOT_UP.value)


def _with_awakenings_counted(night: Night, first: Night, last: Night) -> Night:
    """The night with the number of awakenings recounted, unless a person typed the number in either entry."""
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
