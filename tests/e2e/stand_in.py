"""A minimal window with a label, a button, a field and a tone, to test the end-to-end helpers."""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Generator

import miniaudio
from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

RATE = 48_000
TONE_FREQUENCY = 440.0
TONE_LEVEL = 0.25
WINDOW_COLOUR = "#204060"


def endless_tone() -> Generator[array[float], int, None]:
    """A generator that yields frames of an endless sine wave, as many as the sound device asks for."""
    position = 0
    frames = yield array("f")
    while True:
        block = array("f")
        for frame in range(position, position + frames):
            value = TONE_LEVEL * math.sin(2 * math.pi * TONE_FREQUENCY * frame / RATE)
            block.extend((value, value))
        position += frames
        frames = yield block


class StandIn(QWidget):
    """A window that counts presses, accepts text, and plays a tone while its button is checked."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Stand-in")
        self.setStyleSheet(f"StandIn {{ background: {WINDOW_COLOUR}; }}")
        self._presses = 0
        self._device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.FLOAT32, nchannels=2, sample_rate=RATE, buffersize_msec=100
        )
        self._label = QLabel()
        self._label.setAccessibleIdentifier("Presses")
        self._button = QPushButton("Play the tone")
        self._button.setAccessibleIdentifier("Tone")
        self._button.setCheckable(True)
        self._field = QLineEdit()
        self._field.setAccessibleIdentifier("Field")
        self._field.setAccessibleName("Your words")
        self._number = QSpinBox()
        self._number.setAccessibleIdentifier("Number")
        self._choice = QComboBox()
        self._choice.setAccessibleIdentifier("Choice")
        self._choice.addItems(["first", "second"])
        self._hidden = QPushButton("Never seen")
        self._hidden.setAccessibleIdentifier("Hidden")
        layout = QVBoxLayout(self)
        for widget in (self._label, self._button, self._field, self._number, self._choice, self._hidden):
            layout.addWidget(widget)
        layout.addStretch()
        self._hidden.hide()
        self._say()
        self._button.clicked.connect(self._press)

    @Slot()
    def _press(self) -> None:
        self._presses += 1
        self._say()
        if self._button.isChecked():
            playing = endless_tone()
            next(playing)
            self._device.start(playing)
        else:
            self._device.stop()

    def close_sound(self) -> None:
        """Close the sound device, so that the process can end."""
        self._device.close()

    def _say(self) -> None:
        self._label.setText(f"{self._presses}")
        self._label.setAccessibleName(f"Presses: {self._presses}")


def main() -> int:
    """Show the window until it is closed."""
    application = QApplication(sys.argv)
    window = StandIn()
    window.resize(600, 400)
    window.show()
    status = application.exec()
    window.close_sound()
    return status


if __name__ == "__main__":
    sys.exit(main())
