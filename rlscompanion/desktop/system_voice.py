"""The machine's own voice, through QtTextToSpeech of the optional extra `speech`."""

import importlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QLocale, qInstallMessageHandler

from rlscompanion.bedtime.ports import Voice

RATE = -0.2
"""How fast it speaks: 0 is its usual pace, -1 the slowest."""

SOFT_VOLUME = 0.6
"""The share of its volume at which a line is said softly."""

_SHOWN_OFF = "mock"  # Qt's engine for tests, which says nothing

log = logging.getLogger(__name__)


class SystemVoice:
    """Says lines through a `QTextToSpeech` (`bedtime.ports.Voice`); it can say any phrase.

    It sounds outside of the mixer: neither ducks the mix nor follows the master level.
    """

    def __init__(self, speech: Any) -> None:
        self._speech = speech
        speech.setRate(RATE)

    def can_say(self, phrase: str) -> bool:
        """Always."""
        return True

    def prepare(self, phrases: Sequence[str]) -> None:
        """Nothing is needed beforehand."""

    def say(self, line: Sequence[str], softly: bool = False) -> None:
        """Say phrases in order, once what is being said is over."""
        self._speech.setVolume(SOFT_VOLUME if softly else 1.0)
        self._speech.enqueue(" ".join(line))

    def hush(self) -> None:
        """Be silent."""
        self._speech.stop()

    def close(self) -> None:
        """Be silent for good."""
        self._speech.stop()


def system_voice(load: Callable[[], Any] | None = None) -> Voice | None:
    """The machine's English voice; None where the extra is not installed or no such voice is there.

    `load` gives the module QtTextToSpeech, and may be given in tests.
    """
    try:
        module = (load or _load)()
    except ImportError:
        return None
    engine = next((each for each in module.QTextToSpeech.availableEngines() if each != _SHOWN_OFF), None)
    if engine is None:
        return None
    with _unsaid():
        speech = module.QTextToSpeech(engine)
    locale = next((each for each in speech.availableLocales() if _is_english(each)), None)
    if speech.state() == module.QTextToSpeech.State.Error or locale is None:
        log.info("the voice engine %s has no English voice", engine)
        return None
    speech.setLocale(locale)
    return SystemVoice(speech)


@contextmanager
def _unsaid() -> Iterator[None]:
    """Keep to ourselves what Qt says of an engine that cannot be used."""
    before = qInstallMessageHandler(lambda kind, context, message: log.info(message))
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _load() -> Any:
    return importlib.import_module("PySide6.QtTextToSpeech")


def _is_english(locale: QLocale) -> bool:
    return locale.language() == QLocale.Language.English
