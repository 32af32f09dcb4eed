"""The routines on offer: shipped ones, and a person's own, which can be changed."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from rlscompanion.bedtime.ports import OwnBook, OwnRoutines
from rlscompanion.domain.fault import Fault
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import Routine, RoutineKind, Step, massage_seconds, unfold
from rlscompanion.domain.routine_edit import free_title, with_title

log = logging.getLogger(__name__)

NEW_TITLE = "My routine"
MOST_UNDONE = 200
"""How many changes can be undone."""


@dataclass(frozen=True)
class Change:
    """What was done to an own routine: made where there is no `before`, deleted where there is no `after`.

    Changes in a row of one `run`, such as the seconds of a step being moved, count as one.
    """

    words: str
    before: Routine | None
    after: Routine | None
    run: str = ""


class RoutineShelf(QObject):
    """Every routine there is. Shipped ones are never changed; an own one is on disk as soon as it is changed.

    What cannot be written is reported by `trouble_met`: a change is then kept here and written with the next
    one or by `save_again`; what would make or delete a file is not done. `written` follows what went well.
    """

    changed = Signal()
    written = Signal()
    trouble_met = Signal(str)

    def __init__(
        self,
        shipped: Sequence[Routine],
        steps: Sequence[Step],
        own: OwnRoutines,
        faults: Sequence[Fault] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shipped, self._shipped_steps, self._shipped_faults = tuple(shipped), tuple(steps), tuple(faults)
        self._kept = own
        self._book = OwnBook()
        self._own: dict[str, Routine] = {}
        self._unsaved: dict[str, Routine] = {}
        self._changes: list[Change] = []
        self._take(own.load())

    # What there is.

    @property
    def shipped(self) -> tuple[Routine, ...]:
        """The routines that come with the program, by kind and length."""
        return self._shipped

    @property
    def own(self) -> tuple[Routine, ...]:
        """A person's own routines, by key: a new name leaves each in its place."""
        return tuple(self._own[key] for key in sorted(self._own))

    @property
    def steps(self) -> tuple[Step, ...]:
        """What routines can be made of."""
        return (*self._shipped_steps, *self._book.steps)

    @property
    def own_faults(self) -> tuple[Fault, ...]:
        """What cannot be used of a person's own files; these stay as they are."""
        return tuple(self._book.faults)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that cannot be used, of what ships as well."""
        return (*self._shipped_faults, *self._book.faults)

    def of_kind(self, kind: RoutineKind) -> tuple[Routine, ...]:
        """The routines for one purpose, by length."""
        every = (*self._shipped, *self.own)
        of_it = (routine for routine in every if routine.kind is kind)
        return tuple(sorted(of_it, key=lambda each: massage_seconds(unfold(each))))

    def chosen(self, kind: RoutineKind, *wanted: str) -> Routine | None:
        """The first of the wanted keys that there is for a purpose, else the shortest for it."""
        of_it = self.of_kind(kind)
        by_key = {each.key: each for each in of_it}
        return next((by_key[key] for key in wanted if key in by_key), of_it[0] if of_it else None)

    def routine(self, key: str) -> Routine | None:
        """The routine with this key."""
        return next((each for each in (*self._shipped, *self._own.values()) if each.key == key), None)

    def is_own(self, key: str) -> bool:
        """Whether a routine may be changed."""
        return key in self._own

    def named(self, title: str) -> Routine | None:
        """The routine of this name, however it is capitalised."""
        wanted = title.casefold()
        return next((each for each in (*self._shipped, *self.own) if each.title.casefold() == wanted), None)

    def free_title(self, title: str) -> str:
        """The title, or one much like it that no routine has."""
        return free_title(title, [each.title for each in (*self._shipped, *self.own)])

    # What is done.

    @Slot()
    def reload(self) -> None:
        """Read the files again, which may have been changed by hand; not while something is unsaved."""
        if self._unsaved:
            return
        before = (self._own, self.own_faults, self.steps)
        self._take(self._kept.load())
        if before == (self._own, self.own_faults, self.steps):
            return
        # What was written by somebody else since is not for `undo` to write over.
        self._changes = []
        self.changed.emit()

    def make(self) -> Routine | None:
        """A new routine of one step, with the note of a shipped one; None if it cannot be kept."""
        if not self.steps:
            return None
        note = next((each.note for each in self._shipped if each.note), "")
        title = self.free_title(NEW_TITLE)
        return self.add(Routine("", title, RoutineKind.WIND_DOWN, self.steps[:1], note))

    def copy(self, routine: Routine) -> Routine | None:
        """A copy of any routine, which can be changed; None if it cannot be kept."""
        return self.add(replace(routine, title=self.free_title(routine.title)))

    def add(self, routine: Routine) -> Routine | None:
        """Keep a routine as a new one; None if it cannot be kept."""
        return self._do(Change(f"“{routine.title}” added", None, replace(routine, key="")))

    def change(self, routine: Routine, words: str, run: str = "") -> None:
        """Keep what was made of an own routine; changes of one run are undone together."""
        before = self._own[routine.key]
        if routine != before:
            self._do(Change(words, before, routine, run))

    def rename(self, key: str, title: str) -> bool:
        """Give an own routine another name; False if it is blank or another routine has it."""
        try:
            renamed = with_title(self._own[key], title)
        except ValueError:
            return False
        same = self.named(renamed.title)
        if same is not None and same.key != key:
            return False
        self.change(renamed, f"“{self._own[key].title}” renamed")
        return True

    def delete(self, key: str) -> None:
        """Delete an own routine."""
        routine = self._own[key]
        self._do(Change(f"“{routine.title}” deleted", routine, None))

    @property
    def last_change(self) -> Change | None:
        """What `undo` would take back."""
        return self._changes[-1] if self._changes else None

    @Slot()
    def undo(self) -> Routine | None:
        """Take the last change back; the routine as it then is, None if it is gone."""
        if not self._changes:
            return None
        change = self._changes[-1]
        return self._do(Change(change.words, change.after, change.before), is_undoing=True)

    def read_file(self, path: str) -> Routine:
        """The routine in a file, not kept before `add`. Raises Refusal with what is wrong with it."""
        return self._kept.import_file(path)

    def export(self, routine: Routine, path: str) -> None:
        """Write a routine to a file anywhere. Raises Refusal if that cannot be done."""
        self._kept.export_file(routine, path)

    @property
    def has_unsaved(self) -> bool:
        """Whether something was changed that could not be written yet."""
        return bool(self._unsaved)

    @Slot()
    def save_again(self) -> None:
        """Write what could not be written before."""
        self._write_unsaved()
        self.changed.emit()

    @Slot()
    def save_unsaved(self) -> None:
        """Try once more before the window goes, if something could not be written."""
        if self._unsaved:
            self._write_unsaved()

    def _take(self, book: OwnBook) -> None:
        self._book = book
        self._own = {routine.key: routine for routine in book.routines}

    def _do(self, change: Change, is_undoing: bool = False) -> Routine | None:
        """Do a change on disk, then here; the routine as it now is, None if it is gone or was not made."""
        before, after = change.before, change.after
        done = after
        try:
            if after is None:
                assert before is not None
                self._kept.remove(before.key)
                self._unsaved.pop(before.key, None)
            else:
                done = self._kept.save(after)
                self._unsaved.pop(done.key, None)
        except Refusal as refusal:
            self._tell(refusal)
            if before is None or after is None:
                return before
            self._unsaved[after.key] = after
        else:
            self._write_unsaved()
        if before is not None:
            del self._own[before.key]
        if done is not None:
            self._own[done.key] = done
        self._remember(replace(change, after=done), is_undoing)
        self.changed.emit()
        return done

    def _write_unsaved(self) -> None:
        try:
            for key, routine in list(self._unsaved.items()):
                self._kept.save(routine)
                del self._unsaved[key]
        except Refusal as refusal:
            self._tell(refusal)
        else:
            self.written.emit()

    def _tell(self, refusal: Refusal) -> None:
        log.warning("own routines: %s", refusal)
        self.trouble_met.emit(str(refusal))

    def _remember(self, change: Change, is_undoing: bool) -> None:
        if is_undoing:
            self._changes.pop()
            return
        last = self.last_change
        if change.run and last is not None and (last.run, last.after) == (change.run, change.before):
            change = replace(change, before=last.before)
            self._changes.pop()
        self._changes = [*self._changes, change][-MOST_UNDONE:]
