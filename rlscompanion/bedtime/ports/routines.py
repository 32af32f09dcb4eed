"""A person's own routines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rlscompanion.domain.fault import Fault
    from rlscompanion.domain.routine import Routine, Step


@dataclass(frozen=True)
class OwnBook:
    """A person's own routines, the steps of their own, and the faults of the files that cannot be used."""

    routines: Sequence[Routine] = ()
    faults: Sequence[Fault] = ()
    steps: Sequence[Step] = ()


class OwnRoutines(Protocol):
    """Where a person's own routines are kept, a file each. What cannot be done is raised as a Refusal, and
    then all files are as they were."""

    def load(self) -> OwnBook:
        """All of them as they now stand."""

    def save(self, routine: Routine) -> Routine:
        """Write a routine whole and return it with its key; with a blank one it gets a file of its own."""

    def remove(self, key: str) -> None:
        """Remove the routine with this key."""

    def import_file(self, path: str) -> Routine:
        """The routine in a file, with a blank key and not kept yet. The Refusal says what is wrong in it."""

    def export_file(self, routine: Routine, path: str) -> None:
        """Write a routine to a file anywhere, in place of one that is there."""
