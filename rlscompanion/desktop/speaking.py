"""The separate process that speaks with the system's voice, started by `rlscompanion speak`.

A speech engine may block for long, or for ever if the sound system fails. In a separate process, the engine
does not block the window. The process prints `ready` once it has an English voice, or exits with status 1 if
there is none. The process then reads lines of JSON until its standard input ends. `{"say": TEXT, "volume":
SHARE}` speaks a text; `{}` stops speaking.
"""

import importlib
import json
import sys
import threading
from collections.abc import Callable
from typing import Any, TextIO

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal, Slot, qInstallMessageHandler

SPEAKING_RATE = -0.2
"""The speaking rate: 0 is normal, and -1 is the slowest possible rate."""

_SILENT_ENGINE = "mock"  # Qt's silent engine for tests


def english_speech(module: Any) -> Any | None:
    """The object that speaks with an English voice of the system; None if there is no such voice.

    `module` is PySide6.QtTextToSpeech.
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
        """Pass each of `lines` on to `speak_line` in the main thread, until there are no more lines.

        Called in a second thread, since reading blocks.
        """
        for line in lines:
            self.arrived.emit(line)
        self.ended.emit()

    @Slot(str)
    def speak_line(self, line: str) -> None:
        """Speak the text in a line of JSON; stop speaking if the line has no text."""
        asked = json.loads(line)
        if "say" in asked:
            self._speech.setVolume(asked["volume"])
            self._speech.enqueue(asked["say"])
        else:
            self._speech.stop()


def main(load: Callable[[], Any] | None = None) -> int:
    """Speak the texts from standard input until it ends; return the exit status.

    The status is 1 if the system has no English voice. `load` returns the module QtTextToSpeech.
    """
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
