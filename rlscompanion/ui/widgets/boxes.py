"""Rows and columns of widgets, filled in one go."""

from typing import Any, Final, TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

STRETCH: Final = "stretch"
"""Room that takes what is left over."""

Part = QWidget | QLayout | int | str | tuple[Any, ...]
"""A widget, a layout, pixels between, STRETCH, or a widget or layout with its stretch and alignment."""

Margins = int | tuple[int, int, int, int] | None
"""Pixels around: the same on all sides; left, top, right and bottom; or those of the style."""

_Box = TypeVar("_Box", bound=QBoxLayout)


def in_row(
    *parts: Part, into: QWidget | None = None, spacing: int | None = None, margins: Margins = 0
) -> QHBoxLayout:
    """These parts side by side, `into` a widget or to be put into another box."""
    return _spaced(QHBoxLayout() if into is None else QHBoxLayout(into), parts, spacing, margins)


def in_column(
    *parts: Part, into: QWidget | None = None, spacing: int | None = None, margins: Margins = 0
) -> QVBoxLayout:
    """These parts under one another, `into` a widget or to be put into another box."""
    return _spaced(QVBoxLayout() if into is None else QVBoxLayout(into), parts, spacing, margins)


def filled(box: _Box, *parts: Part) -> _Box:
    """The box with these parts behind those that it has."""
    for part in parts:
        if isinstance(part, int):
            box.addSpacing(part)
        elif part == STRETCH:
            box.addStretch(1)
        else:
            first, *how = part if isinstance(part, tuple) else (part,)
            (box.addWidget if isinstance(first, QWidget) else box.addLayout)(first, *how)
    return box


def _spaced(box: _Box, parts: tuple[Part, ...], spacing: int | None, margins: Margins) -> _Box:
    if spacing is not None:
        box.setSpacing(spacing)
    if margins is not None:
        box.setContentsMargins(*(margins if isinstance(margins, tuple) else (margins,) * 4))
    return filled(box, *parts)
