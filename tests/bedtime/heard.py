"""Recording of signals."""

from functools import partial

from PySide6.QtCore import QObject, SignalInstance


class Heard:
    """The emitted signals in order: names, or (name, argument) for signals with an argument."""

    def __init__(self, teller: QObject, *names: str) -> None:
        self.told: list[object] = []
        self._slots: list[partial[None]] = []
        self.hear(teller, *names)

    def hear(self, teller: QObject, *names: str) -> None:
        """Record another object's signals too."""
        slots = [partial(self._hear, name) for name in names]
        self._slots += slots
        for name, slot in zip(names, slots, strict=True):
            signal: SignalInstance = getattr(teller, name)
            signal.connect(slot)

    def _hear(self, name: str, *arguments: object) -> None:
        self.told.append((name, *arguments) if arguments else name)

    def taken(self) -> list[object]:
        """The signals since the last call."""
        told, self.told = self.told, []
        return told
