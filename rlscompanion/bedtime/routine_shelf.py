"""All massage routines: the shipped routines, and the person's own routines, which can be changed."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from rlscompanion.bedtime.ports import LoadedOwnRoutines, OwnRoutines
from rlscompanion.bedtime.undo import Undoable, UndoList
from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import Routine, RoutineKind, Step, massage_seconds, routine_segments
from rlscompanion.domain.routine_edit import unused_title, with_title

log = logging.getLogger(__name__)

NEW_ROUTINE_TITLE = "My routine"

ROUTINES_UNDO_PLACE = "Routines"


@dataclass(frozen=True)
class RoutineChange:
    """A change to one of the person's own routines, and its description (`words`).

    `before` is None if the change creates the routine; `after` is None if the change deletes it. Consecutive
    changes with the same `series`, such as several presses that change a step's seconds, count as one.
    """

    words: str
    before: Routine | None
    after: Routine | None
    series: str = ""


class RoutineShelf(QObject):
    """All massage routines: shipped routines never change; own routines are saved at every change.

    `trouble_met` reports a change that cannot be written. Such a change is kept, and written together with
    the next change or by `save_again`. But if the file of a routine cannot be created or deleted, the routine
    is not created or deleted. `written` is emitted after each change that was written. `undone` is emitted
    after undoing a change: with the routine as it is then, or None if it no longer exists.
    """

    changed = Signal()
    undone = Signal(object)
    written = Signal()
    trouble_met = Signal(str)

    def __init__(
        self,
        shipped: Sequence[Routine],
        steps: Sequence[Step],
        own: OwnRoutines,
        undo: UndoList,
        faults: Sequence[ContentFault] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shipped, self._shipped_steps, self._shipped_faults = tuple(shipped), tuple(steps), tuple(faults)
        self._kept, self._undo = own, undo
        self._book = LoadedOwnRoutines()
        self._own: dict[str, Routine] = {}
        self._unsaved: dict[str, Routine] = {}
        self._latest: tuple[RoutineChange, Undoable] | None = None
        self._set_book(own.load())

    # What there is.

    @property
    def shipped(self) -> tuple[Routine, ...]:
        """The routines that come with the program, sorted by kind and length."""
        return self._shipped

    @property
    def own(self) -> tuple[Routine, ...]:
        """The person's own routines, sorted by key; renaming a routine keeps its position."""
        return tuple(self._own[key] for key in sorted(self._own))

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps that a routine can contain."""
        return (*self._shipped_steps, *self._book.steps)

    @property
    def own_faults(self) -> tuple[ContentFault, ...]:
        """Errors in the files of the person's own routines; these files are left unchanged."""
        return tuple(self._book.faults)

    @property
    def faults(self) -> tuple[ContentFault, ...]:
        """The errors in all routine files, including shipped ones."""
        return (*self._shipped_faults, *self._book.faults)

    def of_kind(self, kind: RoutineKind) -> tuple[Routine, ...]:
        """The routines of this kind (wind-down in the evening, or rescue at night), the shortest first."""
        every = (*self._shipped, *self.own)
        of_it = (routine for routine in every if routine.kind is kind)
        return tuple(sorted(of_it, key=lambda each: massage_seconds(routine_segments(each))))

    def routine_to_use(self, kind: RoutineKind, *wanted: str) -> Routine | None:
        """The routine of this kind to use: the first of the wanted keys that exists, else the shortest.

        None if there is no routine of the kind.
        """
        of_it = self.of_kind(kind)
        by_key = {each.key: each for each in of_it}
        return next((by_key[key] for key in wanted if key in by_key), of_it[0] if of_it else None)

    def routine(self, key: str) -> Routine | None:
        """The routine with this key; None if there is none."""
        return next((each for each in (*self._shipped, *self._own.values()) if each.key == key), None)

    def is_own(self, key: str) -> bool:
        """Whether the routine with this key is the person's own, so that it can be changed."""
        return key in self._own

    def by_title(self, title: str) -> Routine | None:
        """The routine with this name, ignoring case; None if there is none."""
        wanted = title.casefold()
        return next((each for each in (*self._shipped, *self.own) if each.title.casefold() == wanted), None)

    def unused_title(self, title: str) -> str:
        """The title or, if a routine has it already, a similar one that no routine has."""
        return unused_title(title, [each.title for each in (*self._shipped, *self.own)])

    # What is done.

    @Slot()
    def reload(self) -> None:
        """Load the person's own routines again, since their files may have been edited by hand.

        Does nothing while a change is unsaved.
        """
        if self._unsaved:
            return
        before = (self._own, self.own_faults, self.steps)
        self._set_book(self._kept.load())
        if before == (self._own, self.own_faults, self.steps):
            return
        # What was written by somebody else since is not for an undoing to write over.
        self._undo.forget_place(ROUTINES_UNDO_PLACE)
        self.changed.emit()

    def create(self) -> Routine | None:
        """Create a routine of the person's own with one step and the advice (`note`) of a shipped routine.

        Returns None if the routine cannot be saved.
        """
        if not self.steps:
            return None
        note = next((each.note for each in self._shipped if each.note), "")
        title = self.unused_title(NEW_ROUTINE_TITLE)
        return self.add(Routine("", title, RoutineKind.WIND_DOWN, self.steps[:1], note))

    def copy(self, routine: Routine) -> Routine | None:
        """Save a copy of any routine as one of the person's own, under a title that no routine has yet.

        Returns None if the copy cannot be saved.
        """
        return self.add(replace(routine, title=self.unused_title(routine.title)))

    def add(self, routine: Routine) -> Routine | None:
        """Save a routine as a new one of the person's own; return None if saving fails."""
        return self._carry_out(RoutineChange(f"“{routine.title}” added", None, replace(routine, key="")))

    def change(self, routine: Routine, words: str, series: str = "") -> None:
        """Save a changed routine of the person's own; `words` describe the change for undo.

        Consecutive changes with the same `series` are undone together.
        """
        before = self._own[routine.key]
        if routine != before:
            self._carry_out(RoutineChange(words, before, routine, series))

    def rename(self, key: str, title: str) -> bool:
        """Rename a routine of the person's own; return False if the name is blank or taken."""
        try:
            renamed = with_title(self._own[key], title)
        except ValueError:
            return False
        same = self.by_title(renamed.title)
        if same is not None and same.key != key:
            return False
        self.change(renamed, f"“{self._own[key].title}” renamed")
        return True

    def delete(self, key: str) -> None:
        """Delete the person's own routine with this key."""
        routine = self._own[key]
        self._carry_out(RoutineChange(f"“{routine.title}” deleted", routine, None))

    def read_file(self, path: str) -> Routine:
        """Read a routine from a file, without saving the routine. Raises Refusal if this fails."""
        return self._kept.import_file(path)

    def export(self, routine: Routine, path: str) -> None:
        """Write a routine to a file. Raises Refusal if this fails."""
        self._kept.export_file(routine, path)

    @property
    def has_unsaved(self) -> bool:
        """Whether a change to one of the person's own routines could not be saved yet."""
        return bool(self._unsaved)

    @Slot()
    def save_again(self) -> None:
        """Try again to save the changes that could not be saved, at the person's request."""
        self._write_unsaved()
        self.changed.emit()

    @Slot()
    def save_unsaved(self) -> None:
        """Try once more to save unsaved changes, before the window closes."""
        if self._unsaved:
            self._write_unsaved()

    def _set_book(self, book: LoadedOwnRoutines) -> None:
        self._book = book
        self._own = {routine.key: routine for routine in book.routines}

    def _carry_out(self, change: RoutineChange, is_undoing: bool = False) -> Routine | None:
        """Make a change on disk, then in memory; return the routine, None if it was deleted or not created.

        When undoing (`is_undoing`), raises Refusal if a file cannot be created or deleted.
        """
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
            if is_undoing and (before is None or after is None):
                raise
            self._report_trouble(refusal)
            if before is None or after is None:
                return before
            self._unsaved[after.key] = after
        else:
            self._write_unsaved()
        if before is not None:
            del self._own[before.key]
        if done is not None:
            self._own[done.key] = done
        if not is_undoing:
            self._remember(replace(change, after=done))
        self.changed.emit()
        return done

    def _write_unsaved(self) -> None:
        try:
            for key, routine in list(self._unsaved.items()):
                self._kept.save(routine)
                del self._unsaved[key]
        except Refusal as refusal:
            self._report_trouble(refusal)
        else:
            self.written.emit()

    def _report_trouble(self, refusal: Refusal) -> None:
        log.warning("own routines: %s", refusal)
        self.trouble_met.emit(str(refusal))

    def _remember(self, change: RoutineChange) -> None:
        if self._latest is not None:
            last, undoable = self._latest
            is_same_series = bool(change.series) and (last.series, last.after) == (
                change.series,
                change.before,
            )
            if is_same_series and self._undo.latest is undoable:
                change = replace(change, before=last.before)
                self._undo.forget(undoable)
        undoable = Undoable(change.words, partial(self._undo_change, change), ROUTINES_UNDO_PLACE, "Undone")
        self._latest = change, undoable
        self._undo.add(undoable)

    def _undo_change(self, change: RoutineChange) -> None:
        self.undone.emit(
            self._carry_out(RoutineChange(change.words, change.after, change.before), is_undoing=True)
        )
