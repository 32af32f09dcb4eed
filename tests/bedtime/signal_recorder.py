"""Records the signals of Qt objects."""

from functools import partial

from PySide6.QtCore import QObject, SignalInstance


class SignalRecorder:
    """The emitted signals in order: names, or (name, argument) for signals with an argument."""

    def __init__(self, sender: QObject, *names: str) -> None:
        self.signals: list[object] = []
        self._slots: list[partial[None]] = []
        self.record(sender, *names)

    def record(self, sender: QObject, *names: str) -> None:
        """Record another object's signals too."""
        slots = [partial(self._append, name) for name in names]
        self._slots += slots
        for name, slot in zip(names, slots, strict=True):
            signal: SignalInstance = getattr(sender, name)
            signal.connect(slot)

    def _append(self, name: str, *arguments: object) -> None:
        self.signals.append((name, *arguments) if arguments else name)

    def take(self) -> list[object]:
        """The signals since the last call."""
        taken, self.signals = self.signals, []
        return taken
