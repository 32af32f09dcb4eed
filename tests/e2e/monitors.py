"""The monitors of an X display, which tests add and remove as cables do (RandR 1.5)."""

import struct

from .x11 import XServer

_CHANGE_ATTRIBUTES, _CLEAR_AREA, _QUERY_EXTENSION = 2, 61, 98
_GET_RESOURCES, _SET_MONITOR, _DELETE_MONITOR = 25, 43, 44
_BACK_PIXEL = 0b10
Box = tuple[int, int, int, int]


class Monitors(XServer):
    """A connection to an X display that divides the display into monitors and paints its background."""

    def __init__(self, display: int) -> None:
        super().__init__(display)
        name = b"RANDR"
        answer = self._ask(struct.pack("<BxHHxx", _QUERY_EXTENSION, 4, len(name)) + name.ljust(8, b"\0"))
        if answer is None or not answer[8]:
            raise ConnectionError("the X server has no RandR")
        self._randr = answer[9]

    def add(self, name: str, box: Box, outputs: tuple[int, ...] = ()) -> None:
        """Add a monitor at `box` (x, y, width, height), in place of any monitor with these outputs."""
        fields = struct.pack("<IBBHhhHHII", self._atom(name), 0, 0, len(outputs), *box, 300, 300)
        words = 2 + (len(fields) + 4 * len(outputs)) // 4
        head = struct.pack("<BBHI", self._randr, _SET_MONITOR, words, self._root)
        self._send(head + fields + struct.pack(f"<{len(outputs)}I", *outputs))

    def remove(self, name: str) -> None:
        """Remove the monitor with this name."""
        self._send(struct.pack("<BBHII", self._randr, _DELETE_MONITOR, 3, self._root, self._atom(name)))

    def outputs(self) -> tuple[int, ...]:
        """The ids of the display's outputs."""
        answer = self._ask(struct.pack("<BBHI", self._randr, _GET_RESOURCES, 2, self._root)) or b""
        crtcs, outputs = struct.unpack_from("<HH", answer, 16)
        return struct.unpack_from(f"<{outputs}I", answer, 32 + 4 * crtcs)

    def paint_behind(self, colour: int) -> None:
        """Paint the background of the screen in a colour, given as 0xRRGGBB."""
        self._send(struct.pack("<BxHIII", _CHANGE_ATTRIBUTES, 4, self._root, _BACK_PIXEL, colour))
        self._send(struct.pack("<BxHIhhHH", _CLEAR_AREA, 4, self._root, 0, 0, 0, 0))
