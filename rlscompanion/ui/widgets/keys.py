"""The digit or letter that a key press means on any keyboard layout, and keys not meant for the program."""

import sys
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_COMMAND_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)

_US_CHARACTERS = {**{code: str(code - 1)[-1] for code in range(2, 12)}, 18: "E", 21: "Y", 49: "N", 50: "M"}
"""Maps the Linux code of a key to the key's character on a US keyboard.

Windows has the same numbers as scan codes. Source: linux/input-event-codes.h.
"""

_MAC_US_CHARACTERS = {
    **dict(zip((29, 18, 19, 20, 21, 23, 22, 26, 28, 25), "0123456789", strict=True)),
    14: "E",
    16: "Y",
    45: "N",
    46: "M",
}
"""Maps the macOS virtual code of a key to the key's character on a US keyboard.

Source: HIToolbox/Events.h.
"""

_X11_KEY_CODE_OFFSET = 8
"""X11 and Wayland add this number to Linux's code of a key."""

_PAD_DIGITS_WITHOUT_NUMLOCK = {
    Qt.Key.Key_Insert: 0,
    Qt.Key.Key_End: 1,
    Qt.Key.Key_Down: 2,
    Qt.Key.Key_PageDown: 3,
    Qt.Key.Key_Left: 4,
    Qt.Key.Key_Clear: 5,
    Qt.Key.Key_Right: 6,
    Qt.Key.Key_Home: 7,
    Qt.Key.Key_Up: 8,
    Qt.Key.Key_PageUp: 9,
}
"""Maps the key that Qt reports for the number pad with NumLock off to the digit printed on that key."""

_MEDIA_KEYS = range(Qt.Key.Key_Back.value, Qt.Key.Key_AltGr.value)
"""Qt's numbers of the keys for volume, playback, brightness, microphone, wireless, mail and so on."""

_FIRST_APPLIANCE_KEY = Qt.Key.Key_Select.value
"""From this number on, Qt's keys belong to phones, cameras and remote controls, or are unknown."""


def digit_of(event: QKeyEvent) -> int | None:
    """Return the digit that a key press means; None if it means no digit.

    Every decimal digit of Unicode counts, and so does every digit of the number pad, with NumLock on or off.
    A key of the digit row counts as well if that key, without Shift, writes neither a digit nor a Latin
    letter (as on a French keyboard).
    """
    if event.modifiers() & _COMMAND_MODIFIERS:
        return None
    # On macOS the arrows carry the mark of the number pad, whose own keys are digits always.
    is_on_pad = event.modifiers() & Qt.KeyboardModifier.KeypadModifier and sys.platform != "darwin"
    if is_on_pad and (key := Qt.Key(event.key())) in _PAD_DIGITS_WITHOUT_NUMLOCK:
        return _PAD_DIGITS_WITHOUT_NUMLOCK[key]
    text = event.text()
    if len(text) == 1 and text.isdecimal():
        return unicodedata.decimal(text)
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or _is_latin_letter(text):
        return None
    sign = _us_character(event)
    return int(sign) if sign.isdecimal() else None


def letter_of(event: QKeyEvent) -> str:
    """Return the capital Latin letter that a key press means; empty if it means no letter.

    On a layout of another script, only E, M, N and Y are recognised, by the position of the key.
    """
    if event.modifiers() & _COMMAND_MODIFIERS:
        return ""
    if Qt.Key.Key_A.value <= event.key() <= Qt.Key.Key_Z.value:
        return chr(event.key())
    if not event.text() or event.text().isascii():
        return ""
    sign = _us_character(event)
    return sign if sign.isalpha() else ""


def is_plus_key(event: QKeyEvent) -> bool:
    """Whether a key press means plus: "+", or "=", which is on the same key of most keyboards."""
    return not event.modifiers() & _COMMAND_MODIFIERS and event.text() in ("+", "=")


def is_for_program(event: QKeyEvent) -> bool:
    """Whether a key press is for the program, not for the computer (volume, brightness, microphone)."""
    if event.text() and event.text().isprintable():
        return True
    key = event.key()
    return 0 < key < _FIRST_APPLIANCE_KEY and key not in _MEDIA_KEYS


def _is_latin_letter(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _us_character(event: QKeyEvent) -> str:
    if sys.platform == "darwin":
        return _MAC_US_CHARACTERS.get(event.nativeVirtualKey(), "")
    code = event.nativeScanCode() - (0 if sys.platform == "win32" else _X11_KEY_CODE_OFFSET)
    return _US_CHARACTERS.get(code, "")
