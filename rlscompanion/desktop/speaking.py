"""The separate process that speaks with the system's voice: `rlscompanion speak`.

Speech engines may block for long, or for ever if the sound system fails; in a separate process they do not
block the window. The process prints `ready` once it has an English voice, and exits with status 1 if there
is none. Then it reads lines of JSON, `{"say": TEXT, "volume": SHARE}`, or `{}` to stop speaking, until its
standard input ends.
"""

import importlib
import json
import sys
import threading
from collections.abc import Callable
from typing import Any, TextIO

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal, Slot, qInstallMessageHandler

SPEAKING_RATE = -0.2
"""The speaking rate: 0 is normal, -1 the slowest."""

_SILENT_ENGINE = "mock"  # Qt's silent engine for tests


def english_speech(module: Any) -> Any | None:
    """An object that speaks with the system's English voice; None if there is no such voice.

    `module` is QtTextToSpeech.
    """
    engine = next((each for each in module.QTextToSpeech.availableEngines() if each != _SILENT_ENGINE), None)
    if engine is None:
        return None
    speech = module.QTextToSpeech(engine)
    locale = next((each for each in speech.availableLocales() if _is_english(each)), None)
    if locale is None or speech.state() == module.QTextToSpeech.State.Error:
        return None
    speech.setLocale(locale)
    speech.setRate(SPEAKING_RATE)
    return speech


class LineSpeaker(QObject):
    """Speaks the texts in lines of JSON, which a second thread reads from standard input."""

    arrived = Signal(str)
    ended = Signal()

    def __init__(self, speech: Any) -> None:
        super().__init__()
        self._speech = speech
        self.arrived.connect(self.speak_line)

    def read_lines(self, lines: TextIO) -> None:
        """Pass each line on to `speak_line` in the main thread, until the input ends."""
        for line in lines:
            self.arrived.emit(line)
        self.ended.emit()

    @Slot(str)
    def speak_line(self, line: str) -> None:
        """Speak the text in a line of JSON, or stop speaking if it has none."""
        asked = json.loads(line)
        if "say" in asked:
            self._speech.setVolume(asked["volume"])
            self._speech.enqueue(asked["say"])
        else:
            self._speech.stop()


def main(load: Callable[[], Any] | None = None) -> int:
    """Speak the texts from standard input until it ends; return the exit status, 1 without a voice."""
    application = QCoreApplication(sys.argv[:1])
    # Qt's warnings about unusable engines are ignored: then there is no voice.
    qInstallMessageHandler(lambda kind, context, message: None)
    try:
        speech = english_speech((load or _load_speech_module)())
    except ImportError:
        speech = None
    if speech is None:
        return 1
    speaker = LineSpeaker(speech)
    speaker.ended.connect(application.quit)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    threading.Thread(target=speaker.read_lines, args=(sys.stdin,), daemon=True).start()
    return application.exec()


def _load_speech_module() -> Any:
    return importlib.import_module("PySide6.QtTextToSpeech")


def _is_english(locale: QLocale) -> bool:
    return locale.language() == QLocale.Language.English
