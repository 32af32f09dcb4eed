"""Records which signals Qt objects emit."""

from functools import partial

from PySide6.QtCore import QObject, SignalInstance


class SignalRecorder:
    """The emitted signals in order: a name, or (name, argument) for a signal with an argument."""

    def __init__(self, sender: QObject, *names: str) -> None:
        self.signals: list[object] = []
        self._slots: list[partial[None]] = []
        self.record(sender, *names)

    def record(self, sender: QObject, *names: str) -> None:
        """Record these signals of another object too."""
        slots = [partial(self._append, name) for name in names]
        self._slots += slots
        for name, slot in zip(names, slots, strict=True):
            signal: SignalInstance = getattr(sender, name)
            signal.connect(slot)

    def _append(self, name: str, *arguments: object) -> None:
        self.signals.append((name, *arguments) if arguments else name)

    def take(self) -> list[object]:
        """The signals emitted since the last call of `take`."""
        taken, self.signals = self.signals, []
        return taken
