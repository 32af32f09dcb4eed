"""A mind game to fall asleep by: prompts that are spoken or shown, one after another, until stopped."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rlscompanion.bedtime.ports import Clock
from rlscompanion.bedtime.session_guide import SessionGuide
from rlscompanion.domain.mind_games import Prompt, endless_prompts


class MindGame(QObject):
    """Gives the prompts of a mind game, one after another, until stopped.

    The signal `prompt_given` carries the words of a prompt, and whether the voice says these words.
    `read_prompts` is called at each start and returns all prompts.
    """

    prompt_given = Signal(str, bool)

    def __init__(
        self,
        guide: SessionGuide,
        clock: Clock,
        read_prompts: Callable[[], Sequence[Prompt]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._guide, self._clock, self._read_prompts = guide, clock, read_prompts
        self._coming: Iterator[Prompt] = iter(())
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._give_prompt)

    @property
    def is_on(self) -> bool:
        """Whether the mind game is running."""
        return self._timer.isActive()

    def start(self, seed: int, after_seconds: float) -> None:
        """Start the game; the first prompt comes `after_seconds` later, in seconds of `Clock.seconds`.

        The prompts come in a random order, which `seed` determines.
        """
        self._coming = endless_prompts(self._read_prompts(), seed)
        self._wait(after_seconds)

    def stop(self) -> None:
        """Stop the prompts and silence the voice."""
        self._timer.stop()
        self._guide.hush()

    def _wait(self, seconds: float) -> None:
        self._timer.start(round(1000 * seconds / self._clock.speed))

    @Slot()
    def _give_prompt(self) -> None:
        prompt = next(self._coming)
        self._wait(prompt.seconds)
        self.prompt_given.emit(" ".join(prompt.phrases), self._guide.say_at_night(prompt.phrases))
