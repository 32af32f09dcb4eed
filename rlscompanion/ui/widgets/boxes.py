"""Rows and columns of widgets, filled in one go."""

from typing import Any, Final, TypeVar

from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

STRETCH: Final = "stretch"
"""Room that takes what is left over."""

Part = QWidget | QLayout | int | str | tuple[Any, ...]
"""A widget, a layout, pixels between, STRETCH, or a widget or layout with its stretch and alignment."""

_Box = TypeVar("_Box", bound=QBoxLayout)


def filled(
    box: _Box,
    *parts: Part,
    spacing: int | None = None,
    margins: int | tuple[int, int, int, int] | None = None,
) -> _Box:
    """The box with these parts behind those that it has; spacing and margins in pixels, Qt's if None."""
    if spacing is not None:
        box.setSpacing(spacing)
    if margins is not None:
        box.setContentsMargins(*(margins if isinstance(margins, tuple) else (margins,) * 4))
    for part in parts:
        if isinstance(part, int):
            box.addSpacing(part)
        elif part == STRETCH:
            box.addStretch(1)
        else:
            first, *how = part if isinstance(part, tuple) else (part,)
            (box.addWidget if isinstance(first, QWidget) else box.addLayout)(first, *how)
    return box
