"""The only module that writes nights: it applies presses and typed answers to the stored night.

Each time, the latest stored night is read, changed and saved. Presses of buttons in the night, answers on the
diary's page, and deleting and restoring a night all go through this module. Imports change the log directly;
after them, `Diary.announce_all_changed` is called. No other code keeps a night in memory to write it later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal, Slot

from rlscompanion.domain.items import Item
from rlscompanion.domain.measures import evening_at_lights_out, proposed_evening
from rlscompanion.domain.moment import noon_of
from rlscompanion.domain.night import Night, Sleep, with_longest_sleep_as_main
from rlscompanion.domain.refusal import Refusal

if TYPE_CHECKING:
    from rlscompanion.bedtime.pending import PendingWrites
    from rlscompanion.bedtime.ports import Clock, SessionLog, SleepLog
    from rlscompanion.domain.diary_answers import AnswerKey, TypedAnswers
    from rlscompanion.domain.diary_entry import Objection, TypedNight
    from rlscompanion.domain.session_record import SessionRecord

ALL_EVENINGS = None
"""The argument with which the signal `Diary.changed` says that any night may have changed."""


def empty_night(evening: date, zone: str) -> Night:
    """A new night for this evening, with one blank sleep."""
    return Night(id=uuid4(), evening=evening, zone=zone, sleeps=(Sleep(id=uuid4()),))


def current_sleep(night: Night) -> Sleep | None:
    """The sleep of a night in which a press, such as *Lights out*, is recorded now.

    Until the main sleep has begun, this is the main sleep. Afterwards, it is the latest of the main sleep and
    the sleeps that began with a press.
    """
    main = night.main_sleep
    if main is not None and _start_seconds(main) < 0:
        return main
    booked = [each for each in night.sleeps if each.is_main or Item.TRIED_TO_SLEEP in each.sources]
    # Of sleeps begun at one time, the one added last.
    return max(reversed(booked), key=_start_seconds, default=None)


def _start_seconds(sleep: Sleep) -> int:
    start = sleep.tried_to_sleep or sleep.went_to_bed
    return start.utc if start is not None else -1


def _evening_of(night: Night | None) -> tuple[date, ...]:
    return () if night is None else (night.evening,)


@dataclass(frozen=True)
class SaveResult:
    """The result of saving typed answers: the saved night, or why nothing was written.

    `objections` say which answers are unreadable or impossible. `conflicts` are the keys of answers that
    changed in the log while the person was typing.
    """

    night: Night | None = None
    objections: tuple[Objection, ...] = ()
    conflicts: frozenset[AnswerKey] = frozenset()


class Diary(QObject):
    """Reads and writes nights by the date of their evening.

    `changed` is emitted with the evenings of changed nights, or with None if any night may have changed.
    While the log cannot be written, changes wait in the queue of pending writes. A night that is read
    includes the waiting changes.
    """

    changed = Signal(object)

    def __init__(
        self,
        clock: Clock,
        nights: SleepLog,
        sessions: SessionLog,
        pending: PendingWrites,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock, self._nights, self._sessions, self._pending = clock, nights, sessions, pending
        self._waiting: list[tuple[date, Callable[[Night], Night]]] = []
        self._empty: dict[date, Night] = {}
        self._sessions_of_removed: dict[UUID, Sequence[SessionRecord]] = {}

    # --- reading --------------------------------------------------------------------------------------------

    def night_of(self, evening: date) -> Night | None:
        """The night of an evening; None if there is none. Raises Refusal if the log cannot be read."""
        kept = self._nights.night_of(evening)
        return self._with_waiting(evening, kept) if kept or self._waits(evening) else None

    def night_or_empty(self, evening: date) -> Night:
        """The night of an evening, or an empty night. Raises Refusal if the log cannot be read."""
        return self.night_of(evening) or self._empty_on(evening)

    def unfinished_night(self) -> Night | None:
        """The latest night whose diary is not saved; None if there is none.

        Raises Refusal if the log cannot be read.
        """
        kept = self._nights.unfinished_night()
        evenings = [evening for evening, _ in self._waiting] + ([kept.evening] if kept else [])
        return self.night_of(max(evenings)) if evenings else None

    def latest_evening(self) -> date:
        """The evening (as a date) to which a sleep that begins now belongs; no later one can have a diary."""
        return evening_at_lights_out(self._clock.now())

    def preview(self, evening: date, typed: TypedAnswers) -> TypedNight:
        """The night of an evening with typed answers applied; nothing is saved.

        Raises Refusal if the log cannot be read.
        """
        from rlscompanion.domain.diary_entry import apply_answers

        return apply_answers(typed.typed, self.night_or_empty(evening))

    def is_evening_taken(self, evening: date, by_other_than: Night) -> bool:
        """Whether the log has another night (not `by_other_than`) for an evening."""
        other = self._nights.night_of(evening)
        return other is not None and other.id != by_other_than.id

    # --- writing --------------------------------------------------------------------------------------------

    def apply_change(self, evening: date, change: Callable[[Night], Night]) -> None:
        """Apply a change to the night of an evening, and write the night as soon as possible.

        If the evening has no night yet, an empty night is created.
        """
        self._waiting.append((evening, change))
        with self._pending.holding_back():
            self._pending.add(Diary, self._write_waiting, self._forget_waiting)
            # Sessions that wait as well are in the log by then.
            self._pending.add(("sessions", evening), partial(self._assign_sessions_on, evening), at_end=True)
        self.changed.emit(frozenset({evening}))

    def save(self, evening: date, typed: TypedAnswers) -> SaveResult:
        """Save typed answers in the night of an evening and mark its diary as filled in.

        Raises Refusal if the night cannot be written, or if the person chose a date that already has a diary;
        then nothing is changed.
        """
        from rlscompanion.domain.diary_answers import EVENING_KEY, form_answers
        from rlscompanion.domain.diary_entry import apply_answers

        with self._writing():
            kept = self._nights.night_of(evening) or self._empty_on(evening)
            before = self._night_before(evening, typed)
            conflicts = typed.conflicting_keys(form_answers(kept, before))
            made = apply_answers(typed.typed, kept)
            if conflicts or made.objections:
                return SaveResult(None, made.objections, conflicts)
            night = made.night
            if EVENING_KEY not in typed.typed:
                night = replace(night, evening=self._evening_for(night))
            elif self.is_evening_taken(night.evening, by_other_than=night):
                raise Refusal(f"{night.label} has a diary already. Delete or move that one first.")
            saved = with_longest_sleep_as_main(replace(night, saved_at=self._clock.now()))
            saved = self._with_day_before(saved, before, typed)
            self._write(saved)
        self.changed.emit(frozenset({evening, saved.evening, *_evening_of(before)}))
        return SaveResult(saved)

    def save_unfinished(self, evening: date, typed: TypedAnswers) -> Night:
        """Save typed answers but leave the diary unfinished, because the window closes.

        Impossible answers, and answers that changed in the log meanwhile, go into the notes. Raises Refusal,
        and changes nothing, if the night cannot be written.
        """
        from rlscompanion.domain.diary_answers import EVENING_KEY, answer_text, form_answers
        from rlscompanion.domain.diary_entry import apply_and_quote_unusable, with_note_lines

        with self._writing():
            kept = self._nights.night_of(evening) or self._empty_on(evening)
            before = self._night_before(evening, typed)
            answers, remarks = form_answers(kept, before), []
            for key in sorted(typed.conflicting_keys(answers), key=str):
                if answers.get(key) not in (None, ""):
                    remarks.append(f"The log also said: {answer_text(key, answers.get(key))}")
            moved = typed.typed.get(EVENING_KEY)
            if isinstance(moved, date) and self.is_evening_taken(moved, by_other_than=kept):
                remarks.append(f"Not moved. {answer_text(EVENING_KEY, moved)}")
                typed = typed.without(frozenset({EVENING_KEY}))
            night = with_note_lines(apply_and_quote_unusable(typed.typed, kept), remarks)
            night = self._with_day_before(night, before, typed)
            self._write(night)
        self.changed.emit(frozenset({evening, night.evening, *_evening_of(before)}))
        return night

    def remove(self, evening: date) -> Night | None:
        """Delete the night of an evening and return that night. Raises Refusal if deleting fails."""
        night = self.night_of(evening)
        if night is not None:
            with self._nights.transaction():
                self._sessions_of_removed[night.id] = self._sessions.sessions_of_night(night.id)
                self._nights.remove(night.id)
        self._waiting = [each for each in self._waiting if each[0] != evening]
        self._empty.pop(evening, None)
        self.changed.emit(frozenset({evening}))
        return night

    def restore(self, night: Night) -> None:
        """Restore a deleted night exactly, including the sessions that belonged to it.

        Raises Refusal if the night cannot be written, or if a new diary of its evening has been saved
        meanwhile.
        """
        with self._writing():
            if self._nights.night_of(night.evening) is not None:
                raise Refusal(f"{night.label} has another diary now. Delete or move that one first.")
            self._write(night)
            for record in self._sessions_of_removed.get(night.id, ()):
                self._sessions.save(record)
        self.changed.emit(frozenset({night.evening}))

    @Slot()
    def announce_all_changed(self) -> None:
        """Make open pages read nights again, after an import (or undoing it) may have changed any night."""
        self.changed.emit(ALL_EVENINGS)

    def _evening_for(self, night: Night) -> date:
        """The date of the evening under which to save a night.

        A recorded night that is saved for the first time gets the date of its midpoint, if this date is free.
        """
        sleep = current_sleep(night)
        if night.saved_at is not None or sleep is None or Item.TRIED_TO_SLEEP not in sleep.sources:
            return night.evening
        proposed = proposed_evening(sleep) or night.evening
        return night.evening if self.is_evening_taken(proposed, by_other_than=night) else proposed

    def _night_before(self, evening: date, typed: TypedAnswers) -> Night | None:
        """The night before an evening, or before the date typed for it."""
        from rlscompanion.domain.diary_answers import EVENING_KEY

        chosen = typed.typed.get(EVENING_KEY)
        return self._nights.night_of((chosen if isinstance(chosen, date) else evening) - timedelta(days=1))

    def _with_day_before(self, night: Night, before: Night | None, typed: TypedAnswers) -> Night:
        """Save the tiredness typed for the day before in that day's night, else in the notes of `night`."""
        from rlscompanion.domain.diary_answers import TIREDNESS_BEFORE_KEY, answer_text
        from rlscompanion.domain.diary_entry import with_note_lines

        if TIREDNESS_BEFORE_KEY not in typed.typed:
            return night
        tired = typed.typed[TIREDNESS_BEFORE_KEY]
        if before is None or before.id == night.id:
            return with_note_lines(night, [answer_text(TIREDNESS_BEFORE_KEY, tired)])
        self._nights.save(replace(before, tiredness=tired if isinstance(tired, int) else None))
        return night

    def _write(self, night: Night) -> None:
        """Write a night and attach the sessions of its noon-to-noon day that belong to no night yet."""
        self._nights.save(night)
        self._assign_sessions(night)

    def _assign_sessions_on(self, evening: date) -> None:
        if (night := self._nights.night_of(evening)) is not None:
            self._assign_sessions(night)

    def _assign_sessions(self, night: Night) -> None:
        until = noon_of(night.evening + timedelta(days=1), night.zone)
        self._sessions.assign_to_night(night.id, noon_of(night.evening, night.zone), until)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Open one transaction, which writes the pending changes first, then the caller's changes."""
        self._pending.flush()
        with self._nights.transaction():
            self._write_waiting()
            yield
        self._forget_waiting()

    def _write_waiting(self) -> None:
        for evening in dict.fromkeys(evening for evening, _ in self._waiting):
            kept = self._nights.night_of(evening)
            night = self._with_waiting(evening, kept)
            if kept is not None or night != self._empty_on(evening):
                self._nights.save(night)

    def _forget_waiting(self) -> None:
        self._waiting.clear()
        self._empty.clear()

    def _waits(self, evening: date) -> bool:
        return any(each == evening for each, _ in self._waiting)

    def _with_waiting(self, evening: date, kept: Night | None) -> Night:
        night = kept or self._empty_on(evening)
        for waits_for, change in self._waiting:
            if waits_for == evening:
                night = change(night)
        return night

    def _empty_on(self, evening: date) -> Night:
        """A new night for an evening.

        While changes to this night wait to be written, every call returns the same night.
        """
        made = self._empty.get(evening) or empty_night(evening, self._clock.zone())
        if self._waits(evening):
            self._empty[evening] = made
        return made
