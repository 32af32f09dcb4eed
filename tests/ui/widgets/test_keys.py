"""What a key means in every keyboard layout: by its character, or by its position on the keyboard."""

import sys
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from rlscompanion.ui.widgets.keys import digit_of, is_for_program, is_plus_key, letter_of
from tests.cases import each_case
from tests.ui.hands import KEYPAD_MODIFIER, NO_MODIFIER, X11_OFFSET

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
CODE_1, CODE_0, CODE_EQUALS, CODE_E, CODE_Y, CODE_N, CODE_M = 2, 11, 13, 18, 21, 49, 50
"""Linux's codes, from linux/input-event-codes.h."""


def pressed(
    text: str,
    code: int = 0,
    modifiers: Qt.KeyboardModifier = NO_MODIFIER,
    key: int | None = None,
    mac: int = 0,
) -> QKeyEvent:
    """The event of a key press; Qt names a key by the capital form of its character."""
    called = ord(text.upper()[0]) if key is None and text else key or 0
    return QKeyEvent(QEvent.Type.KeyPress, called, modifiers, code + X11_OFFSET, mac, 0, text)


@dataclass(frozen=True)
class Layout:
    """The characters (without Shift) of the keys at the positions of E, M, Y, N and of the digits 1 to 0."""

    name: str
    letter_pixels: str
    digits: str


LAYOUTS = [
    Layout("us", "emyn", "1234567890"),
    Layout("ru", "уьнт", "1234567890"),
    Layout("gr", "εμυν", "1234567890"),
    Layout("ara", "ثىغة", "1234567890"),
    Layout("ara (digits)", "ثىغة", "١٢٣٤٥٦٧٨٩٠"),
    Layout("de", "emzn", "1234567890"),
    Layout("fr", "e,yn", "&é\"'(-è_çà"),
    Layout("cz", "emzn", "+ěščřžýáíé"),
    Layout("th", "ำทัื", "ๅ/-ภถุึคตจ"),
    Layout("in", "ासबल", "१२३४५६७८९०"),
    Layout("ir", "ثئغد", "۱۲۳۴۵۶۷۸۹۰"),
]


@each_case("layout", LAYOUTS, ids=lambda each: each.name)
def test_the_row_of_digits_gives_its_digits(layout: Layout) -> None:
    codes = range(CODE_1, CODE_0 + 1)

    digits = [digit_of(pressed(text, code)) for text, code in zip(layout.digits, codes, strict=True)]

    assert digits == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]


@each_case("layout", [each for each in LAYOUTS if each.name not in ("de", "cz", "fr")], ids=str)
def test_e_m_y_and_n_are_found_in_every_script(layout: Layout) -> None:
    codes = (CODE_E, CODE_M, CODE_Y, CODE_N)

    letter_pixels = [
        letter_of(pressed(text, code)) for text, code in zip(layout.letter_pixels, codes, strict=True)
    ]

    assert letter_pixels == ["E", "M", "Y", "N"]


@each_case(
    ("text", "code", "letter"),
    [
        ("z", CODE_Y, "Z"),  # German: Y stands where America has Z
        ("y", 44, "Y"),
        (",", CODE_M, ""),  # French: M stands right of L
        ("m", 39, "M"),
        (".", CODE_E, ""),  # Dvorak
        ("e", 32, "E"),
        ("E", CODE_E, "E"),
        ("ü", 26, ""),
        ("", 0, ""),
    ],
)
def test_a_latin_layout_is_taken_at_its_word(text: str, code: int, letter: str) -> None:
    assert letter_of(pressed(text, code)) == letter


@each_case(
    ("text", "code", "modifiers", "digit"),
    [
        ("1", CODE_1, SHIFT, 1),  # French
        ("!", CODE_1, SHIFT, None),  # American
        ("\x1d", 6, CONTROL, None),
        ("5", 6, CONTROL, None),
        ("e", CODE_E, NO_MODIFIER, None),
        ("٧", 0, KEYPAD_MODIFIER, 7),
        ("७", 0, NO_MODIFIER, 7),
        ("²", 41, NO_MODIFIER, None),
        ("½", 41, NO_MODIFIER, None),
        ("", 0, NO_MODIFIER, None),
    ],
)
def test_what_is_a_digit_and_what_is_none(
    text: str, code: int, modifiers: Qt.KeyboardModifier, digit: int | None
) -> None:
    assert digit_of(pressed(text, code, modifiers)) == digit


def test_on_macos_the_arrows_stay_arrows_and_keys_go_by_their_own_codes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")

    assert digit_of(pressed("", modifiers=KEYPAD_MODIFIER, key=Qt.Key.Key_Right)) is None
    assert digit_of(pressed("è", mac=26)) == 7
    assert letter_of(pressed("у", mac=14)) == "E"


def test_on_windows_a_key_code_is_the_scan_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    assert digit_of(pressed("&", CODE_1 - X11_OFFSET)) == 1


@each_case(
    ("text", "modifiers", "expected"),
    [
        ("+", NO_MODIFIER, True),
        ("+", SHIFT, True),
        ("=", NO_MODIFIER, True),
        ("+", CONTROL, False),
        ("-", NO_MODIFIER, False),
    ],
)
def test_plus_is_known_with_and_without_shift(
    text: str, modifiers: Qt.KeyboardModifier, expected: bool
) -> None:
    assert is_plus_key(pressed(text, CODE_EQUALS, modifiers)) is expected


@each_case(
    "event",
    [
        pressed("у"),
        pressed("", key=Qt.Key.Key_F5),
        pressed("\r", key=Qt.Key.Key_Return),
        pressed("", key=Qt.Key.Key_Shift),
        pressed("", key=Qt.Key.Key_Dead_Acute),
        pressed("ท", key=Qt.Key.Key_unknown),
    ],
    ids=lambda event: f"{event.key():#x}",
)
def test_keys_of_the_keyboard_are_meant_for_us(event: QKeyEvent) -> None:
    assert is_for_program(event)
