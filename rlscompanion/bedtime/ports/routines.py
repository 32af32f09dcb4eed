"""The port for storing a person's own routines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rlscompanion.domain.fault import ContentFault
    from rlscompanion.domain.routine import Routine, Step


@dataclass(frozen=True)
class LoadedOwnRoutines:
    """The person's own routines, their steps, and the errors in the files of these routines."""

    routines: Sequence[Routine] = ()
    faults: Sequence[ContentFault] = ()
    steps: Sequence[Step] = ()


class OwnRoutines(Protocol):
    """Storage of the person's own routines, one file each. Failures raise Refusal and change no file."""

    def load(self) -> LoadedOwnRoutines:
        """Load all of the person's own routines, with their steps and errors."""

    def save(self, routine: Routine) -> Routine:
        """Write a whole routine to its file, and return the routine.

        A routine with a blank key gets a new file and a new key.
        """

    def remove(self, key: str) -> None:
        """Delete the routine with this key."""

    def import_file(self, path: str) -> Routine:
        """Read a routine from a file, without saving the routine; its key is left blank.

        Raises Refusal, with the reason, if this fails.
        """

    def export_file(self, routine: Routine, path: str) -> None:
        """Write a routine to a file, replacing an existing one."""
